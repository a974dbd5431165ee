import { type Language, publicMask } from '@huitang/contracts';
import { LRUCache } from 'lru-cache';
import type { CalendarCenter } from './domain/center.ts';
import type { CalendarEntry } from './domain/entry.ts';
import { feedEvent, type Home } from './domain/event.ts';
import { renderEvent } from './render.ts';

const BYTES_MAX = 4 * 1_048_576;

/** An event as rendered text; equal keys have equal bytes. */
export interface Fragment {
  readonly key: string;
  readonly bytes: Buffer;
}

/** Bytes by their key, of what is rendered already. */
export type Rendered = (key: string) => Buffer | undefined;

export type FragmentOf = (
  entry: CalendarEntry,
  center: CalendarCenter,
  language: Language,
  rendered?: Rendered,
) => Fragment;

/**
 * Events as rendered text, each rendered once for what is to be seen of it: what the feed had before is taken over from
 * there, and a few MiB are kept for the other feeds an event stands in.
 */
export function createFragments(home: Home): FragmentOf {
  const recent = new LRUCache<string, Buffer>({
    maxSize: BYTES_MAX,
    sizeCalculation: (bytes) => bytes.byteLength + 200,
  });
  return (entry, center, language, rendered) => {
    const key = `${entry.id}/${entry.displayRevision}/${center.displayRevision}/${publicMask[entry.audience]}/${language}`;
    const known = rendered?.(key) ?? recent.get(key);
    if (known) return { key, bytes: known };
    const bytes = renderEvent(feedEvent(entry, center, language, home));
    recent.set(key, bytes);
    return { key, bytes };
  };
}
