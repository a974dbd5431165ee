import type { Commit, ParkedStream } from '@huitang/runtime';
import { createDeferrals } from './deferred.ts';
import type { View } from './invariants/invariant.ts';

/** What the owners' logs and the broker say, in the plainest way: readings for invariants and for the end of a run. */

/** What is asked of room-allocation, and what comes of it: a wish, and that what stands shall move no more. */
const QUESTIONS: readonly { readonly asks: ReadonlySet<string>; readonly answers: ReadonlySet<string> }[] = [
  {
    asks: new Set(['ActivityProposed', 'ActivityRevised']),
    answers: new Set(['ActivityConfirmed', 'ActivityDeclined', 'ActivityRevisionDeclined', 'ActivityCancelled']),
  },
  {
    asks: new Set(['FixingAsked']),
    // A newer wish that was granted, or an order of the staff, has taken the place of what was asked about.
    answers: new Set([
      'ActivityAnnounced',
      'ActivityPinned',
      'ActivityConfirmed',
      'ActivityDisplaced',
      'ActivityUnplaced',
      'ActivityCancelled',
    ]),
  },
];

/** The streams of a service that begin with `prefix`, each with its commits. */
export function streamsOf({ world }: Pick<View, 'world'>, service: string, prefix: string): Map<string, Commit[]> {
  const streams = new Map<string, Commit[]>();
  for (const commit of world.durable.log(service).all()) {
    if (!commit.stream.startsWith(prefix)) continue;
    const known = streams.get(commit.stream);
    if (known) known.push(commit);
    else streams.set(commit.stream, [commit]);
  }
  return streams;
}

/** True for an event that asks for a place. */
export const asks = (type: string | undefined): boolean => type === 'ActivityProposed' || type === 'ActivityRevised';

/** True when the newest questions of an activity have their answers. */
function isAnswered(commits: readonly Commit[]): boolean {
  const types = commits.flatMap(({ events }) => events.map(({ type }) => type));
  return QUESTIONS.every(
    ({ asks, answers }) =>
      types.findLastIndex((type) => asks.has(type)) <= types.findLastIndex((type) => answers.has(type)),
  );
}

/** Of activities without an answer, those that may wait for one until a round is published. */
function inRounds({ world }: Pick<View, 'world'>): (stream: string) => boolean {
  const now = world.scheduler.now();
  const deferrals = createDeferrals();
  for (const service of ['room-allocation', 'scheduling']) {
    for (const commit of world.durable.log(service).all()) deferrals.committed(commit, now);
  }
  return (stream) => (deferrals.owedFrom(stream) ?? now) > now;
}

/** Activities of a log whose newest question has no answer, by stream, and how much of the log that rests on. */
interface Open {
  readonly streams: Map<string, Commit>;
  readonly all: Set<string>;
  last: Commit | undefined;
  read: number;
}

const opened = new WeakMap<object, Open>();

/** Reads on where it stopped; from the beginning where a crash has taken something back. */
function openIn({ world }: Pick<View, 'world'>): Open {
  const log = world.durable.log('scheduling');
  const commits = log.all();
  const before = opened.get(log);
  const goesOn = before !== undefined && commits[before.read - 1] === before.last && commits.length >= before.read;
  const open = goesOn
    ? before
    : { streams: new Map<string, Commit>(), all: new Set<string>(), last: undefined, read: 0 };
  const changed = new Set<string>();
  for (const { stream } of commits.slice(open.read)) if (stream.startsWith('activity/')) changed.add(stream);
  for (const stream of changed) {
    const own = log.ofStream(stream);
    const last = own.at(-1);
    open.all.add(stream);
    if (last === undefined || isAnswered(own)) open.streams.delete(stream);
    else open.streams.set(stream, last);
  }
  open.read = commits.length;
  open.last = commits.at(-1);
  opened.set(log, open);
  return open;
}

/** Activities whose newest question has no answer, and waits for none that is given with a round. */
export function undecided(view: Pick<View, 'world'>): readonly string[] {
  const open = [...openIn(view).streams];
  // Most have no round to wait for: nobody looks for one.
  const isDeferred = open.some(([, last]) => last.events.at(-1)?.type === 'ActivityDeferred');
  const mayWait = isDeferred ? inRounds(view) : () => false;
  return open.flatMap(([stream]) => (mayWait(stream) ? [] : [stream]));
}

export function decided(view: Pick<View, 'world'>): number {
  const { all, streams } = openIn(view);
  return all.size - streams.size;
}

export const unpublished = ({ world }: Pick<View, 'world'>): readonly string[] =>
  [...world.durable.logs()].flatMap(([, log]) =>
    log.unpublished().map(({ stream, version }) => `${stream}@${version}`),
  );

/** Not set free and waiting to be delivered. */
const isSetAside = ({ released }: { readonly released: boolean }): boolean => !released;

export const parkedStreams = ({ world: { broker } }: Pick<View, 'world'>): readonly ParkedStream[] =>
  broker.parked.told(broker.groupOf);

const TIMERS = [
  ['notification', 'notification-deliveries'],
  ['scheduling', 'scheduling-announcements'],
  ['room-allocation', 'room-allocation-rounds'],
] as const;

/** Messages to people, announcements, and steps of rounds, whose time has come. */
export function dueTimers({ world }: Pick<View, 'world'>): number {
  const now = world.scheduler.now();
  return TIMERS.flatMap(([service, set]) =>
    ['all', service].flatMap((database) => world.durable.records(database, set).dueBy(now)),
  ).length;
}

/** Groups that have not heard everything, each with the place it has come to: of those that have members. */
export function behind({ world: { coordinator, broker } }: Pick<View, 'world'>): readonly string[] {
  const topicsOf = new Map(coordinator.members().map(({ group, groupId, topics }) => [groupId, { group, topics }]));
  return [...topicsOf].flatMap(([groupId, { group, topics }]) => {
    if (broker.groupId(group) !== groupId) return [];
    return broker.partitionsOf(topics).flatMap((partition) => {
      const next = broker.committed(groupId, partition);
      return next < partition.end() ? [`${group} at ${partition.name}/${next}`] : [];
    });
  });
}

/** True when no member has anything to do, every partition is where it belongs, and nobody stands still without one. */
export const busIsIdle = ({ world: { coordinator, broker, processes } }: Pick<View, 'world'>): boolean =>
  processes().every((process) => process.stalledMs() === 0) &&
  coordinator.groupIds().every((id) => broker.groupOf(id) === undefined || broker.parked.of(id).every(isSetAside)) &&
  coordinator
    .members()
    .filter(({ group, groupId }) => broker.groupId(group) === groupId)
    .every((member) => coordinator.isSettled(member.groupId) && member.isIdle());
