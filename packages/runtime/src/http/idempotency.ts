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

/** A request while it is carried out, and what is noted of others of its key that ask for the same. */
export interface Keyed {
  /** True when one of them had found everything as it wants it before this one began, and no log knows of that. */
  readonly isSo: boolean;
  /** The same, by now. */
  wasSo(): Promise<boolean>;
  /** This one found everything so. Resolves when others will know. */
  noteSo(): Promise<void>;
}

/** Of a request without a key: it has no repeats. */
export const unkeyed: Keyed = { isSo: false, wasSo: async () => false, noteSo: async () => {} };

export interface IdempotencyKeys {
  /**
   * Does the work when the key is new or used for the same again; otherwise refuses it as `command-reused`. A key whose
   * first request was refused is free again: nothing was done under it.
   */
  once(use: KeyUse, work: (keyed: Keyed) => Promise<Reply>): Promise<Reply>;
}

type Bound = Pick<KeyUse, 'operationId' | 'hash'>;

/** The answer to a key that was used for something else. */
export const keyReused: Reply = fieldProblem(
  422,
  'command-reused',
  'Idempotency-Key',
  'a key that was not used before for something else: another body, another address',
);

const isRefusal = ({ status }: Reply): boolean => status >= 400 && status < 500;

/**
 * Keys are bound in the Records `http-idempotency`, so that two commands under one key meet also on two streams. What was
 * so already is in `http-unchanged`, by key and request: nobody overwrites or removes that, whatever becomes of the key.
 */
export function idempotencyKeys({ records, clock, logger }: Platform): IdempotencyKeys {
  const keys = records.set<Bound>('http-idempotency');
  const unchanged = records.set<object>('http-unchanged');
  const now = (): number => clock.now();
  let prunedAt = 0;

  /** What has expired counts as gone; once an hour it is taken away as well. */
  function prune(): void {
    if (now() - prunedAt < HOUR_MS) return;
    prunedAt = now();
    Promise.all([keys.expire(now()), unchanged.expire(now())]).catch((error: unknown) =>
      logger.warn({ error: messageOf(error) }, 'old keys not removed'),
    );
  }

  /** What the key is bound to by an earlier request; undefined when this one has just bound it. */
  async function bind(name: string, bound: Bound): Promise<Bound | undefined> {
    for (;;) {
      if (await keys.insertIfAbsent(name, bound, { expiresAt: now() + KEPT_MS })) return undefined;
      const earlier = await keys.get(name);
      // Gone between the two: its request was refused, or its time was over.
      if (earlier) return earlier;
    }
  }

  return {
    async once({ principalId, key, operationId, hash }, work) {
      prune();
      const name = `${encodeURIComponent(principalId)}/${key}`;
      const noted = `${name}/${operationId}/${hash}`;
      const wasSo = async (): Promise<boolean> => (await unchanged.get(noted)) !== undefined;
      const [earlier, isSo] = await Promise.all([bind(name, { operationId, hash }), wasSo()]);
      if (!isSo && earlier && (earlier.operationId !== operationId || earlier.hash !== hash)) return keyReused;
      const reply = await work({
        isSo,
        wasSo,
        async noteSo() {
          await unchanged.insertIfAbsent(noted, {}, { expiresAt: now() + KEPT_MS });
        },
      });
      if (!earlier && isRefusal(reply)) await keys.remove(name);
      return reply;
    },
  };
}
