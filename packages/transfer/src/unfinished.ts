import { Fault, type Records } from '@huitang/runtime';
import { storesOf, type Truth } from './truth.ts';

/** Stands in every store from the first write of an import to its last. */
interface Unfinished {
  /** The address of the installation that moves here. */
  readonly from: string;
}

const SET = 'unfinished-import';
const KEY = 'import';

const unfinished = (place: string): Fault =>
  new Fault(
    'unfinished-import',
    `an import into ${place} was not finished, so what is there is only a part: remove it and import again`,
    { retriable: false },
  );

/**
 * Rejects with `unfinished-import` where an import began and did not end: nothing may start there. `place` is what people
 * know it by.
 */
export async function refuseUnfinished(records: Records, place: string): Promise<void> {
  if (await records.set<Unfinished>(SET).get(KEY)) throw unfinished(place);
}

/** Before the first write. Rejects when somebody else has begun. */
export async function beginImport(truth: Truth, from: string): Promise<void> {
  for (const store of storesOf(truth)) {
    if (!(await store.set<Unfinished>(SET).insertIfAbsent(KEY, { from }))) throw unfinished(truth.place);
  }
}

/** After the last write. */
export async function endImport(truth: Truth): Promise<void> {
  for (const store of storesOf(truth)) await store.set<Unfinished>(SET).remove(KEY);
}
