import { type Clock, messageOf } from '@huitang/runtime';

const TRIES_MAX = 20;
const AGAIN_MS = 100;
/** What brokers say of a topic that was created a moment ago. */
const NOT_YET: ReadonlySet<unknown> = new Set(['LEADER_NOT_AVAILABLE', 'UNKNOWN_TOPIC_OR_PARTITION']);

function isNotYet(error: unknown): boolean {
  // What brokers answer with an error, of whatever kind, the client may throw away; then it fails on having nothing.
  if (error instanceof TypeError) return true;
  if (!(error instanceof Error)) return false;
  return ('type' in error && NOT_YET.has(error.type)) || isNotYet(error.cause);
}

/**
 * Asks the cluster about topics. Where one has no leader yet, which no broker need know of a topic that has just been
 * created, it is asked again for two seconds. Rejects with what the client says then, and at once with anything else.
 */
export async function askedAgain<T>(clock: Pick<Clock, 'after'>, ask: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await ask();
    } catch (error) {
      if (!isNotYet(error)) throw error;
      if (tries === TRIES_MAX) throw new Error(`no broker has an answer: ${messageOf(error)}`, { cause: error });
    }
    await new Promise<void>((resolve) => {
      clock.after(AGAIN_MS, resolve);
    });
  }
}
