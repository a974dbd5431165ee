import { type CenterId, minuteOf, type Reason } from '@huitang/contracts';
import type { CenterClosure } from '../domain/center-closures.ts';
import { dayNameOfStream, dayStream, daysOf } from '../domain/center-days.ts';
import { type ClosingCommand, closedLegs } from '../domain/closing.ts';
import { cutOf, type KnownCenter, spanOfDays } from '../facts.ts';
import { take } from './asked.ts';
import { type Coordinator, minuteNow } from './coordinator.ts';
import { knownCenter } from './known-center.ts';
import { type DayPlan, planDay } from './plan-day.ts';
import { takeAway } from './take-away.ts';

type Close = Extract<ClosingCommand, { type: 'Close' }>;

/** The event that says so, and its closure. */
interface Told {
  readonly centerId: CenterId;
  readonly closureId: string;
  readonly causationId: string;
}

/** The days that a closure touches and that are not over, ascending. */
export function daysClosed({ clock }: Coordinator, known: KnownCenter, closure: CenterClosure): readonly string[] {
  const now = minuteNow({ clock });
  const end = minuteOf(closure.end);
  if (end <= now) return [];
  const names = daysOf(cutOf(known), { start: Math.max(minuteOf(closure.start), now), end });
  return names.map((name) => dayStream(known.center.profile.id, name));
}

/** What closing one day would do to it if it were closed now. */
export function closingOf(
  coordinator: Coordinator,
  known: KnownCenter,
  stream: string,
  closure: CenterClosure,
): Promise<DayPlan<Close>> {
  const { closureId, resourceIds, start, end, ordered } = closure;
  return planDay(coordinator, known, stream, (offers) => ({
    type: 'Close',
    closureId,
    ...(resourceIds && { resourceIds }),
    start: minuteOf(start),
    end: minuteOf(end),
    ordered,
    centerId: known.center.profile.id,
    centerVersion: known.version,
    facts: coordinator.factsOf(known, undefined, spanOfDays(cutOf(known), [dayNameOfStream(stream)])),
    now: minuteNow(coordinator),
    offers,
  }));
}

/** The same for what an activity has over several days, which no single day can take away. */
export const closedFor = ({ resourceIds }: CenterClosure): Reason => {
  const [only, ...others] = resourceIds ?? [];
  return only && others.length === 0 ? { code: 'closed-for', resourceId: only } : { code: 'closed-for' };
};

async function closeDay(
  coordinator: Coordinator,
  told: Told,
  known: KnownCenter,
  stream: string,
  closure: CenterClosure,
): Promise<void> {
  const { closureId, ordered } = closure;
  const { command } = await closingOf(coordinator, known, stream, closure);
  await take(coordinator.days, told, { stream, name: 'close', command, body: { closureId } });
  const { state } = await coordinator.days.load(stream);
  for (const leg of closedLegs(state)) {
    await takeAway(coordinator, told, known, { leg, day: stream, because: closedFor(closure), ordered });
  }
}

const closureIn = ({ center }: KnownCenter, { closureId }: Told): CenterClosure | undefined =>
  center.closures.find((closure) => closure.closureId === closureId);

/**
 * Carries a closure to each day that it touches: from then on nothing is granted there that is closed, whatever was
 * known of the center; who has it already is displaced in the same commit. Safe to repeat, and nothing where it has been
 * lifted meanwhile.
 */
export async function closeDays(coordinator: Coordinator, told: Told): Promise<void> {
  const known = await knownCenter(coordinator, told);
  const closure = closureIn(known, told);
  if (!closure || closure.isLifted) return;
  for (const stream of daysClosed(coordinator, known, closure)) {
    await closeDay(coordinator, told, known, stream, closure);
  }
}

/** Opens those days again; whoever was displaced stays where they are. */
export async function reopenDays(coordinator: Coordinator, told: Told): Promise<void> {
  const known = await knownCenter(coordinator, told);
  const closure = closureIn(known, told);
  if (!closure) return;
  const { closureId } = closure;
  for (const stream of daysClosed(coordinator, known, closure)) {
    await take(coordinator.days, told, { stream, name: 'reopen', command: { type: 'Reopen', closureId } });
  }
}
