import type { Platform } from '@huitang/runtime';
import { replanned } from '../domain/replan.ts';
import type { Ledger } from '../ledger.ts';
import { newestActivity } from '../newest.ts';
import type { NotificationViews, Upcoming } from '../views.ts';
import type { PreferenceStore } from './preference-store.ts';

const PAGE = 200;

/** Plans the reminders of an organization's activities that are still to come anew, at the distances it prefers now. */
export function replanner(
  platform: Pick<Platform, 'clock' | 'history'>,
  { upcoming }: Pick<NotificationViews, 'upcoming'>,
  ledger: Ledger,
  store: PreferenceStore,
): (organizationId: string) => Promise<void> {
  const { clock } = platform;

  async function replanOne({ id }: Upcoming, organizationId: string): Promise<void> {
    const [activity, entries] = await Promise.all([newestActivity(platform, id), ledger.ofActivity(id)]);
    if (!activity) return;
    const { reminderMinutes } = await store.of(organizationId);
    const { fresh, changed } = replanned(activity, entries, reminderMinutes, clock.now());
    await ledger.plan(fresh);
    await Promise.all(changed.map((delivery) => ledger.save(delivery)));
  }

  return async (organizationId) => {
    let cursor: string | undefined;
    do {
      const page = await upcoming.find({
        where: { organizationId, startMs: { gt: clock.now() } },
        sort: [['startMs', 'asc']],
        limit: PAGE,
        ...(cursor !== undefined && { cursor }),
      });
      for (const one of page.items) await replanOne(one, organizationId);
      cursor = page.cursor;
    } while (cursor !== undefined);
  };
}
