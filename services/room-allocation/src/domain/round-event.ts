import type { ActivityId, AllocationDeferred, RoundGivenUp, RoundOpened, RoundPublished } from '@huitang/contracts';
import type { Solution } from './round-solution.ts';
import type { Adjustment, JoiningWish } from './round-wish.ts';

interface Numbered {
  readonly number: number;
}

export type RoundEvent =
  | { readonly type: 'RoundOpened'; readonly data: RoundOpened }
  | { readonly type: 'AllocationDeferred'; readonly data: AllocationDeferred }
  | { readonly type: 'RoundPublished'; readonly data: RoundPublished }
  | { readonly type: 'RoundGivenUp'; readonly data: RoundGivenUp }
  /** Private from here on. */
  | {
      readonly type: 'WishCollected';
      readonly data: JoiningWish & {
        readonly activityId: ActivityId;
        readonly revision: number;
        readonly late: boolean;
      };
    }
  | { readonly type: 'RoundClosed'; readonly data: Numbered & { readonly by?: string } }
  | { readonly type: 'RoundAdjusted'; readonly data: Numbered & { readonly adjustments: readonly Adjustment[] } }
  | { readonly type: 'RoundSolved'; readonly data: Numbered & Solution & { readonly changes: number } }
  | { readonly type: 'RoundSettled'; readonly data: Numbered };

const roundTypes: Readonly<Record<RoundEvent['type'], true>> = {
  RoundOpened: true,
  AllocationDeferred: true,
  RoundPublished: true,
  RoundGivenUp: true,
  WishCollected: true,
  RoundClosed: true,
  RoundAdjusted: true,
  RoundSolved: true,
  RoundSettled: true,
};

export const isRoundEvent = <E extends { readonly type: string }>(event: E | RoundEvent): event is RoundEvent =>
  Object.hasOwn(roundTypes, event.type);
