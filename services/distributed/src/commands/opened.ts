import { type MongoEngine, openMongo } from '@huitang/engine-mongo';
import { createLogger, type Variables } from '@huitang/runtime';
import { nodeClock } from '@huitang/runtime/adapters';
import type { Truth } from '@huitang/transfer';
import { factories } from '../factories.ts';
import { parseOptions, type ServiceOptions } from '../options.ts';
import { type DistributedPlatform, distributed } from '../platform.ts';
import type { ServiceName } from '../service-names.ts';

const names = Object.keys(factories);

/** The databases of all services, opened for a command; nothing is hosted. */
export interface Opened {
  readonly truth: Truth;
  close(): Promise<void>;
}

interface Wanted {
  /** For whoever only reads: what is not there is refused, not made. */
  readonly mustExist?: boolean;
}

const openOf = (options: ServiceOptions, service: string, { mustExist = false }: Wanted): Promise<MongoEngine> =>
  openMongo({
    uri: options.MONGODB_URI,
    database: options.MONGODB_DATABASE,
    service,
    clock: nodeClock(),
    logger: createLogger('silent'),
    allowStandIn: options.MONGODB_STAND_IN === 'allowed',
    mustExist,
  });

/** One service's ports, as its process has them. Nothing that is not there is made, and nothing is hosted. */
export function openPlatform(service: ServiceName, variables: Variables): Promise<DistributedPlatform> {
  // Lines of a log would stand between those of the answer.
  const options = parseOptions([service], { ...variables, HUITANG_LOG: 'silent' });
  return distributed(options, { onStalled: () => {}, mustExist: true });
}

export async function openTruth(options: ServiceOptions, wanted: Wanted = {}): Promise<Opened> {
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
    for (const name of names) engines.set(name, await openOf(options, name, wanted));
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
