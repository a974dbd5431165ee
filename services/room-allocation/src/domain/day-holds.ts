import type { ActivityId } from '@huitang/contracts';
import type { CenterDay } from './center-day-state.ts';

export interface HoldRef {
  readonly activityId: ActivityId;
  readonly revision: number;
  readonly attempt: number;
  readonly expiresAt: string;
}

/** Holds of others that nobody has decided about yet. */
export const openHolds = (day: CenterDay, except: string): readonly HoldRef[] =>
  day.activities.parts
    .flatMap((part) => [...part])
    .flatMap(([activityId, { legs }]) =>
      activityId === except
        ? []
        : legs.flatMap(({ revision, attempt, expiresAt, confirmed }) =>
            confirmed ? [] : [{ activityId, revision, attempt, expiresAt }],
          ),
    );
