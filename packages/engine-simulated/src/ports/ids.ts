import type { Ids } from '@huitang/runtime';
import type { Random } from '../random.ts';

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0').slice(-digits);

const TIME_DIGITS = 12;
const SECRET_WORDS = 8;

/** UUIDs, secrets and fractions that follow from the seed (RFC 9562: versions 4 and 7, variant 1). */
export function simulatedIds(random: Random, now: () => number): Ids {
  const end = (): string =>
    `${hex(0x8000 | (random.bits() & 0x3fff), 4)}-${hex(random.bits(), 8)}${hex(random.bits(), 4)}`;
  return {
    uuid: () => `${hex(random.bits(), 8)}-${hex(random.bits(), 4)}-4${hex(random.bits(), 3)}-${end()}`,
    orderedUuid() {
      const time = hex(now(), TIME_DIGITS);
      return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(random.bits(), 3)}-${end()}`;
    },
    secret: () =>
      Buffer.from(Uint32Array.from({ length: SECRET_WORDS }, () => random.bits()).buffer).toString('base64url'),
    fraction: random.fraction,
  };
}
