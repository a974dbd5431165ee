import { parseArgs } from 'node:util';
import { Fault } from '@huitang/runtime';
import { z } from 'zod';

/** Each schema says what it wants in words that go on after the variable's name. */
const Environment = z.object({
  HUITANG_HOST: z.string().default('127.0.0.1'),
  HUITANG_PUBLIC_URL: z.url('an address such as https://huitang.example.org').optional(),
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

export const WRONG_USAGE = 'wrong-usage';

const wrongUsage = (message: string): Fault => new Fault(WRONG_USAGE, message, { retriable: false });

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

/** `--data DIR --port N --empty` and the environment; throws an Error that names what is wrong. */
export function parseStart(args: readonly string[], environment: Variables): StartOptions {
  const { values } = parseArgs({
    args: args.filter((arg) => arg !== '--'),
    options: {
      data: { type: 'string', default: 'data' },
      port: { type: 'string', default: '8080' },
      empty: { type: 'boolean', default: false },
    },
  });
  const port = z.coerce.number().int().min(0).max(65_535).safeParse(values.port);
  if (!port.success) throw wrongUsage(`--port: a number from 0 to 65535, not ${values.port}`);
  return { ...parseEnvironment(environment), dataDir: values.data, port: port.data, empty: values.empty };
}
