import { streamsOf } from '../state.ts';
import type { Findings, Invariant, View } from './invariant.ts';
import { isSettled } from './settled.ts';

/** A revision that waits in a round. */
interface Deferred {
  readonly activityId: string;
  readonly revision: number;
  readonly centerId: string;
  readonly date: string;
}

interface Answers {
  readonly deferred: ReadonlyMap<string, Deferred>;
  /** How often each revision was granted or refused. */
  readonly answers: ReadonlyMap<string, number>;
  /** Up to which revision what an activity had was let go. */
  readonly released: ReadonlyMap<string, number>;
  readonly newest: ReadonlyMap<string, number>;
}

const ANSWERS: ReadonlySet<string> = new Set(['AllocationGranted', 'AllocationRefused']);
const keyOf = ({ activityId, revision }: Pick<Deferred, 'activityId' | 'revision'>): string =>
  `${activityId}#${revision}`;

function answersIn(view: View): Answers {
  const deferred = new Map<string, Deferred>();
  const [answers, newest, released] = [new Map<string, number>(), new Map<string, number>(), new Map<string, number>()];
  for (const { type, data } of view.world.durable
    .log('room-allocation')
    .all()
    .flatMap(({ events }) => events)) {
    // What the log has was written by the schema of its type.
    const one = data as Deferred & { readonly upToRevision: number };
    const { activityId, revision } = one;
    if (type === 'AllocationReleased')
      released.set(activityId, Math.max(released.get(activityId) ?? 0, one.upToRevision));
    if (type === 'AllocationDeferred') deferred.set(keyOf(one), one);
    if (ANSWERS.has(type)) answers.set(keyOf(one), (answers.get(keyOf(one)) ?? 0) + 1);
    if (ANSWERS.has(type) || type === 'AllocationDeferred')
      newest.set(activityId, Math.max(newest.get(activityId) ?? 0, revision));
  }
  return { deferred, answers, released, newest };
}

/** Days whose newest round was published or given up: nobody waits there any more. */
function daysOver(view: View): ReadonlySet<string> {
  const over = new Set<string>();
  for (const [stream, commits] of streamsOf(view, 'room-allocation', 'center-day/')) {
    const last = commits
      .flatMap(({ events }) => events)
      .filter(({ type }) => /^Round(?:Opened|Published|GivenUp)$/.test(type))
      .at(-1);
    if (last && last.type !== 'RoundOpened') over.add(stream);
  }
  return over;
}

function wrongIn(view: View): Findings {
  const { deferred, answers, released, newest } = answersIn(view);
  const over = daysOver(view);
  const cancelled = new Set(
    [...streamsOf(view, 'scheduling', 'activity/')].flatMap(([stream, commits]) =>
      commits.some(({ events }) => events.some(({ type }) => type === 'ActivityCancelled')) ? [stream] : [],
    ),
  );
  return [...deferred].flatMap(([key, { activityId, revision, centerId, date }]) => {
    const count = answers.get(key) ?? 0;
    const day = `center-day/${centerId}/${date}`;
    if (count > 1) return [`${key} waited in the round of ${day} and was answered ${count} times`];
    const isSuperseded =
      cancelled.has(`activity/${activityId}`) ||
      (released.get(activityId) ?? 0) >= revision ||
      (newest.get(activityId) ?? 0) > revision;
    return count === 0 && over.has(day) && !isSuperseded ? [`${key} waited in the round of ${day}, and for ever`] : [];
  });
}

/** At rest everybody collected in a round that is over has exactly one answer; who withdrew, or asked anew, may have none. */
export const roundAnswersAll: Invariant = {
  name: 'I16 a round answers all',
  watch: (view) => ({
    ended: ({ quiet }) => (quiet && isSettled(view) ? wrongIn(view) : []),
  }),
};
