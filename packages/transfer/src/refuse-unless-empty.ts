import { Fault } from '@huitang/runtime';
import { isOfPlace } from './record-sets.ts';
import { storesOf, type Truth } from './truth.ts';
import { refuseUnfinished } from './unfinished.ts';

/** What is there, in words. */
async function found(truth: Truth): Promise<readonly string[]> {
  const things: string[] = [];
  for (const service of truth.services) {
    const { commits } = await truth.log(service).all(undefined, 1);
    if (commits.length > 0) things.push(`commits of ${service}`);
  }
  if ((await truth.vault.subjects('', 1)).length > 0) things.push('personal data');
  const sets = await Promise.all(storesOf(truth).map((store) => store.sets()));
  const names = [...new Set(sets.flat())].filter((name) => !isOfPlace(name)).sort();
  if (names.length > 0) things.push(`records (${names.join(', ')})`);
  return things;
}

/** Rejects with `not-empty`, naming what is there, or with `unfinished-import`; changes nothing. */
export async function refuseUnlessEmpty(truth: Truth): Promise<void> {
  for (const store of storesOf(truth)) await refuseUnfinished(store, truth.place);
  const things = await found(truth);
  if (things.length === 0) return;
  throw new Fault('not-empty', `an import needs an empty place, and ${truth.place} has ${things.join(', ')}`, {
    retriable: false,
  });
}
