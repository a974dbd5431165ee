import { v5 as uuidV5, validate, version } from 'uuid';

/** The namespace of ids made from an Idempotency-Key. Never changes. */
const KEY_NAMESPACE = '5f0d7c1e-6b7d-5a0e-9c57-1e0f2d3c4b5a';

/** Where a UUID's version stands in its text, and how much of a UUIDv7 before it is its time in milliseconds. */
const VERSION_AT = 14;

/**
 * The id of what a command creates: always the same for the same command. A UUIDv5 of the command's id; where the key is
 * a UUIDv7, with that one's time in front (a UUIDv8, RFC 9562 section 5.8), so that what was created together is stored
 * together.
 */
export function createdIdOf(commandId: string, key: string): string {
  const named = uuidV5(commandId, KEY_NAMESPACE);
  if (!validate(key) || version(key) !== 7) return named;
  return `${key.slice(0, VERSION_AT).toLowerCase()}8${named.slice(VERSION_AT + 1)}`;
}
