import { type Bilingual, timestampOf } from '@huitang/contracts';
import { channelOf, type Delivery, keyOf, MAIL } from './delivery.ts';
import type { Hold } from './hold.ts';
import type { KnownActivity } from './known-activity.ts';
import type { KnownCenter } from './known-center.ts';
import type { Cause } from './plan.ts';
import { changesCalendars } from './preferences.ts';
import { lookDelayMs } from './retry.ts';

/** A room, or its center, goes by another name from now on. */
export interface Renaming extends Cause {
  readonly centerId: string;
  /** Absent for the center itself. */
  readonly resourceId?: string;
  /** Which of the visible changes of its center it is. */
  readonly change: number;
}

/** True where that change is news, and gives a resource, or without one the center, another name than is known. */
export function isRenamed(known: KnownCenter, change: number, name: Bilingual, resourceId?: string): boolean {
  const before = resourceId === undefined ? known.name : known.resources[resourceId];
  return change > known.displayRevision && before !== undefined && (before.zh !== name.zh || before.en !== name.en);
}

/** True where a calendar shows the name with what stands. */
const isShown = ({ resourceId }: Renaming, { confirmed }: KnownActivity): boolean =>
  resourceId === undefined ||
  confirmed?.claims.some((claim) => claim.role === 'room' && claim.resourceId === resourceId) === true;

/** The mail that brings the new name into a calendar; undefined where it shows nothing that has changed. */
export function renamedDelivery(renaming: Renaming, known: KnownActivity, now: number): Delivery | undefined {
  const { confirmed, cancelled } = known;
  if (!confirmed || confirmed.silent || cancelled || !isShown(renaming, known)) return undefined;
  if (now >= Date.parse(confirmed.start)) return undefined;
  const { centerId: _, resourceId: __, change, ...cause } = renaming;
  const { organizationId = known.organizationId } = confirmed;
  return {
    activityId: known.id,
    revision: confirmed.revision,
    change,
    message: 'renamed',
    recipient: `organization/${organizationId}`,
    state: 'planned',
    attempts: 0,
    tellAt: timestampOf(now),
    at: timestampOf(now),
    uselessAt: timestampOf(Date.parse(confirmed.start)),
    ...cause,
  };
}

/** A later renaming waits for an earlier one, and not the other way round. */
const comesFirst = (one: Delivery, { change = 0 }: Delivery): boolean =>
  one.message !== 'renamed' || (one.change ?? 0) < change;

/**
 * Whether a mail about a new name is still due beside the others of its activity. Who was never invited is not now, and
 * whoever has been brought the new name with another mail needs no second one; what is still to be sent may bring it.
 */
export function besideOthers(
  delivery: Delivery,
  entries: readonly Delivery[],
  now: number,
): 'send' | 'overtaken' | Hold {
  const others = entries.filter(
    (one) =>
      channelOf(one) === MAIL &&
      one.recipient === delivery.recipient &&
      changesCalendars(one.message) &&
      keyOf(one) !== keyOf(delivery),
  );
  const brought = others.flatMap(({ state, centerShown }) => (state === 'delivered' ? (centerShown ?? []) : []));
  if (brought.some((shown) => shown >= (delivery.change ?? 0))) return 'overtaken';
  const coming = others.filter((one) => one.state === 'planned' && comesFirst(one, delivery));
  if (coming.length > 0) {
    const first = Math.min(...coming.map(({ at }) => Date.parse(at)));
    const until = Math.max(first, now + lookDelayMs(delivery.looks));
    return { until, inDigest: false };
  }
  return brought.length > 0 ? 'send' : 'overtaken';
}
