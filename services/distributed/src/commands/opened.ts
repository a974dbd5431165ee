import { type MongoEngine, openMongo } from '@huitang/engine-mongo';
import { createLogger } from '@huitang/runtime';
import { nodeClock } from '@huitang/runtime/adapters';
import type { Truth } from '@huitang/transfer';
import { factories } from '../factories.ts';
import type { ServiceOptions } from '../options.ts';

const names = Object.keys(factories);

/** The databases of all services, opened for a command; nothing is hosted. */
export interface Opened {
  readonly truth: Truth;
  close(): Promise<void>;
}

const openOf = (options: ServiceOptions, service: string): Promise<MongoEngine> =>
  openMongo({
    uri: options.MONGODB_URI,
    database: options.MONGODB_DATABASE,
    service,
    clock: nodeClock(),
    logger: createLogger('silent'),
    allowStandIn: options.MONGODB_STAND_IN === 'allowed',
  });

export async function openTruth(options: ServiceOptions): Promise<Opened> {
  const engines = new Map<string, MongoEngine>();
  const close = async (): Promise<void> => {
    for (const engine of engines.values()) await engine.close();
  };
  const engineOf = (service: string): MongoEngine => {
    const engine = engines.get(service);
    if (!engine) throw new Error(`${service} has no database here`);
    return engine;
  };
  try {
    for (const name of names) engines.set(name, await openOf(options, name));
  } catch (error) {
    await close();
    throw error;
  }
  return {
    truth: {
      place: `the databases ${options.MONGODB_DATABASE}_…`,
      services: names,
      log: (service) => engineOf(service).log(service),
      records: (service) => engineOf(service).records,
      vault: engineOf('scheduling').vault,
    },
    close,
  };
}
