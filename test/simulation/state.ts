import type { Commit, ParkedStream } from '@huitang/runtime';
import type { View } from './invariants/invariant.ts';

/** What the owners' logs and the broker say, in the plainest way: readings for invariants and for the end of a run. */

const ANSWERS = new Set(['ActivityConfirmed', 'ActivityDeclined', 'ActivityRevisionDeclined', 'ActivityCancelled']);

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

/** True when the newest question of an activity has its answer. */
const isAnswered = (commits: readonly Commit[]): boolean => ANSWERS.has(commits.at(-1)?.events.at(-1)?.type ?? '');

/** Activities whose newest question has no answer. */
export const undecided = (view: Pick<View, 'world'>): readonly string[] =>
  [...streamsOf(view, 'scheduling', 'activity/')].flatMap(([stream, commits]) => (isAnswered(commits) ? [] : [stream]));

export const decided = (view: Pick<View, 'world'>): number =>
  [...streamsOf(view, 'scheduling', 'activity/').values()].filter(isAnswered).length;

export const unpublished = ({ world }: Pick<View, 'world'>): readonly string[] =>
  [...world.durable.logs()].flatMap(([, log]) =>
    log.unpublished().map(({ stream, version }) => `${stream}@${version}`),
  );

export const parkedStreams = ({ world: { broker } }: Pick<View, 'world'>): readonly ParkedStream[] =>
  broker.parked.told((groupId) => {
    const group = groupId.slice(0, groupId.lastIndexOf('@'));
    return broker.groupId(group) === groupId ? group : undefined;
  });

/** Messages to people whose time has come. */
export function dueDeliveries({ world }: Pick<View, 'world'>): number {
  const now = world.scheduler.now();
  return ['all', 'notification']
    .flatMap((database) => world.durable.records(database, 'notification-deliveries').byDue())
    .filter(({ dueAt }) => (dueAt ?? Number.POSITIVE_INFINITY) <= now).length;
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
  coordinator
    .members()
    .filter(({ group, groupId }) => broker.groupId(group) === groupId)
    .every((member) => coordinator.isSettled(member.groupId) && member.isIdle());
