import { messageOf } from '../faults.ts';
import type { Logger } from '../logger.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ids } from '../ports/ids.ts';
import type { Records } from '../ports/records.ts';

const LOOK_MS = 1_000;
/** So many looks without a sign of life of whoever has it, and it is taken over. */
const SILENT_LOOKS_MAX = 3;

/**
 * One process of several does what one is enough for. Nothing rests on it: for a moment two may believe they have it, or
 * none, so what is done under it must bear being done twice, or late.
 */
export interface Lease {
  /** Resolves when it has been looked for the first time. */
  start(): Promise<void>;
  /** As far as this process knows. */
  isMine(): boolean;
  /** Leaves it to others, who need not wait. */
  stop(): Promise<void>;
}

interface Held {
  readonly holder: string;
  /** Counts signs of life. No time of day: the clocks of two machines may be minutes apart. */
  readonly beat: number;
}

export interface LeaseContext {
  readonly name: string;
  readonly records: Records;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
}

/** Looks at the lease and does what follows; true when it is this process's. */
function lookerOf({ name, records, ids }: LeaseContext) {
  const set = records.set<Held>('relay-leases');
  const holder = ids.uuid();
  let seen: Held | undefined;
  let silentLooks = 0;
  async function look(): Promise<boolean> {
    const held = await set.get(name);
    if (!held) return set.insertIfAbsent(name, { holder, beat: 0 });
    if (held.holder === holder) {
      await set.put(name, { holder, beat: held.beat + 1 });
      return true;
    }
    silentLooks = seen?.holder === held.holder && seen.beat === held.beat ? silentLooks + 1 : 0;
    seen = held;
    // Rivals may do so at the same moment: whose name is there at the next look has it.
    if (silentLooks >= SILENT_LOOKS_MAX) await set.put(name, { holder, beat: 0 });
    return false;
  }
  return { look, leave: () => set.remove(name) };
}

export function createLease(context: LeaseContext): Lease {
  const { name, clock, logger } = context;
  const { look, leave } = lookerOf(context);
  let isMine = false;
  let started = false;
  let callOff = (): void => {};
  let looking: Promise<void> = Promise.resolve();

  async function lookOnce(): Promise<void> {
    try {
      const was = isMine;
      isMine = await look();
      if (was !== isMine) logger.info({ lease: name }, isMine ? 'lease taken' : 'lease lost');
    } catch (error) {
      // Whoever had it goes on: without the store there is little to do for anybody.
      logger.debug({ lease: name, error: messageOf(error) }, 'nobody knows who has the lease');
    }
  }

  function next(): void {
    looking = lookOnce().then(() => {
      if (started) callOff = clock.after(LOOK_MS, next);
    });
  }

  return {
    start() {
      started = true;
      next();
      return looking;
    },
    isMine: () => isMine,
    async stop() {
      started = false;
      callOff();
      await looking;
      if (!isMine) return;
      isMine = false;
      await leave().catch((error: unknown) => {
        logger.debug({ lease: name, error: messageOf(error) }, 'lease not left, it passes by itself');
      });
    },
  };
}
