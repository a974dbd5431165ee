import { type Ids, type Installation, type Records, wrongUsage } from '@huitang/runtime';

interface Fixed {
  readonly uidDomain: string;
}

/**
 * Calendar UIDs outlive every address, so their domain is settled once, at the first run, and kept. Rejects with
 * `wrong-usage` where another one is wanted: under that every event would be a second one in every calendar.
 */
export async function settleInstallation(
  records: Records,
  ids: Ids,
  wanted: Omit<Installation, 'uidDomain'> & { readonly uidDomain?: string },
): Promise<Installation> {
  const kept = records.set<Fixed>('installation');
  await kept.insertIfAbsent('fixed', { uidDomain: wanted.uidDomain ?? `${ids.uuid().slice(0, 8)}.huitang.invalid` });
  const uidDomain = (await kept.get('fixed'))?.uidDomain ?? 'huitang.invalid';
  if (wanted.uidDomain !== undefined && wanted.uidDomain !== uidDomain) {
    throw wrongUsage(`HUITANG_UID_DOMAIN: ${uidDomain}, as it was at the first start, not ${wanted.uidDomain}`);
  }
  return { ...wanted, uidDomain };
}

interface Begun {
  readonly demo: boolean;
}

/**
 * Whether a folder has the demo is settled by whoever begins it and kept: samples must not turn up among real bookings
 * because an option was forgotten once.
 */
export async function settleDemo(records: Records, wanted: boolean): Promise<boolean> {
  const kept = records.set<Begun>('installation');
  await kept.insertIfAbsent('demo', { demo: wanted });
  return (await kept.get('demo'))?.demo ?? wanted;
}
