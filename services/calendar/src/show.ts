import type { Language } from '@huitang/contracts';
import { Fault } from '@huitang/runtime';
import type { CalendarCenter } from './domain/center.ts';
import type { CalendarEntry } from './domain/entry.ts';
import { EVENT_BYTES_MAX } from './domain/window.ts';
import type { Fragment, FragmentOf, Rendered, Revised } from './fragments.ts';
import type { CalendarViews } from './views.ts';

type CenterOf = (id: string) => Promise<CalendarCenter>;

/** Centers of one build, each read once. */
function centersOf({ centers }: CalendarViews): CenterOf {
  const read = new Map<string, Promise<CalendarCenter>>();
  return (id) => {
    const known = read.get(id) ?? required(id);
    read.set(id, known);
    return known;
  };
  async function required(id: string): Promise<CalendarCenter> {
    const center = await centers.get(id);
    // Streams have no common order: its activity has been heard of, the center has not yet.
    if (!center) throw new Fault('center-not-heard-of', `center ${id} has not been heard of yet`, { retriable: true });
    return center;
  }
}

/** What of an activity its place in a feed goes by. */
export type Placed = Revised & Pick<CalendarEntry, 'center' | 'start' | 'displayChangedAt'>;

/** An entry as it stands in a feed. */
export interface Shown {
  readonly entry: Placed;
  readonly center: CalendarCenter;
  readonly fragment: Fragment;
}

/** As many as fit, the nearest to the pivot first. */
export async function show<E extends Placed>(
  views: CalendarViews,
  fragmentOf: FragmentOf<E>,
  entries: readonly E[],
  language: Language,
  rendered?: Rendered,
): Promise<readonly Shown[]> {
  const centerOf = centersOf(views);
  const shown: Shown[] = [];
  let size = 0;
  for (const entry of entries) {
    const center = await centerOf(entry.center);
    const fragment = await fragmentOf(entry, center, language, rendered);
    size += fragment.bytes.byteLength;
    if (size > EVENT_BYTES_MAX) break;
    shown.push({ entry, center, fragment });
  }
  return shown;
}
