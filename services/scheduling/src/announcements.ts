import { type ActivityConfirmed, type ActivityId, type CenterId, timestampOf } from '@huitang/contracts';
import { messageOf, type Platform } from '@huitang/runtime';
import { activityStream } from './decider.ts';
import type { ActivityState } from './domain/activity.ts';
import type { Activities } from './reactions.ts';

const BATCH = 100;
const COUNTED_MAX = 1_000;
/** The tick comes every five seconds: whoever waits longer waits for something else. */
const OVERDUE_MS = 60_000;

/** One version of a tentative place that is to be announced when its time has come. */
interface Planned {
  readonly activityId: ActivityId;
  readonly revision: number;
  readonly centerId: CenterId;
  /** The event that it follows from. */
  readonly eventId: string;
}

/** When what is tentative is announced: durable, so that no restart forgets it. */
export interface Announcements {
  /** Writes down when what stands is announced; what has been written down stays as it is. */
  plan(state: ActivityState, eventId: string): Promise<void>;
  /** Asks for the announcement of whatever is due. */
  announceDue(stopping?: AbortSignal): Promise<void>;
  /** Says in metrics how many should have been asked for a while ago. */
  measure(): Promise<void>;
}

/** A move has a date of its own: the one it replaces asks in vain. */
const keyOf = ({ activityId, revision, allocationVersion = 1 }: ActivityConfirmed): string =>
  `${activityId}/${revision}.${allocationVersion}`;

export function announcementsOf({ records, clock, logger, metrics }: Platform, activities: Activities): Announcements {
  const all = records.set<Planned>('scheduling-announcements');

  /** The key is the command's id, so the log takes it once, however many processes find it due at the same time. */
  async function announce(key: string, planned: Planned, now: number): Promise<void> {
    const { activityId, revision, centerId, eventId } = planned;
    await activities.execute({
      stream: activityStream(activityId),
      command: { type: 'AnnounceWhenDue', revision, now: timestampOf(now) },
      commandId: `announce/${key}`,
      causationId: eventId,
      principal: 'service:scheduling',
      partitionKey: centerId,
      body: { revision },
    });
    await all.remove(key);
  }

  return {
    async measure() {
      const overdue = await all.due(clock.now() - OVERDUE_MS, COUNTED_MAX);
      metrics.announcementsOverdue.set(overdue.length);
    },
    async plan(state, eventId) {
      const confirmed = state?.confirmed;
      if (!confirmed?.announcesAt || state?.status === 'cancelled') return;
      const { activityId, revision, centerId, announcesAt } = confirmed;
      const dueAt = Date.parse(announcesAt);
      await all.insertIfAbsent(keyOf(confirmed), { activityId, revision, centerId, eventId }, { dueAt });
    },
    async announceDue(stopping) {
      // What cannot be done now is tried again with the next tick.
      const left = new Set<string>();
      while (!stopping?.aborted) {
        // By one look at the clock: set back after it, what was found due would be asked for in vain, and never again.
        const now = clock.now();
        const due = await all.due(now, BATCH + left.size);
        const fresh = due.filter(({ key }) => !left.has(key));
        if (fresh.length === 0) return;
        for (const { key, value } of fresh) {
          await announce(key, value, now).catch((error: unknown) => {
            left.add(key);
            logger.warn({ announcement: key, error: messageOf(error) }, 'announcement not possible now');
          });
        }
      }
    },
  };
}
