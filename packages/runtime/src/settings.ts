import { z } from 'zod';
import { Fault } from './faults.ts';
import { feedVariables } from './feed-settings.ts';

const NETWORK = z.union([z.cidrv4(), z.cidrv6()]);
const PUBLIC_URL = 'an address such as https://huitang.example.org';

/** What every process of an installation may be told. Each schema says what it wants in words that go on after the variable's name. */
export const InstallationSettings = z.object({
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
  ...feedVariables,
  HUITANG_WEBHOOK_NETWORKS: z
    .string()
    .transform((text) => text.split(',').filter((part) => part !== ''))
    .refine((parts) => parts.every((part) => NETWORK.safeParse(part).success), {
      error: 'networks inside that webhooks may reach, with commas between, such as 10.1.0.0/16,fd00::/8',
    })
    .optional(),
});
export type InstallationSettings = z.infer<typeof InstallationSettings>;

export type Variables = Readonly<Record<string, string | undefined>>;

/** Their values hold passwords, which have no place on a screen or in a journal. */
const SECRETS: ReadonlySet<string> = new Set([
  'MAIL_URL',
  'MONGODB_URI',
  'KAFKA_PASSWORD',
  'KAFKA_TLS_KEY',
  'HUITANG_INTERNAL_TOKEN',
]);

const WRONG_USAGE = 'wrong-usage';

export const wrongUsage = (message: string): Fault => new Fault(WRONG_USAGE, message, { retriable: false });

/** How a process ends over an error: 2 for what was asked wrongly, 1 for what cannot be. */
export const exitCodeOf = (error: unknown): 1 | 2 => (error instanceof Fault && error.code === WRONG_USAGE ? 2 : 1);

/** Throws a `wrong-usage` fault that names each wrong variable and what was wanted. */
export function settingsFrom<T>(schema: z.ZodType<T>, variables: Variables): T {
  const parsed = schema.safeParse(variables);
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map(({ path, message }) => {
    const name = String(path[0] ?? '');
    const given = variables[name];
    // What is not there is not repeated either.
    return `${name}: ${message}${SECRETS.has(name) || given === undefined ? '' : `, not ${given}`}`;
  });
  throw wrongUsage(wrong.join('; '));
}
