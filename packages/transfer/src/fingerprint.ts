import { bodyHash } from '@huitang/runtime';

/** What a set of different values adds up to: the same whatever their order, and whatever the order of their properties. */
export interface Fingerprint {
  add(value: unknown): void;
  text(): string;
}

const BITS = 128;
const DIGITS = BITS / 4;

/** Hashes are added, not chained, because engines list the same streams in different orders. */
export function fingerprint(): Fingerprint {
  let sum = 0n;
  return {
    add(value) {
      const hash = Buffer.from(bodyHash(value), 'base64url').toString('hex').slice(0, DIGITS);
      sum = BigInt.asUintN(BITS, sum + BigInt(`0x${hash}`));
    },
    text: () => sum.toString(16).padStart(DIGITS, '0'),
  };
}
