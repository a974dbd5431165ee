import { parseArgs } from 'node:util';
import { z } from 'zod';

const Environment = z.object({
  HUITANG_HOST: z.string().default('127.0.0.1'),
  HUITANG_PUBLIC_URL: z.url().optional(),
  HUITANG_UID_DOMAIN: z
    .string()
    .regex(/^[a-z0-9.-]{3,200}$/, 'a domain name')
    .optional(),
  HUITANG_MAIL_FROM: z.string().default('会堂 Huitang <huitang@localhost>'),
  HUITANG_LOG: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('warn'),
  MAIL_URL: z
    .string()
    .regex(/^smtps?:\/\//, 'smtp://… or smtps://…')
    .optional(),
});
export type Environment = z.infer<typeof Environment>;

export interface StartOptions extends Environment {
  readonly dataDir: string;
  readonly port: number;
  readonly empty: boolean;
}

export const parseEnvironment = (environment: Readonly<Record<string, string | undefined>>): Environment =>
  Environment.parse(environment);

/** `--data DIR --port N --empty` and the environment; throws an Error that names what is wrong. */
export function parseStart(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): StartOptions {
  const { values } = parseArgs({
    args: args.filter((arg) => arg !== '--'),
    options: {
      data: { type: 'string', default: 'data' },
      port: { type: 'string', default: '8080' },
      empty: { type: 'boolean', default: false },
    },
  });
  const port = z.coerce.number().int().min(0).max(65_535).safeParse(values.port);
  if (!port.success) throw new Error(`--port: a number from 0 to 65535, not ${values.port}`);
  return { ...parseEnvironment(environment), dataDir: values.data, port: port.data, empty: values.empty };
}
