import type { Published } from './bus-store.ts';

const parsed = new WeakMap<Published, unknown>();

function frozen(value: unknown): unknown {
  if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value)) frozen(part);
    Object.freeze(value);
  }
  return value;
}

/** A message as JSON, parsed once for all groups that get it in this process; frozen, so that none can change it for another. */
export function parsedBody(message: Published): unknown {
  if (!parsed.has(message)) parsed.set(message, frozen(JSON.parse(message.body)));
  return parsed.get(message);
}
