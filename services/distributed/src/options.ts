import {
  feedSettingsOf,
  type Installation,
  InstallationSettings,
  settingsFrom,
  type Variables,
  wrongUsage,
} from '@huitang/runtime';
import { z } from 'zod';
import { checkKafka, kafkaShape } from './kafka-options.ts';
import { type ServiceName, serviceNames } from './service-names.ts';
import { version } from './version.ts';

const ADDRESSES = 'service=address pairs with commas between, such as scheduling=http://scheduling:8080';
const TOKEN_CHARACTERS_MIN = 32;

const PAIR = `(${serviceNames.join('|')})=https?://[^,\\s/]+`;

/** `scheduling=http://a:1,room-allocation=http://b:2` */
const Addresses = z
  .string({ error: ADDRESSES })
  .regex(new RegExp(`^${PAIR}(,${PAIR})*$`), ADDRESSES)
  .transform(
    (text): Partial<Record<ServiceName, string>> => Object.fromEntries(text.split(',').map((pair) => pair.split('='))),
  );

const Settings = InstallationSettings.extend({
  HUITANG_PUBLIC_URL: z.string({ error: 'the address people reach the front door by' }).pipe(
    // What the standalone platform can guess from its port, several processes cannot.
    InstallationSettings.shape.HUITANG_PUBLIC_URL.unwrap(),
  ),
  HUITANG_UID_DOMAIN: z
    .string({ error: 'a domain name in lower case, the same for all services and for ever' })
    .pipe(InstallationSettings.shape.HUITANG_UID_DOMAIN.unwrap()),
  HUITANG_PORT: z.coerce
    .number({ error: 'a number from 0 to 65535' })
    .int()
    .min(0)
    .max(65_535, 'a number from 0 to 65535')
    .default(8080),
  HUITANG_INTERNAL_TOKEN: z
    .string({ error: `a secret of at least ${TOKEN_CHARACTERS_MIN} characters that all services share` })
    .min(TOKEN_CHARACTERS_MIN, `a secret of at least ${TOKEN_CHARACTERS_MIN} characters`),
  HUITANG_SERVICES: Addresses,
  /** Where the pages ask the API; the front door as this process reaches it. */
  HUITANG_API_URL: z.url({ protocol: /^https?$/, error: 'an address such as http://nginx:8080' }).optional(),
  HUITANG_OUTBOX: z.string().min(1, 'the name of a folder').default('outbox'),
  ...kafkaShape,
  MONGODB_URI: z
    .string({ error: 'an address that begins with mongodb:// or mongodb+srv://' })
    .regex(/^mongodb(\+srv)?:\/\//, 'an address that begins with mongodb:// or mongodb+srv://'),
  MONGODB_DATABASE: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,30}$/, 'small letters, digits and hyphens')
    .default('huitang'),
  MONGODB_STAND_IN: z.enum(['allowed', 'refused'], 'allowed or refused').default('refused'),
}).superRefine(checkKafka);
type Settings = z.infer<typeof Settings>;

export interface ServiceOptions extends Settings {
  readonly service: ServiceName;
}

function serviceIn(args: readonly string[]): ServiceName {
  const [given, ...more] = args.filter((arg) => arg !== '--');
  const service = serviceNames.find((name) => name === given);
  if (service && more.length === 0) return service;
  throw wrongUsage(`one of ${serviceNames.join(', ')}, not ${args.join(' ') || 'nothing'}`);
}

/** The service's name on the command line and the environment; throws a `wrong-usage` fault that names what is wrong. */
export const parseOptions = (args: readonly string[], variables: Variables): ServiceOptions => ({
  service: serviceIn(args),
  ...settingsFrom(Settings, variables),
});

/** For commands, which work on all services at once. */
export const optionsFor = (variables: Variables): ServiceOptions => ({
  service: 'scheduling',
  ...settingsFrom(Settings, variables),
});

/** What people see of the installation. */
export const installationOf = (options: Settings): Installation => ({
  publicUrl: options.HUITANG_PUBLIC_URL,
  uidDomain: options.HUITANG_UID_DOMAIN,
  mailFrom: options.HUITANG_MAIL_FROM,
  feeds: feedSettingsOf(options),
  version,
});
