import { type Language, publicMask } from '@huitang/contracts';
import { LRUCache } from 'lru-cache';
import type { CalendarCenter } from './domain/center.ts';
import type { CalendarEntry } from './domain/entry.ts';
import { feedEvent, type Home } from './domain/event.ts';
import { renderEvent } from './render.ts';

const BYTES_MAX = 16 * 1_048_576;

export type Fragment = (entry: CalendarEntry, center: CalendarCenter, language: Language) => Buffer;

/** Events as rendered text, each rendered once for what is to be seen of it. */
export function createFragments(home: Home): Fragment {
  const rendered = new LRUCache<string, Buffer>({
    maxSize: BYTES_MAX,
    sizeCalculation: (bytes) => bytes.byteLength + 200,
  });
  return (entry, center, language) => {
    const key = `${entry.id}/${entry.displayRevision}/${center.displayRevision}/${publicMask[entry.audience]}/${language}`;
    const known = rendered.get(key);
    if (known) return known;
    const bytes = renderEvent(feedEvent(entry, center, language, home));
    rendered.set(key, bytes);
    return bytes;
  };
}
