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
  const deadline = performance.now() + within;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (performance.now() > deadline) throw new Error(`not within ${within} ms: ${ask}\n${said()}`);
    await sleep(every);
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
