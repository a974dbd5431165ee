import type { RoundOpened } from '@huitang/contracts';
import { type Logger, messageOf, type Platform } from '@huitang/runtime';
import { closeRound, publishRound } from './carry-on.ts';
import { byItself, type RoundRef, type Rounds } from './rounds.ts';

const BATCH = 100;
/** Longer than it takes to solve a day: whoever has claimed one and is silent for so long has died of it. */
const CLAIM_MS = 60_000;

/** A step of a round that is taken when its time has come. */
interface Planned extends RoundRef {
  readonly step: 'close' | 'publish';
}

/** When rounds are closed and published: durable, so that no restart forgets it. */
export interface TimedRounds {
  /** Writes down when a round is closed and published. */
  plan(round: RoundOpened): Promise<void>;
  /** Closes and publishes whatever is due. */
  carryOutDue(stopping?: AbortSignal): Promise<void>;
}

const keyOf = ({ centerId, date, number, step }: Planned): string => `${centerId}/${date}/${number}/${step}`;

async function carryOut(rounds: Rounds, planned: Planned, logger: Logger): Promise<void> {
  const doing = byItself(planned.step, planned);
  if (planned.step === 'close') {
    await closeRound(rounds, planned, doing);
    return;
  }
  const outcome = await publishRound(rounds, planned, doing);
  if (!outcome.ok) logger.info({ round: keyOf(planned), refusal: outcome.refusal.code }, 'nothing to publish');
}

export function timedRounds({ records, clock, logger }: Platform, rounds: Rounds): TimedRounds {
  const planned = records.set<Planned>('room-allocation-rounds');
  const claims = records.set<object>('room-allocation-round-claims');

  /** One of several processes does the work; what it does is the same command for each, should two do it after all. */
  async function takeUp(key: string, one: Planned): Promise<void> {
    const now = clock.now();
    await claims.expire(now);
    if (!(await claims.insertIfAbsent(key, {}, { expiresAt: now + CLAIM_MS }))) return;
    try {
      await carryOut(rounds, one, logger);
      await planned.remove(key);
    } finally {
      await claims.remove(key);
    }
  }

  return {
    async plan({ centerId, date, number, closesAt, publishesAt }) {
      const round = { centerId, date, number };
      const close = { ...round, step: 'close' } as const;
      const publish = { ...round, step: 'publish' } as const;
      await planned.insertIfAbsent(keyOf(close), close, { dueAt: Date.parse(closesAt) });
      await planned.insertIfAbsent(keyOf(publish), publish, { dueAt: Date.parse(publishesAt) });
    },
    async carryOutDue(stopping) {
      // What cannot be done now is tried again with the next tick.
      for (const { key, value } of await planned.due(clock.now(), BATCH)) {
        if (stopping?.aborted) return;
        await takeUp(key, value).catch((error: unknown) => {
          logger.warn({ round: key, error: messageOf(error) }, 'round not possible now');
        });
      }
    },
  };
}
