import { createWorld, type FaultSource, random, type TraceRecord, type World } from '@huitang/engine-simulated';
import type { Logger, Metrics, Platform, ServiceFactory } from '@huitang/runtime';
import { createBrokenHandlers } from './broken-handlers.ts';
import { type Uncaught, uncaughtInThread } from './crashed.ts';
import { createDisturber } from './disturber.ts';
import type { Exchange } from './exchange.ts';
import { drawnFaults } from './fault-rates.ts';
import type { Invariant, View, Violation } from './invariants/invariant.ts';
import { createNetwork } from './network.ts';
import { observedConsumers } from './observed-consumers.ts';
import type { Mode, RunOptions } from './options.ts';
import { createOutages } from './outages.ts';
import { busIsIdle, decided, dueTimers, undecided, unpublished } from './state.ts';
import { createSupervisor, type Supervisor } from './supervisor.ts';
import { type Watching, watchAll } from './watching.ts';
import { type Client, createClient } from './workload/client.ts';
import { type StartWorkload, startWorkload, type Workload } from './workload/workload.ts';

/** What a run stands on beside its options. */
export interface Stage {
  readonly factories: readonly ServiceFactory[];
  readonly invariants: readonly Invariant[];
  readonly metrics: Metrics;
  readonly logger: Logger;
  readonly keepTrace?: boolean;
  /** In the place of the drawn ones. */
  readonly faults?: FaultSource;
  readonly workload?: StartWorkload;
  /** Puts something else in the place of a port, or of several: a fault that is planted to be found. */
  readonly plant?: (platform: Platform) => Platform;
  /** A disk that says too early that it is done. */
  readonly answersBeforeSync?: boolean;
  /** In the place of what this thread leaves uncaught. */
  readonly uncaught?: Uncaught;
}

export interface RunResult {
  /** Port effects and answers. */
  readonly events: number;
  /** Port calls. */
  readonly calls: number;
  /** Proposals whose newest question has its answer. */
  readonly journeys: number;
  readonly commits: number;
  readonly mails: number;
  readonly crashes: number;
  readonly requests: number;
  readonly virtualMs: number;
  /** True when it came to rest after the faults had stopped. */
  readonly quiet: boolean;
  readonly violations: readonly Violation[];
  /** Of everything that happened, and of what was written, published, answered and mailed: equal for equal runs. */
  readonly hash: string;
  /** Where it was kept. */
  readonly trace: readonly TraceRecord[];
}

/**
 * Nothing goes on for longer than that. What must never happen may not at any moment: where faults do not stop, and nobody
 * comes to an end for them, another world finds more in the same time.
 */
const LONGEST_MS: Readonly<Record<Mode, number>> = { safety: 3 * 60_000, liveness: 12 * 60_000 };
/** What a reminder or an announcement that comes due takes. */
const SOON_MS = 8 * 60_000;
/** What is promised: by then everything has come to its end. */
export const ENDS_WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 250;
/** It is over when nothing was to be done for so long. */
const REST_MS = 2_500;

interface Run {
  readonly options: RunOptions;
  readonly world: World;
  readonly view: View;
  readonly supervisor: Supervisor;
  readonly workload: Workload;
  readonly watching: Watching;
  readonly isHealed: () => boolean;
  /** Asks what invariants want to know at a quiet end. */
  readonly inspector: Client;
}

const isAtRest = ({ view, supervisor }: Run): boolean =>
  supervisor.allRunning() &&
  unpublished(view).length === 0 &&
  dueTimers(view) === 0 &&
  busIsIdle(view) &&
  undecided(view).length === 0;

interface Ending {
  readonly isOver: () => boolean;
  readonly isQuiet: () => boolean;
}

/** Looks now and then whether the run has come to its end. */
function createEnding(run: Run): Ending {
  const { world, options, workload, watching, isHealed } = run;
  const { scheduler } = world;
  let over = false;
  let quiet = false;
  let restSince: number | undefined;
  let readySince: number | undefined;
  function look(): void {
    const now = scheduler.now();
    watching.waited();
    const isReady = workload.isDone() && (isHealed() || options.mode === 'safety');
    if (isReady) readySince ??= now;
    const { soon, windows } = options.workload;
    const lastsLong = (soon || windows) && now - options.startMs < SOON_MS;
    restSince = isReady && !lastsLong && isAtRest(run) ? (restSince ?? now) : undefined;
    const rested = restSince !== undefined && now - restSince >= REST_MS;
    const late = readySince !== undefined && now - readySince >= ENDS_WITHIN_MS && !lastsLong;
    quiet = isReady && isHealed() && (rested || late);
    over =
      rested || late || (isReady && options.mode === 'safety') || now - options.startMs >= LONGEST_MS[options.mode];
    if (!over) scheduler.after(LOOK_EVERY_MS, look);
  }
  look();
  return { isOver: () => over, isQuiet: () => quiet };
}

