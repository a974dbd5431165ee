import type { Delivery, DropReason } from './delivery.ts';
import { answeredRevision, type KnownActivity } from './known-activity.ts';

export type Verdict = 'send' | 'not-known-yet' | DropReason;

/** The revision that the message is still true of; undefined when there is none. */
const trueOf = ({ message }: Delivery, { confirmed, declined, deferred }: KnownActivity): number | undefined => {
  switch (message) {
    case 'confirmed':
    case 'changed':
    case 'moved':
    case 'announced':
    case 'reminder-day':
    case 'reminder-hour':
      return confirmed?.revision;
    case 'declined':
    case 'revision-declined':
      return declined?.revision;
    case 'deferred':
      return deferred?.revision;
    case 'cancelled':
      return undefined;
  }
};

/** How what is known of the same revision stands to what the message tells. */
function standing({ message, revision, allocationVersion = 1 }: Delivery, known: KnownActivity): Verdict {
  const { confirmed, wished } = known;
  switch (message) {
    case 'moved': {
      const moved = confirmed?.allocationVersion ?? 1;
      if (moved === allocationVersion) return 'send';
      return moved < allocationVersion ? 'not-known-yet' : 'overtaken';
    }
    case 'deferred':
      return Math.max(answeredRevision(known), (wished?.revision ?? 0) - 1) < revision ? 'send' : 'overtaken';
    case 'announced':
    case 'reminder-day':
    case 'reminder-hour':
      // They are planned with the announcement, which is then still to be heard of.
      return confirmed?.announcesAt === undefined ? 'send' : 'not-known-yet';
    case 'confirmed':
    case 'changed':
    case 'declined':
    case 'revision-declined':
    case 'cancelled':
      return 'send';
  }
}

/** What is to be done with a planned delivery, by what is known and the time it is. */
export function verdictOn(delivery: Delivery, known: KnownActivity | undefined, now: number): Verdict {
  const { message, revision, uselessAt } = delivery;
  if (uselessAt !== undefined && now >= Date.parse(uselessAt)) return 'too-late';
  if (!known) return 'not-known-yet';
  if (message === 'cancelled') return known.cancelled ? 'send' : 'not-known-yet';
  // Whatever it was, it is off: only that is worth a mail.
  if (known.cancelled) return 'cancelled';
  if (trueOf(delivery, known) === revision) return standing(delivery, known);
  // The plan may know more than what was read: a view being rebuilt must not drop anything.
  return answeredRevision(known) < revision ? 'not-known-yet' : 'overtaken';
}
