import type { ChangeWentUnseen } from '@huitang/contracts';
import type { Collection, Consumer, EventMeta, Platform } from '@huitang/runtime';
import { causeOf } from './cause.ts';
import { centerHandlers } from './center-handlers.ts';
import type { Choices } from './choices.ts';
import { dropped, MAIL } from './domain/delivery.ts';
import { fanOut } from './domain/fan-out.ts';
import type { ActivityEvent, KnownActivity } from './domain/known-activity.ts';
import { isTold, planFor } from './domain/plan.ts';
import { unseenDelivery } from './domain/plan-unseen.ts';
import { NOT_IN_HAND_MS } from './domain/replan.ts';
import { verdictOn } from './domain/verdict.ts';
import type { Ledger } from './ledger.ts';
import type { PreferenceStore } from './preferences/preference-store.ts';
import type { Renamings } from './renamed/renamings.ts';
import { type NotificationViews, remember, rememberUpcoming } from './views.ts';

export const REACTIONS_GROUP = 'notification.reactions';

/**
 * A collection that is filled from the beginning when it was made anew, and not emptied otherwise: what is known never
 * goes back in time, so nobody is reminded of something called off while old events pass by a second time.
 */
const kept = (collection: Collection<object>): Consumer['rebuilds'][number] => ({
  get isNew() {
    return collection.isNew;
  },
  async clear() {
    if (collection.isNew) await collection.clear();
  },
  ...(collection.generation && { generation: { name: collection.generation.name, renew: async () => {} } }),
});

/** What is heard is kept in, and planned by. */
interface Hearing {
  readonly views: NotificationViews;
  readonly ledger: Ledger;
  readonly choices: Choices;
  readonly preferences: PreferenceStore;
  readonly renamings: Renamings;
}

/**
 * What other services say, remembered and planned for. One group for both, so that no message comes due before what it
 * tells is known.
 */
export function reactionsOf(
  { clock }: Platform,
  { views, ledger, choices, preferences, renamings }: Hearing,
): Consumer {
  /** Reminders that have become untrue are dropped now, not when they are due, so that the ledger says so. */
  async function dropOvertaken(known: KnownActivity): Promise<void> {
    const now = clock.now();
    for (const delivery of await ledger.ofActivity(known.id)) {
      if (delivery.state !== 'planned' || Date.parse(delivery.at) < now + NOT_IN_HAND_MS) continue;
      const verdict = verdictOn(delivery, known, now);
      if (verdict !== 'send' && verdict !== 'not-known-yet') await ledger.save(dropped(delivery, verdict, now));
    }
  }

  async function plan(event: ActivityEvent, known: KnownActivity, meta: EventMeta): Promise<void> {
    // Read after the activity is known: whoever changes them from here on finds it, and plans it anew.
    const { reminderMinutes } = await preferences.of(known.organizationId);
    const planned = planFor(event, known, causeOf(meta), clock.now(), reminderMinutes);
    // By what was chosen when it happened: an old event that comes again is told nobody who chose since.
    if (planned.length > 0) await ledger.plan(fanOut(planned, await choices.waysAt(known.organizationId, meta.time)));
  }

  async function take(event: ActivityEvent, meta: EventMeta): Promise<void> {
    const known = await remember(views, event, meta);
    await rememberUpcoming(views, known, event, meta);
    if (isTold(event)) await plan(event, known, meta);
    if (known.confirmedBefore || known.confirmed?.displaced || known.unplaced || known.cancelled)
      await dropOvertaken(known);
  }

  return {
    group: REACTIONS_GROUP,
    services: ['scheduling', 'room-allocation', 'calendar'],
    rebuilds: [kept(views.activities), kept(views.centers), kept(views.upcoming)],
    acts: true,
    handlers: {
      ActivityProposed: (data, meta) => take({ type: 'ActivityProposed', data }, meta),
      ActivityRevised: (data, meta) => take({ type: 'ActivityRevised', data }, meta),
      ActivityDeferred: (data, meta) => take({ type: 'ActivityDeferred', data }, meta),
      ActivityConfirmed: (data, meta) => take({ type: 'ActivityConfirmed', data }, meta),
      ActivityMoved: (data, meta) => take({ type: 'ActivityMoved', data }, meta),
      ActivityPinned: (data, meta) => take({ type: 'ActivityPinned', data }, meta),
      ActivityAnnounced: (data, meta) => take({ type: 'ActivityAnnounced', data }, meta),
      ActivityDisplaced: (data, meta) => take({ type: 'ActivityDisplaced', data }, meta),
      ActivityUnplaced: (data, meta) => take({ type: 'ActivityUnplaced', data }, meta),
      ActivityDeclined: (data, meta) => take({ type: 'ActivityDeclined', data }, meta),
      ActivityRevisionDeclined: (data, meta) => take({ type: 'ActivityRevisionDeclined', data }, meta),
      ActivityCancelled: (data, meta) => take({ type: 'ActivityCancelled', data }, meta),
      async ChangeWentUnseen(event: ChangeWentUnseen, meta) {
        const planned = [unseenDelivery(event, causeOf(meta), clock.now())];
        const { type, id } = event.owner;
        const ways = type === 'organization' ? await choices.waysAt(id, meta.time) : [{ channel: MAIL }];
        await ledger.plan(fanOut(planned, ways));
      },
      ...centerHandlers(views, renamings),
    },
  };
}
