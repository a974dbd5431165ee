import { type Delivery, dropped, keyOf } from './delivery.ts';
import type { Confirmed, KnownActivity } from './known-activity.ts';
import { deliveryOf } from './plan.ts';
import { minutesBefore, reminders } from './reminders.ts';

/** What is due sooner may be in somebody's hands: whoever sends it asks the same question again. */
export const NOT_IN_HAND_MS = 60_000;

/** What is to be written into the ledger: what is not there yet, and what is there and has changed. */
export interface Replanned {
  readonly fresh: readonly Delivery[];
  readonly changed: readonly Delivery[];
}

const NOTHING: Replanned = { fresh: [], changed: [] };

const wayOf = ({ channel, target }: Delivery): string => [channel, target].join('/');

/** One of each way in which the organization was told of what stands. */
function ways(entries: readonly Delivery[], { revision }: Confirmed): readonly Delivery[] {
  const ofRevision = entries.filter((entry) => entry.revision === revision);
  return [...new Map(ofRevision.map((entry) => [wayOf(entry), entry])).values()];
}

function wantedReminders(
  known: KnownActivity,
  confirmed: Confirmed,
  way: Delivery,
  distances: readonly number[],
  now: number,
) {
  const { activityId, revision, recipient, channel, target, eventId, commandId, trace } = way;
  const about = { activityId, revision, recipient, ...(channel && { channel }), ...(target && { target }) };
  const version = confirmed.toldAs === undefined ? {} : { allocationVersion: confirmed.toldAs };
  const cause = { eventId, commandId, ...(trace && { trace }) };
  return reminders(Date.parse(confirmed.start), distances).map((sketch) =>
    deliveryOf({ ...sketch, ...version }, about, known, cause, now),
  );
}

const isOpen = ({ state, at }: Delivery, now: number): boolean =>
  state === 'planned' && Date.parse(at) >= now + NOT_IN_HAND_MS;

/** As an entry of the ledger is from now on; undefined for one that stays as it is. */
function changedEntry(entry: Delivery, wanted: Delivery | undefined, now: number): Delivery | undefined {
  if (isOpen(entry, now)) {
    if (!wanted) return dropped(entry, 'switched-off', now);
    const { uselessAt } = wanted;
    return uselessAt !== undefined && uselessAt !== entry.uselessAt ? { ...entry, uselessAt } : undefined;
  }
  const isWantedAgain = entry.reason === 'switched-off' && wanted !== undefined && isOpen(wanted, now);
  return isWantedAgain ? wanted : undefined;
}

/**
 * The reminders of an activity after its organization has asked for others: those that are not sent yet are planned anew
 * at the distances it prefers, in every way it was told before.
 */
export function replanned(
  known: KnownActivity,
  entries: readonly Delivery[],
  reminderMinutes: readonly number[],
  now: number,
): Replanned {
  const { confirmed } = known;
  if (!confirmed || confirmed.announcesAt !== undefined || confirmed.silent || known.cancelled) return NOTHING;
  const wanted = ways(entries, confirmed).flatMap((way) =>
    wantedReminders(known, confirmed, way, reminderMinutes, now),
  );
  const byKey = new Map(wanted.map((delivery) => [keyOf(delivery), delivery]));
  const own = entries.filter((entry) => entry.revision === confirmed.revision && minutesBefore(entry) !== undefined);
  const knownKeys = new Set(own.map(keyOf));
  return {
    fresh: wanted.filter((delivery) => delivery.state === 'planned' && !knownKeys.has(keyOf(delivery))),
    changed: own.flatMap((entry) => changedEntry(entry, byKey.get(keyOf(entry)), now) ?? []),
  };
}
