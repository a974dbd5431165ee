import type { AllocationDisplaced } from '@huitang/contracts';
import { type CenterDayCommand, centerDayRules } from '../domain/center-day.ts';
import type { CenterDay, CenterDayEvent } from '../domain/center-day-state.ts';
import type { Offers } from '../domain/displacement.ts';
import type { KnownCenter } from '../facts.ts';
import type { Coordinator } from './coordinator.ts';
import { offersInstead } from './offers-instead.ts';

/** What a command would do to a day if it were carried out now. */
export interface DayPlan<C> {
  /** With what can be had instead by everybody whom it displaces. */
  readonly command: C;
  readonly events: readonly CenterDayEvent[];
  readonly after: CenterDay;
}

const displacedBy = (events: readonly CenterDayEvent[]): readonly AllocationDisplaced[] =>
  events.flatMap((event) => (event.type === 'AllocationDisplaced' ? [event.data] : []));

function tried(command: CenterDayCommand, day: CenterDay): Omit<DayPlan<CenterDayCommand>, 'command'> {
  const decision = centerDayRules.decide(command, day);
  const events = decision.ok ? decision.events : [];
  return { events, after: events.reduce(centerDayRules.evolve, day) };
}

/**
 * Looks up what those could have instead whom a command would displace: the day decides about itself alone. Whoever is
 * displaced in their place, because the day has changed before the command comes there, is offered nothing.
 */
export async function planDay<C extends CenterDayCommand>(
  coordinator: Coordinator,
  known: KnownCenter,
  stream: string,
  commandWith: (offers: Offers) => C,
): Promise<DayPlan<C>> {
  const { state } = await coordinator.days.load(stream);
  const blind = commandWith(new Map());
  const { events, after } = tried(blind, state);
  const displaced = displacedBy(events);
  if (displaced.length === 0) return { command: blind, events, after };
  const command = commandWith(await offersInstead(coordinator, known, displaced, { stream, after }));
  return { command, ...tried(command, state) };
}
