import { messageOf } from '../faults.ts';
import type { Platform } from '../ports/platform.ts';
import { fieldProblem, type Reply } from './problem.ts';

const HOUR_MS = 3_600_000;
/** Nobody repeats a request a week later without looking. The answer of a command outlives this: its stream has it. */
const KEPT_MS = 7 * 24 * HOUR_MS;

/** What a key is used for. */
export interface KeyUse {
  readonly principalId: string;
  readonly key: string;
  readonly operationId: string;
  /** Of everything the request says: parameters, query, body. */
  readonly hash: string;
}

export interface IdempotencyKeys {
  /**
   * Does the work when the key is new or used for the same again; otherwise refuses it as `command-reused`. A key whose
   * first request was refused is free again: nothing was done under it.
   */
  once(use: KeyUse, work: () => Promise<Reply>): Promise<Reply>;
}

type Bound = Pick<KeyUse, 'operationId' | 'hash'>;

const REUSED = fieldProblem(
  422,
  'command-reused',
  'Idempotency-Key',
  'a key that was not used before for something else: another body, another address',
);

const isRefusal = ({ status }: Reply): boolean => status >= 400 && status < 500;

/** Keys are bound in the Records `http-idempotency`, so that two commands under one key meet also on two streams. */
export function idempotencyKeys({ records, clock, logger }: Platform): IdempotencyKeys {
  const keys = records.set<Bound>('http-idempotency');
  let prunedAt = 0;

  /** What has expired counts as gone; once an hour it is taken away as well. */
  function prune(now: number): void {
    if (now - prunedAt < HOUR_MS) return;
    prunedAt = now;
    keys.expire(now).catch((error: unknown) => logger.warn({ error: messageOf(error) }, 'old keys not removed'));
  }

  /** What the key is bound to by an earlier request; undefined when this one has just bound it. */
  async function bind(name: string, bound: Bound): Promise<Bound | undefined> {
    for (;;) {
      const now = clock.now();
      if (await keys.insertIfAbsent(name, bound, { expiresAt: now + KEPT_MS })) return undefined;
      const earlier = await keys.get(name);
      // Gone between the two: its request was refused, or its time was over.
      if (earlier) return earlier;
    }
  }

  return {
    async once({ principalId, key, operationId, hash }, work) {
      prune(clock.now());
      const name = `${encodeURIComponent(principalId)}/${key}`;
      const earlier = await bind(name, { operationId, hash });
      if (earlier && (earlier.operationId !== operationId || earlier.hash !== hash)) return REUSED;
      const reply = await work();
      if (!earlier && isRefusal(reply)) await keys.remove(name);
      return reply;
    },
  };
}
