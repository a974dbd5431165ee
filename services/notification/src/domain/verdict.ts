import type { Delivery, DropReason } from './delivery.ts';
import { answeredRevision, type KnownActivity } from './known-activity.ts';

export type Verdict = 'send' | 'not-known-yet' | DropReason;

/** The revision that the message is still true of; undefined when there is none. */
const trueOf = ({ message }: Delivery, known: KnownActivity): number | undefined => {
  const { confirmed, declined, unplaced, deferred } = known;
  switch (message) {
    case 'confirmed':
    case 'changed':
    case 'moved':
    case 'displaced':
    case 'announced':
    case 'renamed':
    case 'reminder':
    case 'reminder-day':
    case 'reminder-hour':
      return confirmed?.revision;
    case 'declined':
    case 'revision-declined':
      return declined?.revision;
    case 'deferred':
      return deferred?.revision;
    case 'unplaced':
      return unplaced?.revision;
    case 'cancelled':
    case 'not-seen':
      return undefined;
  }
};

/** How the version of the place that is known stands to the one that was told of. */
function ofVersion(told: number, known: number): Verdict {
  if (known === told) return 'send';
  return known < told ? 'not-known-yet' : 'overtaken';
}

/** How what is known of the same revision stands to what the message tells. */
function standing({ message, revision, allocationVersion }: Delivery, activity: KnownActivity): Verdict {
  const { confirmed, unplaced, wished } = activity;
  const [told, known] = [allocationVersion ?? 1, confirmed?.allocationVersion ?? 1];
  const isOver = (allocationVersion ?? 0) < (confirmed?.displacedTo ?? 0);
  switch (message) {
    case 'deferred':
      return Math.max(answeredRevision(activity), (wished?.revision ?? 0) - 1) < revision ? 'send' : 'overtaken';
    case 'moved':
      return ofVersion(told, known);
    case 'displaced':
      // Announced in the meantime, there is nothing left to answer: that is what is told.
      return known === told && !confirmed?.displaced ? 'overtaken' : ofVersion(told, known);
    case 'announced':
    case 'reminder':
    case 'reminder-day':
    case 'reminder-hour':
      if (isOver) return 'overtaken';
      // They are planned with the announcement, which is then still to be heard of.
      return confirmed?.announcesAt === undefined && told <= known ? 'send' : 'not-known-yet';
    case 'confirmed':
    case 'changed':
      return isOver ? 'overtaken' : 'send';
    case 'revision-declined':
      // What it says stays has been taken away since.
      return unplaced ? 'overtaken' : 'send';
    case 'declined':
    case 'unplaced':
    case 'cancelled':
    case 'renamed':
    case 'not-seen':
      return 'send';
  }
}

/** Whether the change that somebody's calendar has not seen is the last one; what it was, cancelled or not, is told as it is. */
function ofChange({ change = 0 }: Delivery, { display }: KnownActivity): Verdict {
  const { displayRevision = -1 } = display ?? {};
  if (displayRevision === change) return 'send';
  return displayRevision < change ? 'not-known-yet' : 'overtaken';
}

/** What is to be done with a planned delivery, by what is known and the time it is. */
export function verdictOn(delivery: Delivery, known: KnownActivity | undefined, now: number): Verdict {
  const { message, revision, uselessAt } = delivery;
  if (uselessAt !== undefined && now >= Date.parse(uselessAt)) return 'too-late';
  if (!known) return 'not-known-yet';
  if (message === 'not-seen') return ofChange(delivery, known);
  if (message === 'cancelled') return known.cancelled ? 'send' : 'not-known-yet';
  // Whatever it was, it is off: only that is worth a mail.
  if (known.cancelled) return 'cancelled';
  if (trueOf(delivery, known) === revision) return standing(delivery, known);
  // That it has lost its place is not heard of while it still has it.
  if (message === 'unplaced' && known.confirmed?.revision === revision) return 'not-known-yet';
  // The plan may know more than what was read: a view being rebuilt must not drop anything.
  return answeredRevision(known) < revision ? 'not-known-yet' : 'overtaken';
}
