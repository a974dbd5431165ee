import { Fault } from '@huitang/runtime';
import { type OwnActivity, type OwnEntry, ownActivity } from './domain/own-entry.ts';
import type { CalendarViews } from './views.ts';

/** The two documents of an activity are written side by side; between two readings the later one arrives. */
const READINGS_MAX = 3;

/** The whole of what an own entry stands for. Throws a retriable `entry-behind` while the other document is not there yet. */
export const wholeEntry =
  ({ entries }: Pick<CalendarViews, 'entries'>) =>
  async (own: OwnEntry): Promise<OwnActivity> => {
    for (let reading = 0; reading < READINGS_MAX; reading += 1) {
      const entry = await entries.get(own.id);
      if (entry && entry.displayRevision >= own.displayRevision) return ownActivity(entry, own);
    }
    throw new Fault('entry-behind', `the entry of ${own.id} is not at display revision ${own.displayRevision} yet`, {
      retriable: true,
    });
  };
