import type { ClosureId, Interval, Order, ResourceId } from '@huitang/contracts';
import type { Closure } from './allocator/allocation-problem.ts';

/** The part of a closure that lies on one day, in minutes. */
export interface DayClosure extends Interval {
  readonly closureId: ClosureId;
  /** Absent for the whole center. */
  readonly resourceIds?: readonly ResourceId[];
}

/** What of a day is out of use, whatever is known of its center. */
export interface DayClosures {
  readonly standing: readonly DayClosure[];
  /** Fence: none of these can close anything here any more. */
  readonly lifted: readonly ClosureId[];
}

/** Private: the center has told its closures already. */
export type DayClosureEvent =
  | { readonly type: 'DayClosed'; readonly data: DayClosure & { readonly ordered: Order } }
  | { readonly type: 'DayReopened'; readonly data: { readonly closureId: ClosureId } };

export const noClosures: DayClosures = { standing: [], lifted: [] };

export function closuresOnDay({ standing, lifted }: DayClosures, event: DayClosureEvent): DayClosures {
  const { closureId } = event.data;
  const others = standing.filter((closure) => closure.closureId !== closureId);
  switch (event.type) {
    case 'DayClosed': {
      const { ordered: _, ...closure } = event.data;
      return { standing: [...others, closure], lifted };
    }
    case 'DayReopened':
      return { standing: others, lifted: [...lifted, closureId] };
  }
}

const NONE: readonly Closure[] = [];

/** The same as an allocation reads them. */
export function closedOn({ standing }: DayClosures): readonly Closure[] {
  if (standing.length === 0) return NONE;
  return standing.flatMap(({ resourceIds, start, end }): readonly Closure[] => {
    return resourceIds?.map((resourceId) => ({ resourceId, start, end })) ?? [{ start, end }];
  });
}

type Taken = Interval & { readonly resourceId: ResourceId };

export const isClosedFor = ({ start, end, resourceIds }: DayClosure, taken: Taken): boolean =>
  taken.start < end && start < taken.end && (resourceIds?.includes(taken.resourceId) ?? true);

export const isClosedOn = ({ standing }: DayClosures, taken: Taken): boolean =>
  standing.some((closure) => isClosedFor(closure, taken));
