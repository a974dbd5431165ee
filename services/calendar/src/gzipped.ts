import { promisify } from 'node:util';
import { gunzip, gunzipSync, gzip, gzipSync } from 'node:zlib';
import { keptBytes } from './kept-bytes.ts';

const compress = promisify(gzip);
const decompress = promisify(gunzip);
const underWay = new WeakMap<Buffer, Promise<Buffer>>();

/** So many bytes of text take less time here than another thread takes to begin. */
export const AT_ONCE_MAX = 65_536;
/** Of text that repeats itself as calendars do, more effort makes no difference worth its time. */
const LEVEL = { level: 3 };

// What zlib gives lies in a chunk of 16 KiB, or in a slab of 8 that it shares.
const kept = (bytes: Buffer): Buffer => keptBytes([bytes]);

/** The same bytes are compressed once, however many wait for them. */
export function gzipped(bytes: Buffer): Promise<Buffer> {
  const zipped = underWay.get(bytes) ?? compress(bytes, LEVEL).then(kept);
  underWay.set(bytes, zipped);
  return zipped;
}

/** The same in this thread; undefined for what is too large for that. */
export const gzippedAtOnce = (bytes: Buffer): Buffer | undefined =>
  bytes.byteLength > AT_ONCE_MAX ? undefined : kept(gzipSync(bytes, LEVEL));

/** What was compressed: in this thread where it is small, a tenth of its text. */
export const gunzipped = async (zipped: Buffer): Promise<Buffer> =>
  kept(zipped.byteLength > AT_ONCE_MAX / 10 ? await decompress(zipped) : gunzipSync(zipped));
