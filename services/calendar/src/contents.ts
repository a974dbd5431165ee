import type { Fragment, Rendered } from './fragments.ts';

/** Which events stand in a feed's bytes, one behind the other: far smaller than the events. */
export interface Contents {
  /** Where the first event begins, in bytes. */
  readonly from: number;
  /** The events' keys, a line each. */
  readonly keys: string;
  readonly lengths: Uint32Array;
}

export const contentsOf = (from: number, fragments: readonly Fragment[]): Contents => ({
  from,
  keys: fragments.map(({ key }) => key).join('\n'),
  lengths: Uint32Array.from(fragments, ({ bytes }) => bytes.byteLength),
});

/** The events of a feed, found in its bytes again. */
export function renderedIn(bytes: Buffer, { from, keys, lengths }: Contents): Rendered {
  const places = new Map<string, Buffer>();
  let at = from;
  for (const [index, key] of keys.split('\n').entries()) {
    const end = at + (lengths[index] ?? 0);
    places.set(key, bytes.subarray(at, end));
    at = end;
  }
  return (key) => places.get(key);
}
