import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';

const compress = promisify(gzip);
const underWay = new WeakMap<Buffer, Promise<Buffer>>();

/** The same bytes are compressed once, however many wait for them. */
export function gzipped(bytes: Buffer): Promise<Buffer> {
  const zipped = underWay.get(bytes) ?? compress(bytes);
  underWay.set(bytes, zipped);
  return zipped;
}

/** What was compressed. */
export const gunzipped: (zipped: Buffer) => Promise<Buffer> = promisify(gunzip);
