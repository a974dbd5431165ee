import type { View } from './invariant.ts';
import type { Letter } from './letters.ts';

/** How long a mail is left to whoever took it up: services/notification, ledger.ts. */
export const LEASE_MS = 120_000;
/** After that nobody knows that it was taken up. */
const KEPT_MS = 10 * LEASE_MS;

/** When a mail was taken up, by the clocks of those who did, in the order of attempts. */
export function claimsOf({ world, options }: View, letter: Letter): readonly number[] {
  const prefix = `${letter.key}#`;
  const databases = [...new Set(options.topology.map(({ database }) => database))];
  return databases
    .flatMap((database) => [...world.durable.records(database, 'notification-claims').from(prefix, '')])
    .filter(({ key }) => key.startsWith(prefix))
    .map(({ key, value }) => {
      // The ledger's own entries.
      const { at } = JSON.parse(value) as { readonly at: number };
      return { number: Number(key.slice(prefix.length)), at };
    })
    .sort((a, b) => a.number - b.number)
    .map(({ at }) => at);
}

/**
 * True when whoever took it up last had to think that the one before had gone: because that one was slow or stood still, or
 * because their clocks do not agree.
 */
export function wasLeft(view: View, letter: Letter): boolean {
  const claims = claimsOf(view, letter);
  const [before, last] = claims.slice(-2);
  const { clockEveryMs, clockMaxMs } = view.options.disturbances;
  // A clock that is far ahead lets claims be forgotten.
  if (before === undefined || last === undefined) return clockEveryMs > 0 && 2 * clockMaxMs >= KEPT_MS;
  return last - before >= LEASE_MS;
}
