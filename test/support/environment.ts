import { join } from 'node:path';

const TOKEN = 'the-token-of-an-installation-for-tests';

interface Place {
  /** What its topics and databases begin with. */
  readonly name: string;
  /** Where mails go. */
  readonly folder: string;
  readonly brokers: readonly string[];
  readonly mongoUri: string;
}

/** What each process of an installation for tests is told; where they and their users meet comes on top. */
export const environmentOf = ({ name, folder, brokers, mongoUri }: Place) => ({
  HUITANG_PUBLIC_URL: 'http://127.0.0.1:9',
  HUITANG_UID_DOMAIN: 'test.example',
  HUITANG_INTERNAL_TOKEN: TOKEN,
  HUITANG_LOG: process.env.HT_LOG ?? 'warn',
  HUITANG_OUTBOX: join(folder, 'outbox'),
  HUITANG_SERVICES: 'scheduling=http://127.0.0.1:9',
  KAFKA_BROKERS: brokers.join(),
  KAFKA_PARTITIONS: '6',
  KAFKA_REPLICATION: '1',
  // A broker takes no less; with the usual 45 s every test that kills a process would last that long.
  KAFKA_SESSION_MS: '6000',
  KAFKA_TOPIC_PREFIX: `${name}.`,
  MONGODB_URI: mongoUri,
  MONGODB_DATABASE: name,
  MONGODB_STAND_IN: 'allowed',
});

/** A name that no other installation on the same engines has. */
export const newName = (id: string): string => `t${id.slice(0, 8)}`;
