import { setTimeout as sleep } from 'node:timers/promises';

export interface Patience {
  /** In milliseconds. Below the timeout of the test, so that this is what is told. */
  readonly within?: number;
  readonly every?: number;
  /** What may say why, added to the error. */
  readonly said?: () => string;
}

/**
 * Asks until the answer is not undefined, and resolves to it. Rejects with the question when that takes too long: a wait
 * without an end outlives its test, and keeps the process that ran it.
 */
export async function found<T>(
  ask: () => T | undefined | Promise<T | undefined>,
  { within = 25_000, every = 50, said = () => '' }: Patience = {},
): Promise<T> {
  const over = new AbortController();
  const late = sleep(within, undefined, { signal: over.signal }).then(() => {
    throw new Error(`not within ${within} ms: ${ask}\n${said()}`);
  });
  try {
    for (;;) {
      // A question that is never answered ends the wait as well.
      const answer = await Promise.race([ask(), late]);
      if (answer !== undefined) return answer;
      await Promise.race([sleep(every), late]);
    }
  } finally {
    late.catch(() => {});
    over.abort();
  }
}

/** The same for what only has to come true. */
export async function until(
  holds: () => boolean | Promise<boolean>,
  { said = () => '', ...patience }: Patience = {},
): Promise<void> {
  const ask = async (): Promise<true | undefined> => ((await holds()) ? true : undefined);
  await found(ask, { ...patience, said: () => `${holds}\n${said()}` });
}
