import { parseArgs } from 'node:util';
import { Fault, messageOf } from '@huitang/runtime';
import { z } from 'zod';

const PUBLIC_URL = 'an address such as https://huitang.example.org';

/** Each schema says what it wants in words that go on after the variable's name. */
const Environment = z.object({
  // Empty would mean every address of the machine.
  HUITANG_HOST: z.string().min(1, 'an address of this machine such as 127.0.0.1').default('127.0.0.1'),
  HUITANG_PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: PUBLIC_URL })
    .refine((url) => !/[?#]/.test(url), { error: PUBLIC_URL })
    // Paths are put behind it, which begin with a slash.
    .transform((url) => url.replace(/\/+$/, ''))
    .optional(),
  HUITANG_UID_DOMAIN: z
    .string()
    .regex(/^[a-z0-9.-]{3,200}$/, 'a domain name in lower case')
    .optional(),
  HUITANG_MAIL_FROM: z.string().default('会堂 Huitang <huitang@localhost>'),
  HUITANG_LOG: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'], 'debug, info, warn, error or silent')
    .default('warn'),
  MAIL_URL: z
    .string()
    .regex(/^smtps?:\/\//, 'an address that begins with smtp:// or smtps://')
    .optional(),
});
export type Environment = z.infer<typeof Environment>;

export interface StartOptions extends Environment {
  readonly dataDir: string;
  readonly port: number;
  readonly empty: boolean;
}

type Variables = Readonly<Record<string, string | undefined>>;

/** Its value holds a password, which has no place on a screen or in a journal. */
const SECRET = 'MAIL_URL';

const PORT_MAX = 65_535;

const WRONG_USAGE = 'wrong-usage';

const wrongUsage = (message: string): Fault => new Fault(WRONG_USAGE, message, { retriable: false });

/** How a process ends over an error: 2 for what was asked wrongly, 1 for what cannot be. */
export const exitCodeOf = (error: unknown): 1 | 2 => (error instanceof Fault && error.code === WRONG_USAGE ? 2 : 1);

/** Throws a `wrong-usage` fault that names each wrong variable and what was wanted. */
export function parseEnvironment(variables: Variables): Environment {
  const parsed = Environment.safeParse(variables);
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map(({ path, message }) => {
    const name = String(path[0] ?? '');
    return `${name}: ${message}${name === SECRET ? '' : `, not ${variables[name]}`}`;
  });
  throw wrongUsage(wrong.join('; '));
}

/** The options of the command line as text. Node's own messages go on to say what nobody asked. */
function optionsIn(args: readonly string[]): { data: string; port: string; empty: boolean } {
  try {
    return parseArgs({
      args: args.filter((arg) => arg !== '--'),
      options: {
        data: { type: 'string', default: 'data' },
        port: { type: 'string', default: '8080' },
        empty: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw wrongUsage(messageOf(error).split(/[.?]\s/)[0] ?? '');
  }
}

/** `--data DIR --port N --empty` and the environment; throws a `wrong-usage` fault that names what is wrong. */
export function parseStart(args: readonly string[], environment: Variables): StartOptions {
  const { data, port, empty } = optionsIn(args);
  if (data === '') throw wrongUsage('--data: the name of a folder');
  if (!/^\d{1,5}$/.test(port) || Number(port) > PORT_MAX) {
    throw wrongUsage(`--port: a number from 0 to ${PORT_MAX}, not ${port}`);
  }
  return { ...parseEnvironment(environment), dataDir: data, port: Number(port), empty };
}
