import type { Alternative, CenterId } from '@huitang/contracts';
import { widestSpan } from '../domain/allocator/buffers.ts';
import { nearestOf } from '../domain/allocator/nearest.ts';
import { type CenterDay, takenOn } from '../domain/center-day-state.ts';
import { dayStream, daysOf } from '../domain/center-days.ts';
import { closedOn } from '../domain/day-closures.ts';
import type { Offers } from '../domain/displacing.ts';
import { concernedOf, cutOf, type KnownCenter } from '../facts.ts';
import { type Coordinator, minuteNow } from './coordinator.ts';
import { type Displaced, isHeld, requestFor, startsAround, withRoomTold } from './displaced-wish.ts';
import { lendersFor, peopleOf } from './lenders.ts';
import { lentWithin } from './lent-within.ts';
import { alternativeOf, OFFERS_MAX } from './offers.ts';
import { inRounds } from './taken-within.ts';

/** One day as it will be, once what is planned for it is written down. */
export interface PlannedDay {
  readonly stream: string;
  readonly after: CenterDay;
}

async function daysAround(
  { days }: Coordinator,
  centerId: CenterId,
  names: readonly string[],
  planned: PlannedDay | undefined,
): Promise<readonly CenterDay[]> {
  const streams = names.map((name) => dayStream(centerId, name));
  return Promise.all(
    streams.map(async (stream) => (stream === planned?.stream ? planned.after : (await days.load(stream)).state)),
  );
}

async function offersTo(
  coordinator: Coordinator,
  known: KnownCenter,
  displaced: Displaced,
  planned: PlannedDay | undefined,
): Promise<readonly Alternative[]> {
  const { centerId, activityId, demanded } = displaced;
  const now = minuteNow(coordinator);
  const lenders = demanded ? await lendersFor(coordinator, known, demanded) : [];
  const people = peopleOf(lenders);
  const starts = await startsAround(coordinator, known, displaced, now);
  const request = requestFor(displaced, [...known.center.profile.resources, ...people], starts, now);
  if (!request) return [];
  const { needs } = request;
  const span = widestSpan({ ...request, needs: [...needs] }, [...concernedOf(known, needs), ...people]);
  const within = { start: Math.min(...starts) + span.start, end: Math.max(...starts) + span.end };
  const days = await daysAround(coordinator, centerId, daysOf(cutOf(known), within), planned);
  const lent = await lentWithin(coordinator, lenders, within, activityId);
  const { open, ...facts } = coordinator.factsOf(known, needs, within);
  const nearest = nearestOf(
    { ...request, starts: [request.preferredStart] },
    {
      ...facts,
      pools: [...facts.pools, ...people],
      closures: [
        ...facts.closures,
        ...lent.closures,
        ...days.flatMap((day) => closedOn(day.closures)),
        // Sent back now, a start on the day of a round would not be granted.
        ...inRounds(cutOf(known), within, days),
      ],
      commitments: [...days.flatMap((day) => takenOn(day, activityId, { holds: true })), ...lent.commitments],
      tentative: [],
      requests: [],
      policy: { center: centerId, open, nearestStarts: starts, nearestMax: OFFERS_MAX + 1 },
    },
  );
  const offers = nearest.filter(({ start }) => starts.includes(start)).map(alternativeOf);
  const others = offers.filter((offer) => !isHeld(displaced, offer)).slice(0, OFFERS_MAX);
  return others.map((offer) => withRoomTold(displaced, offer));
}

/** What each that is displaced could have instead, on this day as it will be and on the days around it. */
export async function offersInstead(
  coordinator: Coordinator,
  known: KnownCenter,
  displaced: readonly Displaced[],
  planned?: PlannedDay,
): Promise<Offers> {
  const offers = new Map<string, readonly Alternative[]>();
  for (const one of displaced) offers.set(one.activityId, await offersTo(coordinator, known, one, planned));
  return offers;
}
