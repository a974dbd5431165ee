/**
 * A map that is changed without copying it whole: its entries lie in parts by their keys, and a changed map shares every
 * part but one with the map it was made from, which stays as it was. The order of entries hangs on their keys alone.
 */
export interface PartedMap<K extends string, V> {
  readonly parts: readonly ReadonlyMap<K, V>[];
}

/** Enough that a part of a very full day is small, few enough that the list of parts is quickly copied. */
const PARTS = 64;

/** FNV-1a, so that ids that count up are spread as evenly as random ones. */
function partOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < key.length; at += 1) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
  return (hash >>> 0) % PARTS;
}

export function emptyMap<K extends string, V>(): PartedMap<K, V> {
  const empty: ReadonlyMap<K, V> = new Map();
  return { parts: Array.from({ length: PARTS }, () => empty) };
}

export const valueIn = <K extends string, V>({ parts }: PartedMap<K, V>, key: K): V | undefined =>
  parts[partOf(key)]?.get(key);

export function withValue<K extends string, V>({ parts }: PartedMap<K, V>, key: K, value: V): PartedMap<K, V> {
  const changed = partOf(key);
  return { parts: parts.map((part, index) => (index === changed ? new Map(part).set(key, value) : part)) };
}

export function withoutValue<K extends string, V>({ parts }: PartedMap<K, V>, key: K): PartedMap<K, V> {
  const changed = partOf(key);
  return { parts: parts.map((part, index) => (index === changed ? without(part, key) : part)) };
}

function without<K, V>(part: ReadonlyMap<K, V>, key: K): ReadonlyMap<K, V> {
  const left = new Map(part);
  left.delete(key);
  return left;
}
