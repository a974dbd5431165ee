import type { Commit, Logger, Metrics } from '@huitang/runtime';
import { type Broker, createBroker } from './bus/broker.ts';
import { type Coordinator, createCoordinator, type Division } from './bus/coordinator.ts';
import { createDurable, type Durable } from './durable/durable.ts';
import { createHistory, type History } from './durable/history.ts';
import { type FaultSource, noFaults } from './faults.ts';
import type { DeliveredMail } from './ports/mailer.ts';
import { createProcess, type ProcessOptions, type SimulatedProcess } from './process.ts';
import { type Random, random } from './random.ts';
import { createScheduler, drive, type Scheduler } from './scheduler.ts';
import { type Calls, createCalls, type Latency } from './storage/calls.ts';
import { oneFile } from './storage/one-file.ts';
import { servers } from './storage/servers.ts';
import type { Storage, StorageKind } from './storage/storage.ts';
import { createTrace, type Trace } from './trace.ts';

export interface WorldOptions {
  readonly seed: number;
  readonly storage: StorageKind;
  /** Milliseconds since 1970. */
  readonly startMs: number;
  readonly metrics: Metrics;
  readonly logger: Logger;
  readonly latency?: Latency;
  readonly faults?: FaultSource;
  /** Partitions of each topic, where there are any. */
  readonly partitions?: number;
  readonly division?: Division;
  readonly keepTrace?: boolean;
  /** A fault that is planted to be found: the disk answers before it is done. */
  readonly answersBeforeSync?: boolean;
}

/** What a process is made of. */
export interface Inside {
  readonly scheduler: Scheduler;
  readonly calls: Calls;
  readonly storage: Storage;
  readonly durable: Durable;
  readonly history: History;
  readonly broker: Broker;
  readonly coordinator: Coordinator;
  readonly mails: DeliveredMail[];
  readonly trace: Trace;
  readonly metrics: Metrics;
  readonly logger: Logger;
  readonly random: (purpose: string) => Random;
  readonly committed: (service: string, commit: Commit) => void;
  readonly ended: (process: SimulatedProcess) => void;
}

/** Everything there is: what outlives processes, and the processes that live. One seed, one world. */
export interface World {
  readonly scheduler: Scheduler;
  readonly trace: Trace;
  readonly calls: Pick<Calls, 'events' | 'begun'>;
  readonly storage: Storage;
  readonly durable: Durable;
  readonly history: History;
  readonly broker: Broker;
  readonly coordinator: Coordinator;
  /** In the order they came. */
  readonly mails: readonly DeliveredMail[];
  /** Numbers for a purpose of its own. */
  random(purpose: string): Random;
  /** Begins a process on what is durable. */
  start(options: ProcessOptions): SimulatedProcess;
  /** Those that live, in the order they began. */
  processes(): readonly SimulatedProcess[];
  /** Hears of every commit at the moment nothing can take it back any more. */
  onCommit(listener: (service: string, commit: Commit) => void): void;
  /** Hears of every process that has ended. */
  onEnd(listener: (process: SimulatedProcess) => void): void;
  /** Lets time pass until `isOver`, which is asked before each step. */
  run(isOver: () => boolean): Promise<void>;
}

const LATENCY: Latency = { minMs: 0.1, maxMs: 3, slowMaxMs: 20_000 };
const PARTITIONS = 3;

const DIVISIONS: Readonly<Record<StorageKind, Division>> = {
  'one-file': { gainMaxMs: 0, loseMaxMs: 0, missedMaxMs: 0, deliveryMaxMs: 1 },
  servers: { gainMaxMs: 500, loseMaxMs: 1_500, missedMaxMs: 10_000, deliveryMaxMs: 5 },
};

function storageOf({ seed, storage, answersBeforeSync }: WorldOptions, calls: Calls): Storage {
  return storage === 'servers'
    ? servers(calls, random(seed, 'servers'))
    : oneFile(calls, random(seed, 'disk'), answersBeforeSync);
}

function busOf(
  { seed, storage: kind, partitions = PARTITIONS, division }: WorldOptions,
  { scheduler, journal, trace }: { scheduler: Scheduler; journal: Storage['journal']; trace: Trace },
) {
  const coordinator = createCoordinator({
    scheduler,
    random: random(seed, 'bus'),
    broker: () => broker,
    division: division ?? DIVISIONS[kind],
  });
  const broker = createBroker({
    journal,
    partitions: kind === 'one-file' ? 0 : partitions,
    told: trace.take,
    wake: coordinator.wake,
  });
  return { broker, coordinator };
}

/** Who is told of what happens. */
function createListeners() {
  const commits: ((service: string, commit: Commit) => void)[] = [];
  const ends: ((process: SimulatedProcess) => void)[] = [];
  return {
    commits,
    ends,
    committed(service: string, commit: Commit): void {
      for (const hear of commits) hear(service, commit);
    },
  };
}

function insideOf(options: WorldOptions, trace: Trace, listeners: ReturnType<typeof createListeners>): Inside {
  const { seed, startMs, metrics, logger, latency = LATENCY, faults = noFaults } = options;
  const scheduler = createScheduler(startMs, random(seed, 'ties'));
  const calls = createCalls({ scheduler, random: random(seed, 'latency'), trace, latency, faults });
  const storage = storageOf(options, calls);
  const { broker, coordinator } = busOf(options, { scheduler, journal: storage.journal, trace });
  const durable = createDurable(storage.journal, options.storage === 'one-file');
  return {
    scheduler,
    calls,
    storage,
    broker,
    coordinator,
    metrics,
    logger,
    durable,
    history: createHistory(durable, broker),
    mails: [],
    trace,
    random: (purpose) => random(seed, purpose),
    committed(service, commit) {
      const types = commit.events.map(({ type }) => type).join(' ');
      trace.add(
        scheduler.now(),
        service,
        'committed',
        `${commit.stream}@${commit.version} by ${commit.commandId}`,
        types,
      );
      trace.take(durable.log(service).textOf(commit));
      listeners.committed(service, commit);
    },
    ended(process) {
      trace.add(scheduler.now(), process.name, 'ended', '', '');
      storage.ended();
      coordinator.ended();
      for (const hear of listeners.ends) hear(process);
    },
  };
}

export function createWorld(options: WorldOptions): World {
  const trace = createTrace(options.keepTrace ?? false);
  const listeners = createListeners();
  const inside = insideOf(options, trace, listeners);
  const alive = new Set<SimulatedProcess>();
  const ages = new Map<string, number>();
  listeners.ends.push((process) => alive.delete(process));
  return {
    ...inside,
    start(wanted) {
      if (options.storage === 'one-file' && alive.size > 0) throw new Error('another process has the file');
      const age = (ages.get(wanted.name) ?? 0) + 1;
      ages.set(wanted.name, age);
      const started = createProcess(inside, wanted, age);
      trace.add(inside.scheduler.now(), wanted.name, 'started', '', '');
      alive.add(started);
      return started;
    },
    processes: () => [...alive],
    onCommit: (listener) => void listeners.commits.push(listener),
    onEnd: (listener) => void listeners.ends.push(listener),
    run: (isOver) => drive(inside.scheduler, isOver),
  };
}
