import { Fault, messageOf } from './faults.ts';
import type { CommitKey } from './ports/event-log.ts';
import type { Platform } from './ports/platform.ts';
import type { Service } from './service.ts';

/** Whoever scrapes waits ten seconds for all of it, and a store that is away may keep one waiting for longer. */
const MEASURE_MAX_MS = 3_000;
const PAGE = 1_000;
const WAITING_MAX = 10_000;

interface Measure {
  readonly name: string;
  readonly run: () => Promise<void>;
  /** Takes back what was measured before, which nobody knows to be true any more. */
  readonly forget: () => void;
}

async function measureRelay({ log, clock, metrics }: Platform, service: string): Promise<void> {
  const own = log(service);
  let waiting = 0;
  let oldest = Number.POSITIVE_INFINITY;
  for (let after: CommitKey | undefined; waiting < WAITING_MAX; ) {
    const page = await own.unpublished(PAGE, after);
    waiting += page.length;
    for (const { at } of page) oldest = Math.min(oldest, Date.parse(at));
    after = page.at(-1);
    if (page.length < PAGE) break;
  }
  metrics.relayWaiting.set({ service }, waiting);
  metrics.relayLag.set({ service }, waiting === 0 ? 0 : Math.max(0, clock.now() - oldest) / 1000);
}

/** A group's name begins with the service it belongs to: `calendar.views`. */
const serviceOf = (group: string): string => group.split('.')[0] ?? group;

async function measureLag({ bus, metrics }: Platform): Promise<void> {
  const [lags, waiting] = await Promise.all([bus.lagByGroup?.(), bus.waitingByGroup?.()]);
  metrics.consumerLag.reset();
  for (const [group, lag] of Object.entries(lags ?? {})) metrics.consumerLag.set({ group }, lag);
  metrics.consumerWaiting.reset();
  for (const [group, ms] of Object.entries(waiting ?? {})) metrics.consumerWaiting.set({ group }, ms / 1000);
  metrics.busLag.set(lags ? Object.values(lags).reduce((sum, lag) => sum + lag, 0) : await bus.lag());
}

/** Groups with nothing parked are there with 0, so that an alert can tell "none" from "nobody looked". */
async function measureParked({ bus, metrics }: Platform, groups: readonly string[]): Promise<void> {
  const counts = new Map(groups.map((group) => [group, 0]));
  for (const { group } of await bus.parked()) counts.set(group, (counts.get(group) ?? 0) + 1);
  metrics.parkedStreams.reset();
  for (const [group, count] of counts) metrics.parkedStreams.set({ service: serviceOf(group), group }, count);
}

function measuresOf(platform: Platform, services: readonly Service[]): readonly Measure[] {
  const { metrics } = platform;
  const groups = services.flatMap(({ consumers }) => consumers.map(({ group }) => group));
  const relays = services.map(({ name }) => ({
    name: `relay.${name}`,
    run: () => measureRelay(platform, name),
    forget: () => {
      metrics.relayWaiting.remove({ service: name });
      metrics.relayLag.remove({ service: name });
    },
  }));
  const own = services.flatMap(({ name, measure }) =>
    measure ? [{ name: `service.${name}`, run: measure, forget: () => {} }] : [],
  );
  const lag = {
    name: 'lag',
    run: () => measureLag(platform),
    forget: () => {
      metrics.busLag.remove();
      metrics.consumerLag.reset();
      metrics.consumerWaiting.reset();
    },
  };
  const parked = {
    name: 'parked',
    run: () => measureParked(platform, groups),
    forget: () => metrics.parkedStreams.reset(),
  };
  return [...relays, lag, parked, ...own];
}

function inTime({ clock }: Platform, run: Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    const late = (): void => reject(new Fault('late', `not measured in ${MEASURE_MAX_MS} ms`, { retriable: true }));
    const callOff = clock.after(MEASURE_MAX_MS, late);
    run.finally(callOff).then(resolve, reject);
  });
}

/** Runs a measure, or waits for the one under way; what cannot be measured is no reason to tell nothing at all. */
function guarded(platform: Platform, { name, run, forget }: Measure): () => Promise<void> {
  const { metrics, logger } = platform;
  let underWay: Promise<void> | undefined;
  return async () => {
    underWay ??= run().finally(() => {
      underWay = undefined;
    });
    try {
      await inTime(platform, underWay);
      metrics.notMeasured.set({ measure: name }, 0);
    } catch (error) {
      forget();
      metrics.notMeasured.set({ measure: name }, 1);
      logger.warn({ measure: name, error: messageOf(error) }, 'not measured');
    }
  };
}

/** Brings every gauge of these services up to date; never rejects and takes a few seconds at most. */
export function measuringOf(platform: Platform, services: readonly Service[]): () => Promise<void> {
  const measures = measuresOf(platform, services).map((measure) => guarded(platform, measure));
  return async () => {
    await Promise.all(measures.map((measure) => measure()));
  };
}
