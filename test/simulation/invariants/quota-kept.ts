import type { Commit, StoredEvent } from '@huitang/runtime';
import { type Asked, createWishes, numbered } from './fit/wishes.ts';
import { heldIn } from './held.ts';
import type { Findings, Invariant, View } from './invariant.ts';
import { createQuotaBook, isMonth, type QuotaBook } from './quota-book.ts';
import { isSettled } from './settled.ts';

interface OneRevision {
  readonly activityId: string;
  readonly revision: number;
}

/** What organizations might have a month, and since which commit; nothing is limited before the first. */
function createLimits() {
  const limits = new Map<string, { readonly since: number; readonly minutes: number }[]>();
  return {
    committed(number: number, { stream, events }: Commit): void {
      for (const { type, data } of events) {
        if (type !== 'QuotaLimited') continue;
        // What the log has was written by room-allocation.
        const { minutesPerMonth } = data as { readonly minutesPerMonth: number | null };
        const known = limits.get(stream) ?? [];
        limits.set(stream, [...known, { since: number, minutes: minutesPerMonth ?? Number.POSITIVE_INFINITY }]);
      }
    },
    /** All that were so at some moment since a commit. */
    since(organizationId: string, from: number): readonly number[] {
      const all = [{ since: 0, minutes: Number.POSITIVE_INFINITY }, ...(limits.get(`quota/${organizationId}`) ?? [])];
      return all.slice(all.findLastIndex(({ since }) => since <= from)).map(({ minutes }) => minutes);
    },
  };
}

const isLimited = ({ isOrdered, wish }: Asked): boolean => !isOrdered && !wish.asGiven;

/** Where a revision's minutes were to be counted, as it was written down before anything was held, or when the limit was set. */
function soughtIn({ world }: View, { activityId, revision }: OneRevision): string | undefined {
  return world.durable
    .log('room-allocation')
    .ofStream(`allocation/${activityId}`)
    .flatMap((commit) => commit.events)
    .filter(({ type }) => type === 'AllocationSought' || type === 'QuotaSought')
    .map(({ data }) => data as OneRevision & { readonly quota?: string })
    .find((sought) => sought.revision === revision && sought.quota !== undefined)?.quota;
}

/** True where the newest question of an activity waits in a round: what it holds counts as had. */
function isWaiting({ world }: View, activityId: string): boolean {
  const last = world.durable.log('scheduling').ofStream(`activity/${activityId}`).at(-1);
  return last?.events.at(-1)?.type === 'ActivityDeferred';
}

/** At rest exactly those are counted that have something, and as long as it lasts. */
function miscounted(view: View, book: QuotaBook, askedOf: (one: OneRevision) => Asked | undefined): Findings {
  const held = heldIn(view);
  const has = new Set(held.map(({ activityId }) => activityId));
  const leaked = book.counted().filter(({ activityId }) => !has.has(activityId) && !isWaiting(view, activityId));
  const missing = held.flatMap((one) => {
    const stream = soughtIn(view, one);
    const wanted = askedOf(one)?.wish.durationMinutes ?? 0;
    if (stream === undefined || isWaiting(view, one.activityId)) return [];
    const counted = book.of(stream, one.activityId);
    return counted === wanted
      ? []
      : [`${numbered(one)} has ${wanted} minutes, and ${counted} are counted in ${stream}`];
  });
  return [
    ...leaked.map(
      ({ stream, activityId, minutes }) => `${activityId} has nothing, and ${minutes} minutes are counted in ${stream}`,
    ),
    ...missing,
  ];
}

/**
 * An organization never holds more minutes of a month than it might when it was given them, and is refused none that it
 * might have had; at rest what is counted is what it has.
 */
export const quotaKept: Invariant = {
  name: 'I17 a quota is kept',
  watch(view) {
    const wishes = createWishes();
    const limits = createLimits();
    const book = createQuotaBook();

    function wrongIn({ type, data }: StoredEvent, stream: string): Findings {
      if (type !== 'QuotaHeld' && type !== 'QuotaExceeded') return [];
      // What the log has was written by room-allocation.
      const one = data as OneRevision;
      const asked = wishes.of(one);
      const what = `${numbered(one)} in ${stream}`;
      if (!asked) return [`${what}: nobody asked for it`];
      const minutes = asked.wish.durationMinutes;
      const [own, others] = [book.of(stream, one.activityId), book.besides(stream, one.activityId)];
      const might = limits.since(asked.organizationId, asked.number);
      const isTooMuch = (limit: number): boolean => isLimited(asked) && minutes > own && others + minutes > limit;
      const figures = `${minutes} minutes besides ${others}, of ${might.join(' or ')}`;
      if (type === 'QuotaHeld') return might.every(isTooMuch) ? [`${what} holds ${figures}`] : [];
      return might.some(isTooMuch) ? [] : [`${what} is refused ${figures}`];
    }

    return {
      committed(service, commit): Findings {
        wishes.committed(service, commit);
        if (service !== 'room-allocation' || !commit.stream.startsWith('quota/')) return [];
        limits.committed(wishes.number(), commit);
        const findings = isMonth(commit.stream) ? commit.events.flatMap((event) => wrongIn(event, commit.stream)) : [];
        book.committed(commit);
        return findings;
      },
      ended: ({ quiet }) => (quiet && isSettled(view) ? miscounted(view, book, wishes.of) : []),
    };
  },
};
