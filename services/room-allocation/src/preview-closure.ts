import type { InTheWay } from '@huitang/contracts';
import { minuteOf } from '@huitang/contracts';
import { closedFor, closingOf, daysClosed } from './coordinator/close-days.ts';
import { type Coordinator, minuteNow } from './coordinator/coordinator.ts';
import { answerOfLeg, displacementOfLeg } from './coordinator/take-away.ts';
import type { CenterClosure } from './domain/center-closures.ts';
import { type ClosedLeg, closedLegs } from './domain/closing.ts';
import type { KnownCenter } from './facts.ts';
import { everybodyInTheWay, fatesIn } from './in-the-way.ts';
import type { RoomAllocationViews } from './views.ts';

type Fates = ReturnType<typeof fatesIn>;

/** The center as it would be with this closure announced. */
const withClosure = ({ center, version }: KnownCenter, closure: CenterClosure): KnownCenter => ({
  center: { ...center, closures: [...center.closures, closure] },
  version,
});

async function fateOfLeg(
  coordinator: Coordinator,
  known: KnownCenter,
  closure: CenterClosure,
  leg: ClosedLeg,
  day: string,
): Promise<Fates> {
  const attempt = await answerOfLeg(coordinator, leg);
  if (!attempt || minuteOf(attempt.answer.end) <= minuteNow(coordinator)) return [];
  const inTheWay = { leg, day, because: closedFor(closure), ordered: closure.ordered };
  return [{ type: 'AllocationDisplaced', data: await displacementOfLeg(coordinator, known, attempt, inTheWay) }];
}

/** What a closure would do if it were announced now: decided as it will be, and nothing of it written down. */
export async function previewOf(
  coordinator: Coordinator,
  views: RoomAllocationViews,
  before: KnownCenter,
  closure: CenterClosure,
): Promise<InTheWay[]> {
  const known = withClosure(before, closure);
  const fates: Fates[number][] = [];
  const seen = new Set<string>();
  for (const day of daysClosed(coordinator, known, closure)) {
    const { events, after } = await closingOf(coordinator, known, day, closure);
    fates.push(...fatesIn(events));
    for (const leg of closedLegs(after)) {
      // It has a leg on each of its days.
      if (seen.has(leg.activityId)) continue;
      seen.add(leg.activityId);
      fates.push(...(await fateOfLeg(coordinator, known, closure, leg, day)));
    }
  }
  return everybodyInTheWay(views, fates);
}
