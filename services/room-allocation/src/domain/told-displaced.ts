import type { AllocationDisplaced, Order, Reason } from '@huitang/contracts';
import type { AllocationRequest, Assignment } from './allocator/allocation-problem.ts';
import type { CenterDayEvent } from './center-day-state.ts';
import type { Displacing } from './displacing.ts';
import { grantedOf } from './granted.ts';
import type { Leaving } from './leaving.ts';
import { asHeld } from './retold.ts';
import { demandedOf, type Standing, termsOf } from './standing.ts';
import { movedOf } from './tentative.ts';

/** A move carries no order: what staff gave as their reason goes with why it moves. */
const inTheirWords = (because: Reason, { reason }: Order): Reason => ({
  ...because,
  values: { reason, ...because.values },
});

/** What is said of one that has found its place, or none. */
export function toldOf(
  { standing, tentative, offered }: Leaving,
  request: AllocationRequest | undefined,
  assignment: Assignment | undefined,
  how: Displacing,
): CenterDayEvent {
  const { centerVersion, ordered } = how;
  const because = how.because(standing);
  if (tentative && assignment && request === offered)
    return {
      type: 'AllocationMoved',
      data: movedOf(tentative, assignment, { because: inTheirWords(because, ordered), centerVersion }),
    };
  const held = request && assignment && heldOf(standing, request, assignment, how);
  const data = displacementOf(standing, { because, ordered, centerVersion, offers: how.offers });
  return { type: 'AllocationDisplaced', data: { ...data, ...(held && { held }) } };
}

/** That a standing answer is taken away, with nothing held for it. */
export function displacementOf(
  standing: Standing,
  {
    because,
    ordered,
    centerVersion,
    offers,
  }: Pick<Displacing, 'ordered' | 'centerVersion' | 'offers'> & { readonly because: Reason },
): AllocationDisplaced {
  const { activityId, revision, centerId, allocationVersion = 1, start, end, claims } = standing;
  const demanded = demandedOf(standing);
  return {
    activityId,
    revision,
    centerId,
    centerVersion,
    allocationVersion: allocationVersion + 1,
    from: { start, end, claims },
    because,
    ordered,
    nearest: [...(offers.get(activityId) ?? [])],
    ...(demanded && { demanded }),
  };
}

function heldOf(
  standing: Standing,
  { durationMinutes }: AllocationRequest,
  assignment: Assignment,
  { centerVersion }: Displacing,
): NonNullable<AllocationDisplaced['held']> {
  const { activityId, revision, centerId } = standing;
  const answering = { activityId, revision, centerId, centerVersion };
  const granted = grantedOf(answering, assignment, durationMinutes);
  const { start, end, setupMinutes, teardownMinutes, claims, reasons, movedMinutes, wastedSeats } = granted;
  const terms = termsOf(standing);
  return {
    start,
    end,
    setupMinutes,
    teardownMinutes,
    claims,
    reasons: reasons.map(asHeld),
    movedMinutes,
    wastedSeats,
    ...(terms && { terms }),
  };
}
