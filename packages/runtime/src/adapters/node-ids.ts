import { randomBytes, randomUUID } from 'node:crypto';
import { v7 } from 'uuid';
import type { Ids } from '../ports/ids.ts';

const FRACTION_BYTES = 6;
const SECRET_BYTES = 32;

/** Randomness from the machine's cryptographic source. */
export const nodeIds = (): Ids => ({
  uuid: () => randomUUID(),
  orderedUuid: () => v7(),
  secret: () => randomBytes(SECRET_BYTES).toString('base64url'),
  fraction: () => randomBytes(FRACTION_BYTES).readUIntBE(0, FRACTION_BYTES) / 2 ** (8 * FRACTION_BYTES),
});
