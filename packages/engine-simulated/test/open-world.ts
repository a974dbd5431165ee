import { createWorld, type SimulatedProcess, type StorageKind, type World } from '@huitang/engine-simulated';
import { createLogger, createMetrics, type Platform } from '@huitang/runtime';
import type { Harness } from '@huitang/runtime/conformance';

export const START_MS = Date.UTC(2026, 5, 1);

const metrics = createMetrics();
const logger = createLogger('silent');

/** Quick, so that a test's own short times are long. */
const latency = { minMs: 0.01, maxMs: 0.2, slowMaxMs: 10 };

let seed = 0;

export function newWorld(storage: StorageKind, more: Partial<Parameters<typeof createWorld>[0]> = {}): World {
  seed += 1;
  return createWorld({ seed, storage, startMs: START_MS, metrics, logger, latency, ...more });
}

export const startIn = (world: World): SimulatedProcess => world.start({ name: 'process', database: 'all' });

/** Runs a world for as long as a test lasts: nothing planned means that it is the test's turn. */
export function keepGoing({ scheduler }: Pick<World, 'scheduler'>): () => void {
  let ended = false;
  function turn(): void {
    if (ended) return;
    scheduler.step();
    setImmediate(turn);
  }
  turn();
  return () => {
    ended = true;
  };
}

/** One port of a world of its own, for the conformance suites. */
export const harnessFor =
  <Port>(storage: StorageKind, portOf: (platform: Platform) => Port) =>
  async (): Promise<Harness<Port>> => {
    const world = newWorld(storage);
    const stop = keepGoing(world);
    let process = startIn(world);
    return {
      port: portOf(process.platform),
      async reopen() {
        process.crash();
        process = startIn(world);
        return portOf(process.platform);
      },
      close: async () => stop(),
      time: {
        now: () => Math.floor(world.scheduler.now()),
        pass: (ms) =>
          new Promise((resolve) => {
            world.scheduler.after(ms, resolve);
          }),
      },
    };
  };
