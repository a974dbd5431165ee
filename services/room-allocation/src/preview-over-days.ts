import { type ActivityId, type InTheWay, instantOf } from '@huitang/contracts';
import type { Asking } from './coordinator/asked.ts';
import { makingWayFor } from './coordinator/confirming.ts';
import type { Coordinator } from './coordinator/coordinator.ts';
import { planOn } from './coordinator/plan-day.ts';
import { planOverDays } from './coordinator/plan-over-days.ts';
import type { PlannedLeg } from './domain/allocation-state.ts';
import { evolveDay } from './domain/center-day-state.ts';
import { legsOfClaims } from './domain/leg-claims.ts';
import type { StartGroup } from './domain/wish-plan.ts';
import { cutOf, type KnownCenter } from './facts.ts';
import { everybodyInTheWay, fatesIn } from './in-the-way.ts';
import type { RoomAllocationViews } from './views.ts';

/** Of nobody's attempts. */
const ATTEMPT = Number.MAX_SAFE_INTEGER;
const ORDERED = { by: '', reason: '' };

/** An order over several days, and the revision that it would be. */
export interface AskedOverDays {
  readonly asking: Asking;
  readonly revision: number;
  readonly group: StartGroup;
}

/** Whoever makes way on one day, as confirming its part would have it. */
async function fatesOn(
  coordinator: Coordinator,
  known: KnownCenter,
  { asking: { activityId }, revision }: AskedOverDays,
  { stream, claims }: PlannedLeg,
  who: readonly ActivityId[],
) {
  const leg = {
    activityId,
    revision,
    attempt: ATTEMPT,
    claims,
    expiresAt: instantOf(0),
    over: { who, ordered: ORDERED },
  };
  const state = evolveDay((await coordinator.days.load(stream)).state, { type: 'LegHeld', data: leg });
  const { events } = await planOn(coordinator, known, { stream, state }, (offers) => ({
    type: 'ConfirmHold',
    ...{ activityId, revision, attempt: ATTEMPT },
    how: makingWayFor(coordinator, known, stream, offers),
  }));
  return fatesIn(events);
}

/** Whom it would displace on all its days, decided as it would be and nothing of it written down; or why it cannot be had. */
export async function previewOverDays(
  coordinator: Coordinator,
  views: RoomAllocationViews,
  known: KnownCenter,
  asked: AskedOverDays,
): Promise<{ readonly displaced: InTheWay[] } | { readonly reasons: string[] }> {
  const { asking, group } = asked;
  const plan = await planOverDays(coordinator, { ...asking, ordered: ORDERED }, known, group);
  if (plan.type === 'held') return { reasons: ['taken'] };
  if (plan.type === 'impossible') {
    const { cause, missing = [] } = plan.because ?? {};
    return { reasons: cause ? [cause, ...missing].map(({ code }) => code) : ['taken'] };
  }
  const fates = [];
  for (const leg of legsOfClaims(asking.centerId, cutOf(known), plan.assignment.claims)) {
    const who = plan.over?.get(leg.stream);
    if (who) fates.push(...(await fatesOn(coordinator, known, asked, leg, who)));
  }
  return { displaced: await everybodyInTheWay(views, fates) };
}
