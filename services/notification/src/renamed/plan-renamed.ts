import type { Platform } from '@huitang/runtime';
import type { Choices } from '../choices.ts';
import { organizationOf } from '../contacts.ts';
import { MAIL } from '../domain/delivery.ts';
import { isWanted } from '../domain/preferences.ts';
import { besideOthers, type Renaming, renamedDelivery } from '../domain/renamed.ts';
import type { Ledger } from '../ledger.ts';
import type { PreferenceStore } from '../preferences/preference-store.ts';
import { knownActivity, knownCenter, type NotificationViews } from '../views.ts';

const PAGE = 200;

interface Planning {
  readonly views: NotificationViews;
  readonly ledger: Ledger;
  readonly choices: Choices;
  readonly preferences: PreferenceStore;
}

/**
 * Plans the mails of one renaming: to whoever was invited to what is still to come there. The same again plans nothing
 * twice; false while mails are still written with the name before.
 */
export function renamedPlanner(
  { clock }: Pick<Platform, 'clock'>,
  { views, ledger, choices, preferences }: Planning,
): (renaming: Renaming) => Promise<boolean> {
  async function planOne(renaming: Renaming, activityId: string): Promise<void> {
    const known = await knownActivity(views, activityId);
    const delivery = known && renamedDelivery(renaming, known, clock.now());
    if (!delivery) return;
    const organizationId = organizationOf(delivery.recipient);
    if (!isWanted(delivery, await preferences.of(organizationId))) return;
    const chosen = await choices.of(organizationId);
    if (!chosen.some(({ channel }) => channel === MAIL)) return;
    // What is under way may have been written before: whether it brings the name along is seen when it has arrived.
    const others = besideOthers(delivery, await ledger.ofActivity(activityId), clock.now());
    if (others !== 'overtaken') await ledger.plan([delivery]);
  }

  return async (renaming) => {
    const center = await knownCenter(views, renaming.centerId);
    if (!center || center.displayRevision < renaming.change) return false;
    let cursor: string | undefined;
    do {
      const page = await views.upcoming.find({
        where: { centerId: renaming.centerId, startMs: { gt: clock.now() } },
        sort: [['startMs', 'asc']],
        limit: PAGE,
        ...(cursor !== undefined && { cursor }),
      });
      for (const { id } of page.items) await planOne(renaming, id);
      cursor = page.cursor;
    } while (cursor !== undefined);
    return true;
  };
}
