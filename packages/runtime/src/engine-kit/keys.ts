import { Fault } from '../faults.ts';

// SQLite hands text with NUL back cut off; UTF-8 and BSON have no lone surrogates: two such keys would become one.
const UNSTORABLE = /[\0\p{Surrogate}]/u;

/** Refuses a key that would not come back as it was. */
export function checkedKey(key: string): string {
  if (UNSTORABLE.test(key)) {
    throw new Fault('unstorable-key', `a key must be well-formed text without NUL, not ${JSON.stringify(key)}`, {
      retriable: false,
    });
  }
  return key;
}

/** Comes after every key that begins with `prefix`. */
export const endOfPrefix = (prefix: string): string => `${prefix}\u{10ffff}`;
