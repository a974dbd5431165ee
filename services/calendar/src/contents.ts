import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Fragment, Rendered } from './fragments.ts';
import { keptBytes } from './kept-bytes.ts';

/** Which events stand in a feed's bytes, one behind the other: far smaller than the events. */
export interface Contents {
  /** Where the first event begins, in bytes. */
  readonly from: number;
  /** The events' keys, a line each. */
  readonly keys: string;
  readonly lengths: readonly number[];
}

export const contentsOf = (from: number, fragments: readonly Fragment[]): Contents => ({
  from,
  keys: fragments.map(({ key }) => key).join('\n'),
  lengths: fragments.map(({ bytes }) => bytes.byteLength),
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

/** Beside the text that they are of, which has nearly all that is in the keys: seven bytes for an event of a usual feed, up to fourteen of one near 64 KB. */
export const packedContents = (contents: Contents, dictionary: Buffer): Buffer =>
  keptBytes([deflateRawSync(JSON.stringify(contents), { dictionary })]);

export const unpackedContents = (packed: Buffer, dictionary: Buffer): Contents =>
  // It was packed from these.
  JSON.parse(inflateRawSync(packed, { dictionary }).toString()) as Contents;
