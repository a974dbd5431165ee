import type { ActivityId, CenterId, Interval, LocalDate, Minute, Order } from '@huitang/contracts';
import type { Solution } from './round-solution.ts';
import type { Adjustment } from './round-wish.ts';

/** What staff settle: it is for the revision that the round has when they do. */
export type Settled = Omit<Adjustment, 'revision'>;

export type RoundCommand =
  | {
      readonly type: 'OpenRound';
      readonly centerId: CenterId;
      readonly date: LocalDate;
      /** The day's own minutes. */
      readonly within: Interval;
      readonly closesAt: Minute;
      readonly publishesAt: Minute;
      readonly ordered: Order;
      readonly now: Minute;
    }
  /** A newer revision asks elsewhere: what earlier ones want of a round here is wanted no more. */
  | { readonly type: 'LeaveRound'; readonly activityId: ActivityId; readonly beforeRevision: number }
  /** `by`: absent where its time has come. */
  | { readonly type: 'CloseRound'; readonly number: number; readonly by?: string }
  | { readonly type: 'AdjustRound'; readonly number: number; readonly adjustments: readonly Settled[] }
  /** `changes`: what the day had seen when it was read. */
  | {
      readonly type: 'SolveRound';
      readonly number: number;
      readonly changes: number;
      readonly solution: Solution;
      readonly now: Minute;
    }
  | {
      readonly type: 'PublishRound';
      readonly number: number;
      readonly centerVersion: number;
      readonly now: Minute;
      readonly by?: string;
    }
  | { readonly type: 'GiveUpRound'; readonly number: number; readonly by: string }
  | { readonly type: 'SettleRound'; readonly number: number };

interface OfOneAdjustment {
  readonly activityId: ActivityId;
  /** Of the adjustment among those of its command. */
  readonly index: number;
}

export type RoundRefusal =
  | { readonly code: 'no-round' }
  /** The last round of this day is not over, or not everybody of it has been answered. */
  | { readonly code: 'round-not-over' }
  | { readonly code: 'round-over'; readonly state: 'published' | 'given-up' }
  | { readonly code: 'closes-in-the-past' }
  | { readonly code: 'publishes-too-late'; readonly latest: string }
  /** No wish that is answered with the others is of this activity. */
  | ({ readonly code: 'not-in-round' } & OfOneAdjustment)
  | ({ readonly code: 'start-not-offered' } & OfOneAdjustment)
  | ({ readonly code: 'one-room-for-each-need' } & OfOneAdjustment)
  /** What was solved is not the round as it is now; or the round that was meant is over, and the day has its next. */
  | { readonly code: 'day-changed' }
  | { readonly code: 'not-solved' };

const roundCommands: Readonly<Record<RoundCommand['type'], true>> = {
  OpenRound: true,
  LeaveRound: true,
  CloseRound: true,
  AdjustRound: true,
  SolveRound: true,
  PublishRound: true,
  GiveUpRound: true,
  SettleRound: true,
};

export const isRoundCommand = <C extends { readonly type: string }>(
  command: C | RoundCommand,
): command is RoundCommand => Object.hasOwn(roundCommands, command.type);

export type Command<T extends RoundCommand['type']> = Extract<RoundCommand, { type: T }>;
