import type { KafkaOptions } from '@huitang/engine-kafka';
import { z } from 'zod';

const PROTECTED = ['plain', 'scram-sha-256', 'scram-sha-512'] as const;

const count = (what: string) => z.coerce.number({ error: what }).int(what).min(1, what).max(1_000, what);

const pem = (what: string) =>
  z
    .string()
    .regex(/^-----BEGIN [A-Z ]+-----$/m, what)
    .optional();

/** What a process is told about Kafka, by the names of the variables. */
export const kafkaShape = {
  KAFKA_BROKERS: z
    .string({ error: 'host:port pairs with commas between' })
    .regex(/^[^,\s]+:\d+(,[^,\s]+:\d+)*$/, 'host:port pairs with commas between')
    .transform((text) => text.split(',')),
  KAFKA_PARTITIONS: count('a number from 1 to 1000').default(12),
  KAFKA_REPLICATION: count('a number from 1 to 1000').default(3),
  KAFKA_RETENTION_MS: z.coerce.number({ error: 'milliseconds, or -1 for ever' }).int().min(-1).default(-1),
  /** Of a process that died: after so long its work goes to others. */
  KAFKA_SESSION_MS: z.coerce
    .number({ error: 'milliseconds from 6000 to 300000' })
    .int()
    .min(6_000, 'milliseconds from 6000 to 300000')
    .max(300_000, 'milliseconds from 6000 to 300000')
    .default(45_000),
  KAFKA_TOPIC_PREFIX: z
    .string()
    .regex(/^[a-z0-9.-]{0,40}$/, 'small letters, digits, dots and hyphens')
    .default(''),
  KAFKA_TLS: z.enum(['on', 'off'], 'on or off').default('off'),
  KAFKA_TLS_CA: pem('certificates as PEM text'),
  KAFKA_TLS_CERT: pem('a certificate as PEM text'),
  KAFKA_TLS_KEY: pem('a private key as PEM text'),
  KAFKA_SASL: z.enum(PROTECTED, PROTECTED.join(', ')).optional(),
  KAFKA_USER: z.string().min(1, 'the name of a user').optional(),
  KAFKA_PASSWORD: z.string().min(1, 'the password of KAFKA_USER').optional(),
};
type KafkaSettings = z.infer<z.ZodObject<typeof kafkaShape>>;

/** The variables that are missing beside those that are there, each with what is wanted. */
function missingFrom(settings: KafkaSettings): readonly (readonly [name: keyof KafkaSettings, wanted: string])[] {
  const { KAFKA_SASL, KAFKA_USER, KAFKA_PASSWORD, KAFKA_TLS, KAFKA_TLS_CA, KAFKA_TLS_CERT, KAFKA_TLS_KEY } = settings;
  const hasLogin = KAFKA_USER !== undefined || KAFKA_PASSWORD !== undefined;
  const hasPem = [KAFKA_TLS_CA, KAFKA_TLS_CERT, KAFKA_TLS_KEY].some((text) => text !== undefined);
  const wanted = [
    [KAFKA_SASL !== undefined && KAFKA_USER === undefined, 'KAFKA_USER', 'the name of a user, since KAFKA_SASL is set'],
    [KAFKA_SASL !== undefined && KAFKA_PASSWORD === undefined, 'KAFKA_PASSWORD', 'a password, since KAFKA_SASL is set'],
    [KAFKA_SASL === undefined && hasLogin, 'KAFKA_SASL', `${PROTECTED.join(', ')}, since there is a user`],
    [KAFKA_TLS === 'off' && hasPem, 'KAFKA_TLS', 'on, since there are certificates'],
    [KAFKA_TLS_KEY !== undefined && KAFKA_TLS_CERT === undefined, 'KAFKA_TLS_CERT', 'the certificate of KAFKA_TLS_KEY'],
    [KAFKA_TLS_CERT !== undefined && KAFKA_TLS_KEY === undefined, 'KAFKA_TLS_KEY', 'the key of KAFKA_TLS_CERT'],
  ] as const;
  return wanted.flatMap(([isMissing, name, words]) => (isMissing ? [[name, words] as const] : []));
}

/** A login of which half is missing would be tried for ever. */
export function checkKafka(settings: KafkaSettings, context: z.RefinementCtx): void {
  for (const [name, message] of missingFrom(settings)) context.addIssue({ code: 'custom', path: [name], message });
}

/** One that gets lost, or eight, costs nobody his partitions. */
const HEARTBEATS_PER_SESSION = 9;

const sslOf = ({
  KAFKA_TLS,
  KAFKA_TLS_CA,
  KAFKA_TLS_CERT,
  KAFKA_TLS_KEY,
}: KafkaSettings): NonNullable<KafkaOptions['ssl']> =>
  KAFKA_TLS === 'on' && {
    ...(KAFKA_TLS_CA !== undefined && { ca: KAFKA_TLS_CA }),
    ...(KAFKA_TLS_CERT !== undefined && { cert: KAFKA_TLS_CERT }),
    ...(KAFKA_TLS_KEY !== undefined && { key: KAFKA_TLS_KEY }),
  };

/** What the clients of Kafka are told, beside the ports they need. */
export const kafkaOptionsOf = (settings: KafkaSettings, service: string) => ({
  brokers: settings.KAFKA_BROKERS,
  clientId: `huitang-${service}`,
  topicPrefix: settings.KAFKA_TOPIC_PREFIX,
  partitions: settings.KAFKA_PARTITIONS,
  replication: settings.KAFKA_REPLICATION,
  retentionMs: settings.KAFKA_RETENTION_MS,
  ssl: sslOf(settings),
  timings: {
    sessionTimeoutMs: settings.KAFKA_SESSION_MS,
    heartbeatMs: Math.floor(settings.KAFKA_SESSION_MS / HEARTBEATS_PER_SESSION),
  },
  ...(settings.KAFKA_SASL && {
    sasl: {
      mechanism: settings.KAFKA_SASL,
      username: settings.KAFKA_USER ?? '',
      password: settings.KAFKA_PASSWORD ?? '',
    },
  }),
});
