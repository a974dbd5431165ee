import type { Platform } from '@huitang/runtime';
import { type Preferences, usualPreferences } from '../domain/preferences.ts';
import { inTurn } from '../in-turn.ts';

/** Whoever has not come back to it by then has died. */
const UNSURE_MS = 60_000;

/** That reminders of an organization may have to be planned anew. */
interface Mark {
  readonly organizationId: string;
}

/** How organizations want to be told. Nothing of it is in any event, so that it is backed up and never rebuilt. */
export interface PreferenceStore {
  of(organizationId: string): Promise<Preferences>;
  /** Resolves when it holds; what is not sent yet is planned anew soon after, also when this process dies before. */
  change(organizationId: string, next: (before: Preferences) => Preferences): Promise<Preferences>;
  /** Does `replan` for each organization whose preferences have changed since; again when it rejects. */
  settle(replan: (organizationId: string) => Promise<void>): Promise<void>;
}

const MARKS_AT_ONCE = 100;

export function preferenceStore({ records, clock, ids }: Pick<Platform, 'records' | 'clock' | 'ids'>): PreferenceStore {
  const kept = records.set<Preferences>('notification-preferences');
  const marks = records.set<Mark>('notification-replans');
  const next = inTurn();
  const of = async (organizationId: string): Promise<Preferences> =>
    (await kept.get(organizationId)) ?? usualPreferences;

  return {
    of,
    change: (organizationId, changed) =>
      next(async () => {
        const preferences = changed(await of(organizationId));
        const key = `${organizationId}/${ids.orderedUuid()}`;
        // Before they hold, for this process may die in between; not due before they do, for then it would be in vain.
        await marks.put(key, { organizationId }, { dueAt: clock.now() + UNSURE_MS });
        await kept.put(organizationId, preferences);
        await marks.put(key, { organizationId }, { dueAt: clock.now() });
        return preferences;
      }),
    async settle(replan) {
      const due = await marks.due(clock.now(), MARKS_AT_ONCE);
      for (const organizationId of new Set(due.map(({ value }) => value.organizationId))) {
        await replan(organizationId);
        const done = due.filter(({ value }) => value.organizationId === organizationId);
        await Promise.all(done.map(({ key }) => marks.remove(key)));
      }
    },
  };
}
