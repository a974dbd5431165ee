import { join } from 'node:path';

export const KAFKA_VERSION = '4.4.0';
export const FERRETDB_VERSION = '1.24.2';
export const HOST = '127.0.0.1';
export const KAFKA_PORT = 19_092;
export const KAFKA_CONTROLLER_PORT = 19_093;
/** Nobody is served there: whoever listens on it is the one that starts and stops engines. */
export const LOCK_PORT = 19_094;
export const MONGO_PORT = 27_117;

type Environment = Readonly<Record<string, string | undefined>>;

export interface Settings {
  /** Everything lies below: builds, data, logs, pid files, engines.json. */
  readonly root: string;
  /** A MongoDB that is there already and is not ours to start, stop or wipe. */
  readonly mongoUri?: string;
  /** What Java, Maven and Go are started with. */
  readonly environment: Environment;
}

/** HUITANG_ENGINES_DIR and MONGODB_URI; an empty variable is as good as none. */
export function settingsFrom(environment: Environment, home: string): Settings {
  const root = environment.HUITANG_ENGINES_DIR || join(home, '.cache', 'huitang', 'engines');
  const mongoUri = environment.MONGODB_URI;
  return { root, environment, ...(mongoUri ? { mongoUri } : {}) };
}

/** Where things are below the root. Builds and logs are kept; data is what `--fresh` and `--wipe` remove. */
export function places(root: string) {
  const builds = join(root, 'builds');
  const data = join(root, 'data');
  return {
    kafkaJars: join(builds, `kafka-${KAFKA_VERSION}`),
    ferretdb: join(builds, `ferretdb-${FERRETDB_VERSION}`),
    mongod: join(builds, 'mongod'),
    mongodFailure: join(builds, 'mongod-failed'),
    scratch: join(root, 'scratch'),
    data,
    kafkaData: join(data, 'kafka'),
    ferretdbData: join(data, 'ferretdb'),
    mongodData: join(data, 'mongod'),
    config: join(root, 'config'),
    logs: join(root, 'logs'),
    pids: join(root, 'pids'),
    enginesFile: join(root, 'engines.json'),
  };
}

export type Places = ReturnType<typeof places>;
