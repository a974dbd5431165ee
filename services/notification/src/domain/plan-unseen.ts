import { type ChangeWentUnseen, timestampOf } from '@huitang/contracts';
import { type Delivery, dropped } from './delivery.ts';
import type { Cause } from './plan.ts';

/** The message to whom a calendar should have told a change and has not; useless from the start on. */
export function unseenDelivery(
  { activityId, revision, displayRevision, owner, start }: ChangeWentUnseen,
  cause: Cause,
  now: number,
): Delivery {
  const delivery: Delivery = {
    activityId,
    revision,
    change: displayRevision,
    message: 'not-seen',
    recipient: `${owner.type}/${owner.id}`,
    state: 'planned',
    attempts: 0,
    tellAt: timestampOf(now),
    at: timestampOf(now),
    uselessAt: timestampOf(Date.parse(start)),
    ...cause,
  };
  return now < Date.parse(start) ? delivery : dropped(delivery, 'too-late', now);
}
