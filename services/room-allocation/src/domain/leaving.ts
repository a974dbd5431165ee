import { type ActivityId, type Minute, minuteOf } from '@huitang/contracts';
import type { AllocationRequest } from './allocator/allocation-problem.ts';
import { activityOn, type CenterDay } from './center-day-state.ts';
import { standingOf } from './day-activity.ts';
import type { Displacing } from './displacing.ts';
import { resourcesById } from './resources-by-id.ts';
import { requestAt, type Standing, termsOf } from './standing.ts';
import { movableNow, type TentativeGrant } from './tentative.ts';

/** One that has to leave, and where it may go on this day. */
export interface Leaving {
  readonly standing: Standing;
  /** Present where it may still move inside what it offered. */
  readonly tentative?: TentativeGrant;
  readonly offered?: AllocationRequest;
  /** Undefined where nothing is known of what it needs. */
  readonly anywhere?: AllocationRequest;
}

const STEP_MINUTES = 30;

/** The half hours of this day that are still to come, and the start it has; the nearest to that first. */
function startsNear(start: Minute, { facts: { within }, now }: Displacing): readonly Minute[] {
  const from = Math.max(within.start, now + 1);
  const starts = start >= from ? [start] : [];
  for (let at = Math.ceil(from / STEP_MINUTES) * STEP_MINUTES; at < within.end; at += STEP_MINUTES) starts.push(at);
  return [...new Set(starts)].sort((a, b) => Math.abs(a - start) - Math.abs(b - start) || a - b);
}

export function leavingOf(day: CenterDay, activityId: ActivityId, how: Displacing): Leaving | undefined {
  const { granted } = activityOn(day, activityId);
  const standing = granted && standingOf(granted);
  if (!granted || !standing) return undefined;
  const { tentative } = granted;
  const resources = resourcesById(how.facts);
  const offered = tentative && movableNow(tentative, resources, how.now)?.request;
  const terms = termsOf(standing);
  const anywhere = terms && requestAt(standing, terms, startsNear(minuteOf(standing.start), how));
  return {
    standing,
    ...(offered && tentative && { tentative, offered }),
    ...(anywhere && { anywhere }),
  };
}

/** What it asks of the day: only what it offered, as long as it may still move. */
export const wishedBy = ({ offered, anywhere }: Leaving): AllocationRequest | undefined => offered ?? anywhere;

export const byStart = ({ standing: a }: Leaving, { standing: b }: Leaving): number =>
  minuteOf(a.start) - minuteOf(b.start) || (a.activityId < b.activityId ? -1 : 1);
