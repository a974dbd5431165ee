import { ActivityId, CenterId } from '@huitang/contracts';
import { type Clock, type Logger, messageOf, type StoredRecord } from '@huitang/runtime';
import { feedKey } from '../domain/feed.ts';
import type { OwnEntry } from '../domain/own-entry.ts';
import { concernedBy, lookAt, type Owner } from '../domain/unseen.ts';
import { followingOf } from '../tokens/following.ts';
import type { TokenStore } from '../tokens/token-store.ts';
import type { CalendarViews } from '../views.ts';
import type { SayUnseen } from './said.ts';
import type { Watched, WatchedChanges } from './watched.ts';

const BATCH = 100;
const DAY_MS = 86_400_000;
/** A calendar that has not come for so long was given up by its owner. */
const GIVEN_UP_MS = 14 * DAY_MS;

interface LookContext {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly views: Pick<CalendarViews, 'own'>;
  readonly store: TokenStore;
  readonly watched: WatchedChanges;
  readonly unseenMinutes: number;
  readonly say: SayUnseen;
}

/** Tells of one owner's calendars where some have not come; nothing where all have, or there are none. */
async function tell({ clock, store, say }: LookContext, own: OwnEntry, owner: Owner, eventId: string): Promise<void> {
  const following = await followingOf(store, [feedKey[owner.type](owner.id)], Date.parse(own.displayChangedAt));
  const since = clock.now() - GIVEN_UP_MS;
  const calendars = following.filter(({ fetch }) => fetch !== undefined && Date.parse(fetch.at) >= since);
  const unseen = calendars.filter(({ hasSeen }) => !hasSeen).length;
  if (unseen === 0) return;
  const { revision, displayRevision, displayChangedAt, start } = own;
  const [activityId, centerId] = [ActivityId.parse(own.id), CenterId.parse(own.center)];
  const about = { activityId, revision, centerId, displayRevision, displayChangedAt, start, owner };
  await say({ ...about, calendars: calendars.length, unseen }, eventId);
}

/** Looks at one change; false while it is to be looked at again without anybody having said when. */
async function lookAtOne(context: LookContext, { key, value }: StoredRecord<Watched>): Promise<boolean> {
  const { clock, views, watched, unseenMinutes } = context;
  const now = clock.now();
  const own = await views.own.get(value.activityId);
  // The read model comes by another way, and may be behind; for ever it is not.
  const isBehind = own === undefined || own.displayRevision < value.displayRevision;
  if (isBehind && now < Date.parse(value.displayChangedAt) + DAY_MS) return false;
  const at = own?.displayRevision === value.displayRevision ? lookAt(own, unseenMinutes) : undefined;
  if (own && at !== undefined && now < at) {
    await watched.putOff(key, value, at);
    return true;
  }
  // What begins is over, and a newer change is watched by itself.
  if (own && at !== undefined && now < Date.parse(own.start)) {
    for (const owner of concernedBy(own)) await tell(context, own, owner, value.eventId);
  }
  await watched.done(key);
  return true;
}

/** One run of the tick: every change that is due is looked at once. Undone work is done by the next one. */
export function unseenLook(context: LookContext): (stopping?: AbortSignal) => Promise<void> {
  const { logger, watched } = context;
  return async (stopping) => {
    const left = new Set<string>();
    while (!stopping?.aborted) {
      const due = await watched.due(BATCH + left.size);
      const fresh = due.filter(({ key }) => !left.has(key));
      if (fresh.length === 0) return;
      for (const record of fresh) {
        const isLookedAt = await lookAtOne(context, record).catch((error: unknown) => {
          logger.warn({ change: record.key, error: messageOf(error) }, 'cannot tell now who has seen it');
          return false;
        });
        if (!isLookedAt) left.add(record.key);
      }
    }
  };
}
