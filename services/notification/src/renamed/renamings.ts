import type { Platform } from '@huitang/runtime';
import type { Renaming } from '../domain/renamed.ts';

const AT_ONCE_MAX = 100;

/** New names that calendars are to be brought: what is heard is written down here, and planned by a tick. */
export interface Renamings {
  note(renaming: Renaming): Promise<void>;
  /** Does `plan` for each that was noted, in turn; again when it rejects, or says that it cannot yet. */
  settle(plan: (renaming: Renaming) => Promise<boolean>): Promise<void>;
}

export function renamingsOf({ records, clock }: Pick<Platform, 'records' | 'clock'>): Renamings {
  const noted = records.set<Renaming>('notification-renamings');
  return {
    async note(renaming) {
      await noted.insertIfAbsent(`${renaming.centerId}/${renaming.change}`, renaming, { dueAt: clock.now() });
    },
    async settle(plan) {
      for (const { key, value } of await noted.due(clock.now(), AT_ONCE_MAX)) {
        // Kept, and due no more: whoever hears it again, in another place or after a rewind, has no new name to bring.
        if (await plan(value)) await noted.put(key, value);
      }
    },
  };
}
