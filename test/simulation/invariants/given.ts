import { createWorld, type StorageKind, type World } from '@huitang/engine-simulated';
import { type Commit, createLogger, createMetrics, type StoredEvent } from '@huitang/runtime';
import { ordinary } from '../eras.ts';
import type { Answer, Ask, Exchange } from '../exchange.ts';
import { faultless, optionsOf, type RunOptions } from '../options.ts';
import { oneProcess } from '../topology.ts';
import type { Findings, Invariant, View, Watch } from './invariant.ts';

/** For tests of invariants: a world in which nobody lives, to be filled by hand. */
export interface Given {
  readonly world: World;
  readonly view: View;
  readonly watch: Watch;
  /** Puts the stream's next commit into the log, and tells the watch of it. */
  append(service: string, stream: string, events: readonly StoredEvent[], change?: Partial<Commit>): Findings;
  /** Somebody asked, and was answered: the watch is told. */
  exchange(ask: Ask, answer?: Answer, client?: string): Findings;
  ended(quiet?: boolean): Promise<Findings>;
}

/** Made once: the counters of a process know no second ones of their name. */
const platform = { metrics: createMetrics(), logger: createLogger('silent') };

export const key = 'k';

export const demo = (operationId: string, one = key): string => `demo/${operationId}/${one}`;

export function given(
  invariant: Invariant,
  change: Partial<RunOptions> = {},
  storage: StorageKind = 'one-file',
): Given {
  const options: RunOptions = {
    ...faultless(optionsOf(1)),
    storage,
    topology: oneProcess,
    startMs: ordinary.startMs,
    ...change,
  };
  const world = createWorld({ seed: 1, storage, startMs: options.startMs, ...platform });
  const exchanges: Exchange[] = [];
  const view: View = {
    options,
    world,
    exchanges,
    poisoned: new Set(['activity/poison-1']),
    hasBroken: (_, stream) => stream === 'activity/broken-1',
  };
  const watch = invariant.watch(view);
  return {
    world,
    view,
    watch,
    append(service, stream, events, part = {}) {
      const log = world.durable.log(service);
      const before = log.ofStream(stream).at(-1);
      const version = (before?.version ?? 0) + 1;
      const commit: Commit = {
        stream,
        version,
        events,
        at: new Date(world.scheduler.now()).toISOString(),
        commandId: `${stream}@${version}`,
        ...(before && { follows: before.commandId }),
        bodyHash: 'h',
        causationId: null,
        principal: 'demo',
        previous: null,
        partitionKey: 'center-1',
        ...part,
      };
      log.append(commit);
      return watch.committed?.(service, commit) ?? [];
    },
    exchange(ask, answer, client = 'client-1') {
      const now = world.scheduler.now();
      const one: Exchange = { client, ask, sentAt: now, ...(answer && { answer, answeredAt: now }) };
      exchanges.push(one);
      return answer ? (watch.answered?.(one) ?? []) : [];
    },
    ended: async (quiet = true) => (await watch.ended?.({ quiet })) ?? [],
  };
}

export const answer = (status: number, body: unknown = {}, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status,
  headers,
  body,
});

/** Lets virtual time pass. */
export async function pass(world: World, ms: number): Promise<void> {
  let over = false;
  world.scheduler.after(ms, () => {
    over = true;
  });
  await world.run(() => over);
}

const about = {
  centerId: 'center-1',
  organizationId: 'branch-1',
  kind: { id: 'community-activity', name: { zh: '社区活动', en: 'Community activity' } },
  title: '读书会',
  audience: 'public',
  headcount: 20,
  notify: true,
};

const START = '2026-06-03T09:00:00Z';

export const claim = {
  resourceId: 'hall',
  role: 'room',
  name: { zh: '大厅', en: 'Hall' },
  start: START,
  end: '2026-06-03T10:00:00Z',
  count: 1,
};

export const opened: StoredEvent = {
  type: 'CenterOpened',
  data: {
    profile: {
      id: 'center-1',
      name: { zh: '中心', en: 'Center' },
      resources: [{ type: 'room', id: 'hall', name: claim.name, capacity: 50, setupMinutes: 10, teardownMinutes: 5 }],
    },
    displayRevision: 0,
    displayChangedAt: '2026-06-01T01:00:00.000Z',
  },
};

export const proposed = (activityId: string, revision = 1): StoredEvent => ({
  type: revision === 1 ? 'ActivityProposed' : 'ActivityRevised',
  data: { ...about, activityId, revision, wish: { starts: [START], durationMinutes: 60 }, programme: [] },
});

export const confirmed = (activityId: string, revision = 1, change: object = {}): StoredEvent => ({
  type: 'ActivityConfirmed',
  data: {
    ...about,
    activityId,
    revision,
    start: START,
    end: '2026-06-03T10:00:00Z',
    claims: [claim],
    displayRevision: revision - 1,
    displayChangedAt: '2026-06-01T01:00:05.000Z',
    ...change,
  },
});

export const declined = (activityId: string, revision = 1): StoredEvent => ({
  type: 'ActivityDeclined',
  data: { ...about, activityId, revision, reasons: [], nearest: [] },
});

export const cancelled = (activityId: string, revision = 1, wasConfirmed = true): StoredEvent => ({
  type: 'ActivityCancelled',
  data: {
    ...about,
    activityId,
    revision,
    wasConfirmed,
    displayRevision: revision,
    displayChangedAt: '2026-06-01T01:00:09.000Z',
  },
});

export const granted = (activityId: string, revision = 1, change: object = {}): StoredEvent => ({
  type: 'AllocationGranted',
  data: {
    activityId,
    revision,
    centerId: 'center-1',
    start: START,
    end: claim.end,
    centerVersion: 1,
    claims: [claim],
    reasons: [],
    ...change,
  },
});

export const released = (activityId: string, upToRevision = 1): StoredEvent => ({
  type: 'AllocationReleased',
  data: { activityId, upToRevision },
});

const ordered = { by: 'demo', reason: '灯具检修' };

export const announcedClosure = (change: object = {}): StoredEvent => ({
  type: 'ClosureAnnounced',
  data: {
    centerId: 'center-1',
    closureId: 'center-1.c',
    resourceIds: ['hall'],
    start: START,
    end: claim.end,
    ordered,
    ...change,
  },
});

export const liftedClosure = (): StoredEvent => ({
  type: 'ClosureLifted',
  data: { centerId: 'center-1', closureId: 'center-1.c', ordered: { by: 'demo' } },
});

/** With the place that is held instead, where there is one. */
export const displaced = (activityId: string, held?: object, change: object = {}): StoredEvent => ({
  type: 'AllocationDisplaced',
  data: {
    activityId,
    revision: 1,
    centerId: 'center-1',
    centerVersion: 1,
    allocationVersion: 2,
    from: { start: START, end: claim.end, claims: [claim] },
    because: { code: 'closed-for' },
    ordered,
    ...(held && { held }),
    nearest: [],
    ...change,
  },
});
