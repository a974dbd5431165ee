/**
 * Bytes that are kept for long, in a place of their own. What `Buffer.from` and `Buffer.concat` give for less than 4 KiB
 * lies in a slab of 8 KiB that it shares, and holds all of it for as long as it is kept.
 */
export function keptBytes(parts: readonly Uint8Array[]): Buffer {
  const bytes = Buffer.allocUnsafeSlow(parts.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.byteLength;
  }
  return bytes;
}
