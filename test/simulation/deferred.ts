import type { ActivityDeferred, RoundOpened } from '@huitang/contracts';
import type { Commit } from '@huitang/runtime';

/** Who has taken up a round and died of it is waited for so long: services/room-allocation, rounds/timed.ts. */
const CLAIM_MS = 60_000;

/** The newest round of a center-day. */
interface RoundNow {
  readonly publishesAt: number;
  /** Absent while it is under way. */
  readonly overAt?: number;
}

/** Which wishes wait in a round, and until when they may, by what the logs say so far. */
export interface Deferrals {
  /** `now`: when it was heard of, in milliseconds since 1970. */
  committed(commit: Pick<Commit, 'stream' | 'events'>, now: number): void;
  /** From when on the newest question of an activity has to be answered; undefined where it waits in no round. */
  owedFrom(stream: string): number | undefined;
}

const dayOf = ({ centerId, date }: Pick<RoundOpened, 'centerId' | 'date'>): string => `center-day/${centerId}/${date}`;

export function createDeferrals(): Deferrals {
  const rounds = new Map<string, RoundNow>();
  const waiting = new Map<string, string>();

  function happened(stream: string, type: string, data: unknown, now: number): void {
    switch (type) {
      // What the log has was written by the schema of its type.
      case 'RoundOpened':
        rounds.set(stream, { publishesAt: Date.parse((data as RoundOpened).publishesAt) });
        break;
      case 'RoundPublished':
      case 'RoundGivenUp':
        rounds.set(stream, { publishesAt: rounds.get(stream)?.publishesAt ?? now, overAt: now });
        break;
      case 'ActivityProposed':
      case 'ActivityRevised':
        waiting.delete(stream);
        break;
      case 'ActivityDeferred': {
        const { centerId, round } = data as ActivityDeferred;
        waiting.set(stream, dayOf({ centerId, date: round.date }));
      }
    }
  }

  return {
    committed({ stream, events }, now) {
      for (const { type, data } of events) happened(stream, type, data, now);
    },
    owedFrom(stream) {
      const round = rounds.get(waiting.get(stream) ?? '');
      return round && (round.overAt ?? round.publishesAt + CLAIM_MS);
    },
  };
}
