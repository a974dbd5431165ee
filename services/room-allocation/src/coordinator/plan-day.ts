import type { AllocationDisplaced } from '@huitang/contracts';
import { centerDayRules } from '../domain/center-day.ts';
import type { CenterDayCommand } from '../domain/center-day-command.ts';
import type { CenterDay, CenterDayEvent } from '../domain/center-day-state.ts';
import type { Offers } from '../domain/displacing.ts';
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
  const offers = await offersInstead(coordinator, known, displaced, { stream, after });
  return { command: commandWith(offers), events: events.map((event) => withOffers(event, offers)), after };
}

/** As the day will say it when it has the offers: nothing else of what it says hangs on them. */
const withOffers = (event: CenterDayEvent, offers: Offers): CenterDayEvent =>
  event.type === 'AllocationDisplaced'
    ? { ...event, data: { ...event.data, nearest: [...(offers.get(event.data.activityId) ?? [])] } }
    : event;
