import type { Display } from '@huitang/contracts';
import type { Consumer, EventMeta, Platform, RecordSet, StoredRecord } from '@huitang/runtime';

const DAY_MS = 86_400_000;

/** A change that calendars are to come for. */
export interface Watched {
  readonly activityId: string;
  readonly displayRevision: number;
  readonly displayChangedAt: string;
  /** The event that made it. */
  readonly eventId: string;
}

export interface WatchedChanges {
  /** Those to be looked at now. */
  due(limit: number): Promise<readonly StoredRecord<Watched>[]>;
  /** To be looked at again at `ms`. */
  putOff(key: string, change: Watched, ms: number): Promise<void>;
  /** There is nothing more to look at. */
  done(key: string): Promise<void>;
}

const setOf = ({ records }: Platform): RecordSet<Watched> => records.set<Watched>('calendar-watched-changes');

export function watchedChanges(platform: Platform): WatchedChanges {
  const set = setOf(platform);
  return {
    due: (limit) => set.due(platform.clock.now(), limit),
    putOff: (key, change, dueAt) => set.put(key, change, { dueAt }),
    done: (key) => set.remove(key),
  };
}

interface Changed extends Display {
  readonly activityId: string;
  readonly notify: boolean;
  readonly start?: string;
}

/**
 * Writes down changes to what begins soon, so that somebody looks later whether calendars have come for them. A group of
 * its own: who rebuilds read models must not begin to watch.
 */
export function watcher(platform: Platform): Consumer {
  const set = setOf(platform);

  async function watch(event: Changed, { id: eventId }: EventMeta): Promise<void> {
    const { activityId, notify, displayRevision, displayChangedAt, start } = event;
    const [now, changedAt] = [platform.clock.now(), Date.parse(displayChangedAt)];
    // Old events pass by again and again; what they said is over after a day.
    if (!notify || changedAt < now - DAY_MS) return;
    // Where an event does not tell the start, whoever looks knows it.
    if (start !== undefined && (Date.parse(start) <= now || Date.parse(start) > changedAt + DAY_MS)) return;
    const change = { activityId, displayRevision, displayChangedAt, eventId };
    await set.insertIfAbsent(`${activityId}/${displayRevision}`, change, { dueAt: changedAt });
  }

  return {
    group: 'calendar.unseen',
    services: ['scheduling'],
    rebuilds: [],
    handlers: {
      ActivityConfirmed: watch,
      ActivityMoved: watch,
      ActivityAnnounced: watch,
      ActivityDisplaced: watch,
      ActivityUnplaced: watch,
      async ActivityCancelled(event, meta) {
        if (event.wasConfirmed) await watch(event, meta);
      },
    },
  };
}