function build(options: RunOptions, stage: Stage): Run {
  const { seed, storage, division, rates, disturbances, mode, healAfterMs, startMs } = options;
  let healed = mode === 'liveness' && healAfterMs === 0;
  const isHealed = (): boolean => healed;
  const drawn = stage.faults ?? drawnFaults(random(seed, 'faults'), rates, isHealed);
  const outages = createOutages();
  const faults: FaultSource = (call) => {
    const verdict = outages.isOut(call, world.scheduler.now()) ? 'refused' : drawn(call);
    if (verdict !== 'done') watching.disturbed(call, verdict);
    return verdict;
  };
  const world = createWorld({ ...stage, seed, storage, division, startMs, faults });
  const dice = (purpose: string) => world.random(purpose);
  const brokenHandlers = createBrokenHandlers({ world, dice: dice('broken handlers') });
  const supervisor = createSupervisor({
    world,
    dice: dice('supervisor'),
    plans: options.topology,
    factoriesOf: observedConsumers(stage.factories, {
      bear: brokenHandlers.bear,
      begun: (application) => watching.begun(application),
      applied(application) {
        const { process, group, type, source } = application;
        world.trace.add(world.scheduler.now(), process, `heard by ${group}`, source.stream, type);
        watching.applied(application);
      },
    }),
    plant: stage.plant ?? ((platform) => platform),
  });
  const poisoned = new Set<string>();
  const exchanges: Exchange[] = [];
  const view: View = { options, world, exchanges, poisoned, hasBroken: brokenHandlers.hasBroken };
  const watching: Watching = watchAll(view, world, stage.invariants, startMs);
  const loss = (): number => (healed ? 0 : disturbances.networkLoss);
  const network = createNetwork({ world, dice: dice('network'), supervisor, loss });
  const clientContext = { world, network, exchanges, answered: watching.answered };
  supervisor.startAll();
  const workload = (stage.workload ?? startWorkload)(dice('places'), options.workload, (name) =>
    createClient(clientContext, name),
  );
  const disturber = createDisturber({
    ...{ world, disturbances, supervisor, poisoned, outages, brokenHandlers },
    dice: dice('disturbances'),
  });
  disturber.start();
  if (mode === 'liveness') {
    world.scheduler.after(healAfterMs, () => {
      healed = true;
      disturber.stop();
    });
  }
  const inspector = createClient(clientContext, 'inspector');
  return { options, world, view, supervisor, workload, watching, isHealed, inspector };
}

/** At a quiet end: answers what invariants ask, which is most of what people can see. */
async function inspect({ world, watching, inspector }: Run): Promise<void> {
  let done = false;
  async function askAll(): Promise<void> {
    for (const ask of watching.lastAsks()) await inspector.ask(ask);
    done = true;
  }
  void askAll();
  await world.run(() => {
    watching.mailed();
    return done || watching.violations.length > 0;
  });
}

/** Returns the hash of all that happened until somebody asked how it went: what is asked depends on who watches. */
async function toTheEnd(run: Run, ending: Ending): Promise<string> {
  const { world, watching } = run;
  await world.run(() => {
    watching.mailed();
    return watching.violations.length > 0 || ending.isOver();
  });
  const hash = world.trace.hash();
  if (watching.violations.length === 0 && ending.isQuiet()) await inspect(run);
  if (watching.violations.length === 0) await watching.ended({ quiet: ending.isQuiet() });
  return hash;
}

/** Runs a seed to its end, or to the first violation; whatever is thrown on the way is one. */
export async function simulate(options: RunOptions, stage: Stage): Promise<RunResult> {
  const run = build(options, stage);
  const { world, view, watching, supervisor } = run;
  const ending = createEnding(run);
  const stopListening = (stage.uncaught ?? uncaughtInThread)(watching.crashed);
  let hash = '';
  try {
    hash = await toTheEnd(run, ending);
  } catch (error) {
    watching.crashed(error);
  } finally {
    stopListening();
  }
  return {
    events: world.calls.events(),
    calls: world.calls.begun(),
    journeys: decided(view),
    commits: [...world.durable.logs().values()].reduce((sum, log) => sum + log.all().length, 0),
    mails: world.mails.length,
    crashes: supervisor.ends(),
    requests: view.exchanges.length,
    virtualMs: Math.floor(world.scheduler.now() - options.startMs),
    quiet: ending.isQuiet(),
    violations: watching.violations,
    hash,
    trace: world.trace.records(),
  };
}
