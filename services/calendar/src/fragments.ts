import { type Language, publicMask } from '@huitang/contracts';
import { renderEvent } from '@huitang/icalendar';
import { LRUCache } from 'lru-cache';
import type { CalendarCenter } from './domain/center.ts';
import type { CalendarEntry } from './domain/entry.ts';
import { type FeedEvent, feedEvent, type Home } from './domain/event.ts';
import type { PrivateFeed } from './domain/feed.ts';
import type { OwnActivity, OwnEntry } from './domain/own-entry.ts';
import { ownEvents } from './domain/own-event.ts';
import { keptBytes } from './kept-bytes.ts';

const BYTES_MAX = 4 * 1_048_576;
/** About what an event takes beside its bytes and its key: a Buffer, its memory's own record, a place in the list. */
const OVERHEAD_BYTES = 400;

/** An event as rendered text; equal keys have equal bytes. */
export interface Fragment {
  readonly key: string;
  readonly bytes: Buffer;
}

/** Bytes by their key, of what is rendered already. */
export type Rendered = (key: string) => Buffer | undefined;

/** What of an activity its rendered text is found by. */
export type Revised = Pick<CalendarEntry, 'id' | 'displayRevision'>;

export type FragmentOf<E extends Revised> = (
  entry: E,
  center: CalendarCenter,
  language: Language,
  rendered?: Rendered,
) => Fragment | Promise<Fragment>;

/** By who looks: the public, or whoever has a private feed of some sort. */
export interface Fragments {
  readonly public: FragmentOf<CalendarEntry>;
  readonly own: (viewer: PrivateFeed['type']) => FragmentOf<OwnEntry>;
}

const seenBy = (who: string, entry: Revised, center: CalendarCenter, language: Language): string =>
  `${entry.id}/${entry.displayRevision}/${center.displayRevision}/${who}/${language}`;

/**
 * Events as rendered text, each rendered once for what is to be seen of it: what the feed had before is taken over from
 * there, and a few MiB are kept for the other feeds an event stands in. `wholeOf` is asked for what is to be rendered alone.
 */
export function createFragments(home: Home, wholeOf: (own: OwnEntry) => Promise<OwnActivity>): Fragments {
  const recent = new LRUCache<string, Buffer>({
    maxSize: BYTES_MAX,
    sizeCalculation: (bytes, key) => bytes.byteLength + key.length + OVERHEAD_BYTES,
  });
  function keep(key: string, events: readonly FeedEvent[]): Fragment {
    const bytes = keptBytes(events.map((event) => renderEvent(event)));
    recent.set(key, bytes);
    return { key, bytes };
  }
  function known(key: string, rendered: Rendered | undefined): Fragment | undefined {
    const bytes = rendered?.(key) ?? recent.get(key);
    return bytes && { key, bytes };
  }
  return {
    public(entry, center, language, rendered) {
      const key = seenBy(publicMask[entry.audience], entry, center, language);
      return known(key, rendered) ?? keep(key, [feedEvent(entry, center, language, home)]);
    },
    own: (viewer) => async (own, center, language, rendered) => {
      const key = seenBy(viewer, own, center, language);
      return known(key, rendered) ?? keep(key, ownEvents(viewer, await wholeOf(own), center, language, home));
    },
  };
}
