import { createHash } from 'node:crypto';
import { CenterProfile } from '@huitang/contracts';

const ID_LENGTH_MAX = 64;
const HASH_LENGTH = 8;
/** So that a room's id has space for a word and a hash. */
export const IMPORTED_CENTER_ID_LENGTH_MAX = 40;
/** What a room holds that no row names a headcount for. */
const CAPACITY_DEFAULT = 100;
const CAPACITY_MAX = 10_000;

/** What of a row makes its room. */
export interface RoomRow {
  readonly room?: string | undefined;
  readonly headcount?: number | undefined;
}

const hashOf = (name: string): string => createHash('sha256').update(name).digest('hex').slice(0, HASH_LENGTH);

/** The ASCII letters and digits of a name as a slug, accents dropped; empty when it has none. */
function slugOf(name: string, lengthMax: number): string {
  const ascii = name
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase();
  const words = ascii.split(/[^a-z0-9]+/).filter((word) => word !== '');
  return words.join('-').slice(0, lengthMax).replace(/-+$/, '');
}

/**
 * An id for every room name, `<center>-<slug>`. A name whose slug is empty, cut or somebody else's too gets a hash of
 * the name, so ids are unique and depend on the set of names alone.
 */
export function roomIdsOf(centerId: string, names: readonly string[]): ReadonlyMap<string, string> {
  const space = ID_LENGTH_MAX - centerId.length - 1;
  const slugs = names.map((name) => slugOf(name, space));
  return new Map(
    names.map((name, index) => {
      const slug = slugs[index] ?? '';
      const isPlain = slug !== '' && slug.length < space && slugs.indexOf(slug) === slugs.lastIndexOf(slug);
      const short = slug.slice(0, space - HASH_LENGTH - 1).replace(/-+$/, '');
      return [name, `${centerId}-${isPlain ? slug : `${short || 'room'}-${hashOf(name)}`}`] as const;
    }),
  );
}

/** A center that takes every booking as it is: always open, no setup or teardown, a room for every name. */
export function importedCenter(id: string, timeZone: string, rows: readonly RoomRow[]): CenterProfile {
  const heads = new Map<string, number>();
  for (const { room, headcount = 0 } of rows) {
    if (room !== undefined) heads.set(room, Math.max(heads.get(room) ?? CAPACITY_DEFAULT, headcount));
  }
  const names = [...heads.keys()].sort();
  const ids = roomIdsOf(id, names);
  return CenterProfile.parse({
    id,
    name: id,
    address: { zh: '未填写', en: 'not given' },
    timeZone,
    openingHours: Array.from({ length: 7 }, () => [{ from: 0, to: 1440 }]),
    resources: names.map((name) => ({
      type: 'room',
      id: ids.get(name),
      name,
      capacity: Math.min(CAPACITY_MAX, heads.get(name) ?? CAPACITY_DEFAULT),
    })),
  });
}
