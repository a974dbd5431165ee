import { type Language, publicMask } from '@huitang/contracts';
import { renderEvent } from '@huitang/icalendar';
import { LRUCache } from 'lru-cache';
import type { CalendarCenter } from './domain/center.ts';
import type { CalendarEntry } from './domain/entry.ts';
import { feedEvent, type Home } from './domain/event.ts';
import type { PrivateFeed } from './domain/feed.ts';
import type { OwnEntry } from './domain/own-entry.ts';
import { ownEvents } from './domain/own-event.ts';

const BYTES_MAX = 4 * 1_048_576;

/** An event as rendered text; equal keys have equal bytes. */
export interface Fragment {
  readonly key: string;
  readonly bytes: Buffer;
}

/** Bytes by their key, of what is rendered already. */
export type Rendered = (key: string) => Buffer | undefined;

export type FragmentOf<E extends CalendarEntry> = (
  entry: E,
  center: CalendarCenter,
  language: Language,
  rendered?: Rendered,
) => Fragment;

/** By who looks: the public, or whoever has a private feed of some sort. */
export interface Fragments {
  readonly public: FragmentOf<CalendarEntry>;
  readonly own: (viewer: PrivateFeed['type']) => FragmentOf<OwnEntry>;
}

/**
 * Events as rendered text, each rendered once for what is to be seen of it: what the feed had before is taken over from
 * there, and a few MiB are kept for the other feeds an event stands in.
 */
export function createFragments(home: Home): Fragments {
  const recent = new LRUCache<string, Buffer>({
    maxSize: BYTES_MAX,
    sizeCalculation: (bytes) => bytes.byteLength + 200,
  });
  function once(key: string, rendered: Rendered | undefined, render: () => Buffer): Fragment {
    const known = rendered?.(key) ?? recent.get(key);
    if (known) return { key, bytes: known };
    const bytes = render();
    recent.set(key, bytes);
    return { key, bytes };
  }
  const seenBy = (who: string, entry: CalendarEntry, center: CalendarCenter, language: Language): string =>
    `${entry.id}/${entry.displayRevision}/${center.displayRevision}/${who}/${language}`;
  return {
    public: (entry, center, language, rendered) =>
      once(seenBy(publicMask[entry.audience], entry, center, language), rendered, () =>
        renderEvent(feedEvent(entry, center, language, home)),
      ),
    own: (viewer) => (entry, center, language, rendered) =>
      once(seenBy(viewer, entry, center, language), rendered, () =>
        Buffer.concat(ownEvents(viewer, entry, center, language, home).map((event) => renderEvent(event))),
      ),
  };
}
