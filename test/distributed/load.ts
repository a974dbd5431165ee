import { proposal } from '../support/centers.ts';
import type { Answer } from '../support/client.ts';
import type { World } from '../support/installation.ts';
import { until } from '../support/until.ts';

export interface Acknowledged {
  readonly id: string;
  readonly body: Record<string, unknown>;
  readonly key: string;
}

export interface Load {
  /** What was answered with 2xx, so it must not get lost. */
  readonly acknowledged: readonly Acknowledged[];
  /** Answers by their status; 0 for none. */
  readonly answers: ReadonlyMap<number, number>;
  /** Resolves when so many have been acknowledged; rejects with what was refused for good. */
  untilAcknowledged(count: number): Promise<void>;
  /** Begins nothing more; resolves when everything begun has been acknowledged. */
  stop(): Promise<void>;
}

interface LoadOptions {
  readonly world: World;
  /** In turn. Events of one center are in one partition, so only several centers keep several processes busy. */
  readonly centers: readonly string[];
  /** The start of a center's n-th activity: several of one start are rivals. */
  readonly startOf: (index: number) => string;
  readonly concurrent: number;
  /** How long each waits for its answer before the next begins: then there is no more under way than are concurrent. */
  readonly waitSeconds?: number;
  /** Between the end of one and the beginning of the next of the same worker. */
  readonly pauseMs?: number;
}

const RETRY_MS = 200;
/** No engine is away for as long. */
const GIVE_UP_MS = 150_000;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Proposals without end, each sent again under its key until it is acknowledged, as a client in earnest would. */
export function startLoad({ world, centers, startOf, concurrent, waitSeconds, pauseMs = 20 }: LoadOptions): Load {
  const acknowledged: Acknowledged[] = [];
  const answers = new Map<number, number>();
  const run = `load-${Math.floor(world.clock.now())}`;
  let next = 0;
  let stopped = false;

  async function propose(index: number): Promise<void> {
    const key = `${run}-${index}`;
    const center = centers[index % centers.length] ?? '';
    const body = proposal(center, startOf(Math.floor(index / centers.length)), { title: `活动 ${index}` });
    const headers = { 'idempotency-key': key, ...(waitSeconds !== undefined && { prefer: `wait=${waitSeconds}` }) };
    const isAnswered = async (): Promise<boolean> => {
      const answer: Answer | undefined = await world.post('/api/activities', body, headers).catch(() => undefined);
      const status = answer?.status ?? 0;
      answers.set(status, (answers.get(status) ?? 0) + 1);
      if (answer && status >= 200 && status < 300) {
        acknowledged.push({ id: answer.json.id, body, key });
        return true;
      }
      // Anything else than trouble that passes is a fault of the test or of the platform, and no reason to ask again.
      if (status !== 0 && status < 500 && status !== 429) throw new Error(`refused: ${status} ${answer?.text}`);
      return false;
    };
    await until(isAnswered, { within: GIVE_UP_MS, every: RETRY_MS, said: () => JSON.stringify([...answers]) });
  }

  async function worker(): Promise<void> {
    while (!stopped) {
      await propose(next++);
      await pause(pauseMs);
    }
  }

  const working = Promise.all(Array.from({ length: concurrent }, worker));
  let failure: unknown;
  // Told to whoever waits next; until then it is nobody's.
  working.catch((error: unknown) => {
    failure = error;
  });
  return {
    acknowledged,
    answers,
    async untilAcknowledged(count) {
      const isReached = (): boolean => {
        if (failure) throw failure;
        return acknowledged.length >= count;
      };
      await until(isReached, { within: GIVE_UP_MS, said: () => JSON.stringify([...answers]) });
    },
    async stop() {
      stopped = true;
      await working;
    },
  };
}
