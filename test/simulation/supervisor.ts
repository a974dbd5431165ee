import type { Random, SimulatedProcess, World } from '@huitang/engine-simulated';
import {
  type Host,
  type IdempotencyKeys,
  idempotencyKeys,
  type Platform,
  type Route,
  type ServiceFactory,
  startHost,
} from '@huitang/runtime';
import type { ProcessPlan } from './topology.ts';

/** A process whose services answer. */
export interface Running {
  readonly process: SimulatedProcess;
  readonly platform: Platform;
  readonly host: Host;
  readonly keys: IdempotencyKeys;
  /** By operationId. */
  readonly routes: ReadonlyMap<string, Route>;
}

/** Keeps processes running, as an operating system's service manager would. */
export interface Supervisor {
  startAll(): void;
  /** Those that answer an operation, in the order they started. */
  answering(operationId: string): readonly Running[];
  /** True when every process runs and answers. */
  allRunning(): boolean;
  /** Stops one in order; it is started again. */
  restart(process: SimulatedProcess): void;
  /** How often processes have ended. */
  ends(): number;
}

const RESTART_MAX_MS = 3_000;
/** What cannot start is left alone for longer each time, up to this. */
const RETRY_MAX_MS = 12_000;

export interface SupervisorContext {
  readonly world: World;
  readonly dice: Random;
  readonly plans: readonly ProcessPlan[];
  /** What may be hosted in a process. */
  readonly factoriesOf: (process: SimulatedProcess) => readonly ServiceFactory[];
  /** Puts something else in the place of a port: a fault that is planted to be found. */
  readonly plant: (platform: Platform) => Platform;
}

interface Supervising extends SupervisorContext {
  readonly running: Map<SimulatedProcess, Running>;
  readonly planOf: Map<SimulatedProcess, ProcessPlan>;
  /** How often each has failed to start since it last ran, by name. */
  readonly failures: Map<string, number>;
  ends: number;
}

const routesOf = (host: Host): ReadonlyMap<string, Route> =>
  new Map(host.services.flatMap(({ routes }) => routes).map((route) => [route.spec.operationId, route]));

/** What cannot start ends, and is tried again: as main.ts does. */
async function boot(at: Supervising, process: SimulatedProcess, plan: ProcessPlan): Promise<void> {
  const platform = at.plant(process.platform);
  const factories = at.factoriesOf(process).filter(({ name }) => plan.services.includes(name));
  try {
    const host = await startHost(platform, factories);
    at.failures.delete(plan.name);
    at.running.set(process, { process, platform, host, keys: idempotencyKeys(platform), routes: routesOf(host) });
  } catch {
    at.failures.set(plan.name, (at.failures.get(plan.name) ?? 0) + 1);
    process.crash();
  }
}

function start(at: Supervising, plan: ProcessPlan): void {
  const process = at.world.start(plan);
  at.planOf.set(process, plan);
  void boot(at, process, plan);
}

function ended(at: Supervising, process: SimulatedProcess): void {
  const plan = at.planOf.get(process);
  at.ends += 1;
  at.running.delete(process);
  at.planOf.delete(process);
  if (!plan) return;
  const mostMs = Math.min(RETRY_MAX_MS, RESTART_MAX_MS * 2 ** (at.failures.get(plan.name) ?? 0));
  at.world.scheduler.after(at.dice.between(50, mostMs), () => start(at, plan));
}

async function stop(at: Supervising, process: SimulatedProcess): Promise<void> {
  const running = at.running.get(process);
  if (!running) return;
  at.running.delete(process);
  await running.host.stop().catch(() => undefined);
  process.crash();
}

export function createSupervisor(context: SupervisorContext): Supervisor {
  const at: Supervising = { ...context, running: new Map(), planOf: new Map(), failures: new Map(), ends: 0 };
  at.world.onEnd((process) => ended(at, process));
  return {
    startAll() {
      for (const plan of at.plans) start(at, plan);
    },
    answering: (operationId) => [...at.running.values()].filter(({ routes }) => routes.has(operationId)),
    allRunning: () => at.running.size === at.plans.length,
    restart: (process) => void stop(at, process),
    ends: () => at.ends,
  };
}
