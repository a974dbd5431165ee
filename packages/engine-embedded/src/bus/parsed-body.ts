import type { Published } from './bus-store.ts';

function frozen(value: unknown): unknown {
  if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value)) frozen(part);
    Object.freeze(value);
  }
  return value;
}

/** A message as JSON, parsed once for all groups that get it in this process; frozen, so that none can change it for another. */
export function parsedBody(message: Published): unknown {
  // No message is `null`, so that what is nullish has not been parsed.
  message.parsed ??= frozen(JSON.parse(message.body));
  return message.parsed;
}
