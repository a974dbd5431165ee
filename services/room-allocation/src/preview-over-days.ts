import { type InTheWay, instantOf } from '@huitang/contracts';
import type { Asking } from './coordinator/asked.ts';
import { makingWayFor } from './coordinator/confirming.ts';
import type { Coordinator } from './coordinator/coordinator.ts';
import { planDay } from './coordinator/plan-day.ts';
import { planOverDays } from './coordinator/plan-over-days.ts';
import type { WayOverDays } from './coordinator/way-over-days.ts';
import type { PlannedLeg } from './domain/allocation-state.ts';
import { evolveDay } from './domain/center-day-state.ts';
import { legsOfClaims } from './domain/leg-claims.ts';
import type { StartGroup } from './domain/wish-plan.ts';
import { cutOf, type KnownCenter } from './facts.ts';
import { type Foreseeing, foreseeing } from './foreseeing.ts';
import { type Abouts, everybodyInTheWay, fatesIn } from './in-the-way.ts';

/** Of nobody's attempts. */
const ATTEMPT = Number.MAX_SAFE_INTEGER;
const ORDERED = { by: '', reason: '' };

/** An order over several days, and the revision that it would be. */
export interface AskedOverDays {
  readonly asking: Asking;
  readonly revision: number;
  readonly group: StartGroup;
}

/** Its parts are held on all days before anybody makes way on one of them. */
async function holdAll(
  { coordinator, becomes }: Foreseeing,
  { asking: { activityId }, revision }: AskedOverDays,
  legs: readonly PlannedLeg[],
  over: WayOverDays['over'],
): Promise<void> {
  for (const { stream, claims } of legs) {
    const { state } = await coordinator.days.load(stream);
    const who = over.get(stream);
    const leg = { activityId, revision, attempt: ATTEMPT, claims, expiresAt: instantOf(0) };
    const data = { ...leg, ...(who && { over: { who, ordered: ORDERED } }) };
    becomes(stream, evolveDay(state, { type: 'LegHeld', data }));
  }
}

/** Whoever makes way on one day, as confirming its part would have it. */
async function fatesOn(
  { coordinator, becomes }: Foreseeing,
  known: KnownCenter,
  { asking: { activityId }, revision }: AskedOverDays,
  stream: string,
) {
  const { events, after } = await planDay(coordinator, known, stream, (offers) => ({
    type: 'ConfirmHold',
    ...{ activityId, revision, attempt: ATTEMPT },
    how: makingWayFor(coordinator, known, stream, offers),
  }));
  becomes(stream, after);
  return fatesIn(events);
}

/** Whom it would displace on all its days, decided as it would be and nothing of it written down; or why it cannot be had. */
export async function previewOverDays(
  coordinator: Coordinator,
  views: Abouts,
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
  const legs = legsOfClaims(asking.centerId, cutOf(known), plan.assignment.claims);
  const foreseen = foreseeing(coordinator, known);
  await holdAll(foreseen, asked, legs, plan.over ?? new Map());
  const fates = [];
  for (const { stream } of legs) fates.push(...(await fatesOn(foreseen, known, asked, stream)));
  return { displaced: await everybodyInTheWay(views, fates) };
}
