import { messageOf } from '../faults.ts';
import type { Platform } from '../ports/platform.ts';
import type { RecordSet } from '../ports/records.ts';
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

/** A request while it is carried out, and what its key tells of those before it. */
export interface Keyed {
  /** True when its key was used before, for the same. */
  readonly isRepeat: boolean;
  /** True when one of them found everything as it wants it, and no log knows of it: nothing is to be done for any. */
  wasSo(): Promise<boolean>;
  /** This one found everything so. Resolves when its repeats will know. */
  noteSo(): Promise<void>;
}

/** Of a request without a key: it has no repeats. */
export const unkeyed: Keyed = { isRepeat: false, wasSo: async () => false, noteSo: async () => {} };

export interface IdempotencyKeys {
  /**
   * Does the work when the key is new or used for the same again; otherwise refuses it as `command-reused`. A key whose
   * first request was refused is free again: nothing was done under it.
   */
  once(use: KeyUse, work: (keyed: Keyed) => Promise<Reply>): Promise<Reply>;
}

type Bound = Pick<KeyUse, 'operationId' | 'hash'>;

const REUSED = fieldProblem(
  422,
  'command-reused',
  'Idempotency-Key',
  'a key that was not used before for something else: another body, another address',
);

const isRefusal = ({ status }: Reply): boolean => status >= 400 && status < 500;

const nameOf = ({ principalId, key }: KeyUse): string => `${encodeURIComponent(principalId)}/${key}`;

/** What a key is bound to by an earlier request; undefined when this one has just bound it. */
async function bind(keys: RecordSet<Bound>, use: KeyUse, now: () => number): Promise<Bound | undefined> {
  const { operationId, hash } = use;
  for (;;) {
    if (await keys.insertIfAbsent(nameOf(use), { operationId, hash }, { expiresAt: now() + KEPT_MS })) return undefined;
    const earlier = await keys.get(nameOf(use));
    // Gone between the two: its request was refused, or its time was over.
    if (earlier) return earlier;
  }
}

/**
 * Keys are bound in the Records `http-idempotency`, so that two commands under one key meet also on two streams. What was
 * so already is in `http-unchanged`, by key and request: nobody overwrites that, and whoever gives a key back looks there.
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

  function keyedBy(use: KeyUse, isRepeat: boolean): Keyed {
    const noted = `${nameOf(use)}/${use.operationId}/${use.hash}`;
    return {
      isRepeat,
      wasSo: async () => (await unchanged.get(noted)) !== undefined,
      async noteSo() {
        await unchanged.insertIfAbsent(noted, {}, { expiresAt: now() + KEPT_MS });
        // Somebody else's refusal may have given the key back meanwhile.
        await bind(keys, use, now);
      },
    };
  }

  /** Nothing was done under it; but where another request of the same key has found all so, it stays. */
  async function giveBack(use: KeyUse, keyed: Keyed): Promise<void> {
    await keys.remove(nameOf(use));
    if (await keyed.wasSo()) await bind(keys, use, now);
  }

  return {
    async once(use, work) {
      prune();
      const earlier = await bind(keys, use, now);
      if (earlier && (earlier.operationId !== use.operationId || earlier.hash !== use.hash)) return REUSED;
      const keyed = keyedBy(use, earlier !== undefined);
      const reply = await work(keyed);
      if (!earlier && isRefusal(reply)) await giveBack(use, keyed);
      return reply;
    },
  };
}
