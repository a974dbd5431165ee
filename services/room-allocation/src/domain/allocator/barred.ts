import type { Minute, Reason, ResourceId } from '@huitang/contracts';

/** A resource that a request may not have: at no start where neither bound is told, else at none beyond them. */
export interface Barred {
  readonly resourceId: ResourceId;
  readonly because: Reason;
  readonly startsBefore?: Minute;
  readonly startsAfter?: Minute;
}

interface Asks {
  readonly barred?: readonly Barred[] | undefined;
}

const isAlways = ({ startsBefore, startsAfter }: Barred): boolean =>
  startsBefore === undefined && startsAfter === undefined;

/** Why a request may not have a resource, whatever the start; undefined where it may at some. */
export const neverHad = ({ barred }: Asks, resourceId: string): Reason | undefined =>
  barred?.find((one) => one.resourceId === resourceId && isAlways(one))?.because;

const NONE: readonly Barred[] = [];

/** The bounds that a request has to keep to for the sake of a resource. */
export function boundsFor({ barred }: Asks, resourceId: string): readonly Barred[] {
  if (!barred || barred.length === 0) return NONE;
  const bounds = barred.filter((one) => one.resourceId === resourceId && !isAlways(one));
  return bounds.length === 0 ? NONE : bounds;
}

/** Why these bounds keep a start out; undefined where they do not. */
export const keptOut = (bounds: readonly Barred[], start: Minute): Reason | undefined =>
  bounds.find(
    ({ startsBefore, startsAfter }) =>
      (startsBefore !== undefined && start < startsBefore) || (startsAfter !== undefined && start > startsAfter),
  )?.because;
