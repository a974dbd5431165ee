import type { Random, StorageKind } from '@huitang/engine-simulated';

/** A process and the services it hosts. Several of the same services share a database. */
export interface ProcessPlan {
  readonly name: string;
  readonly database: string;
  readonly services: readonly string[];
}

export type Topology = readonly ProcessPlan[];

const SERVICES = ['scheduling', 'room-allocation', 'notification', 'calendar'];

/** As `start` runs it: everything in one process. */
export const oneProcess: Topology = [{ name: 'all', database: 'all', services: SERVICES }];

const instances = (service: string, count: number): ProcessPlan[] =>
  Array.from({ length: count }, (_, index) => ({
    name: `${service}-${index + 1}`,
    database: service,
    services: [service],
  }));

/** A process for each service, or several for some. */
export function drawTopology(dice: Random, storage: StorageKind): Topology {
  const kind = dice.pick(['one', 'each', 'several', 'several', 'several']);
  const counts = SERVICES.map(() => dice.pick([1, 2, 2, 3]));
  if (storage === 'one-file' || kind === 'one') return oneProcess;
  return SERVICES.flatMap((service, index) => instances(service, kind === 'each' ? 1 : (counts[index] ?? 1)));
}
