import { type InTheWay, minuteOf } from '@huitang/contracts';
import { closedFor, closingOf, daysClosed } from './coordinator/close-days.ts';
import { type Coordinator, minuteNow } from './coordinator/coordinator.ts';
import { answerOfLeg, displacementOfLeg } from './coordinator/take-away.ts';
import type { Attempt } from './domain/allocation-state.ts';
import type { CenterClosure } from './domain/center-closures.ts';
import { centerDayRules } from './domain/center-day.ts';
import type { CenterDayCommand } from './domain/center-day-command.ts';
import type { CenterDay } from './domain/center-day-state.ts';
import { type ClosedLeg, closedLegs } from './domain/closing.ts';
import type { KnownCenter } from './facts.ts';
import { type Foreseeing, foreseeing } from './foreseeing.ts';
import { type Abouts, everybodyInTheWay, fatesIn } from './in-the-way.ts';

/** A day after what is decided there; as it is where that is nothing. */
function afterwards(command: CenterDayCommand, day: CenterDay): CenterDay {
  const decision = centerDayRules.decide(command, day);
  return decision.ok ? decision.events.reduce(centerDayRules.evolve, day) : day;
}

type Fates = ReturnType<typeof fatesIn>;

/** The center as it would be with this closure announced. */
const withClosure = ({ center, version }: KnownCenter, closure: CenterClosure): KnownCenter => ({
  center: { ...center, closures: [...center.closures, closure] },
  version,
});

/** An answer over several days is taken away as a whole: none of its days has a part of it any more. */
async function letGo(
  { coordinator, becomes }: Foreseeing,
  { legs, answer }: Attempt,
  { activityId, revision }: ClosedLeg,
): Promise<void> {
  const { centerId } = answer;
  const because = 'moved-to-another-day';
  for (const { stream } of legs) {
    const { state } = await coordinator.days.load(stream);
    const release = { type: 'Release', activityId, upToRevision: revision, centerId, because } as const;
    becomes(stream, afterwards(release, state));
  }
}

async function fateOfLeg(
  foreseen: Foreseeing,
  known: KnownCenter,
  closure: CenterClosure,
  leg: ClosedLeg,
  day: string,
): Promise<Fates> {
  const { coordinator } = foreseen;
  const attempt = await answerOfLeg(coordinator, leg);
  if (!attempt || minuteOf(attempt.answer.end) <= minuteNow(coordinator)) return [];
  const inTheWay = { leg, day, because: closedFor(closure), ordered: closure.ordered };
  const data = await displacementOfLeg(coordinator, known, attempt, inTheWay);
  await letGo(foreseen, attempt, leg);
  return [{ type: 'AllocationDisplaced', data }];
}

/** What a closure would do if it were announced now: decided as it will be, day by day, and nothing of it written down. */
export async function previewOf(
  coordinator: Coordinator,
  views: Abouts,
  before: KnownCenter,
  closure: CenterClosure,
): Promise<InTheWay[]> {
  const known = withClosure(before, closure);
  const foreseen = foreseeing(coordinator, known);
  const fates: Fates[number][] = [];
  for (const day of daysClosed(coordinator, known, closure)) {
    const { events, after } = await closingOf(foreseen.coordinator, known, day, closure);
    foreseen.becomes(day, after);
    fates.push(...fatesIn(events));
    for (const leg of closedLegs(after)) fates.push(...(await fateOfLeg(foreseen, known, closure, leg, day)));
  }
  return everybodyInTheWay(views, fates);
}
