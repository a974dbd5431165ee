import type { Records } from '@huitang/runtime';

/** What every store of an installation keeps from its first start on. */
interface Fixed {
  readonly uidDomain: string;
}

const KEY = 'fixed';

const setIn = (records: Records) => records.set<Fixed>('installation');

/** The UID domain that a store was begun with; undefined where nothing was. */
export const keptUidDomain = async (records: Records): Promise<string | undefined> =>
  (await setIn(records).get(KEY))?.uidDomain;

/**
 * Calendars know events by it for ever, and under another one every event is there twice: whoever comes first settles
 * it. Resolves with the one that is settled.
 */
export async function settleUidDomain(records: Records, wanted: string): Promise<string> {
  await setIn(records).insertIfAbsent(KEY, { uidDomain: wanted });
  return (await keptUidDomain(records)) ?? wanted;
}
