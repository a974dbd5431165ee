import { type AllocationDisplaced, type Alternative, type CenterId, type Minute, minuteOf } from '@huitang/contracts';
import type { AllocationRequest } from '../domain/allocator/allocation-problem.ts';
import { widestSpan } from '../domain/allocator/buffers.ts';
import { nearestOf, withoutNames } from '../domain/allocator/nearest.ts';
import { barredFrom } from '../domain/booking.ts';
import { type CenterDay, takenOn } from '../domain/center-day-state.ts';
import { dayStream, daysOf } from '../domain/center-days.ts';
import { closedOn } from '../domain/day-closures.ts';
import type { Offers } from '../domain/displacing.ts';
import { concernedOf, cutOf, type KnownCenter } from '../facts.ts';
import { type Coordinator, minuteNow } from './coordinator.ts';
import { alternativeOf, DAYS_AHEAD, DAYS_BACK, halfHours, OFFERS_MAX } from './offers.ts';
import { startsWithinQuota } from './quota-left.ts';
import { inRounds } from './taken-within.ts';

const DAY_MINUTES = 1440;
const TIME_TO_ANSWER_MINUTES = 60;

/** One day as it will be, once what is planned for it is written down. */
export interface PlannedDay {
  readonly stream: string;
  readonly after: CenterDay;
}

type Displaced = Pick<AllocationDisplaced, 'activityId' | 'centerId' | 'from' | 'held' | 'demanded'>;

/** The start it had and the half hours around it, as far as they may be asked for when the offer is read. */
async function startsAround(
  coordinator: Coordinator,
  known: KnownCenter,
  { activityId, from, demanded }: Displaced,
  now: Minute,
): Promise<readonly Minute[]> {
  const { kindId, organizationId, durationMinutes = 0 } = demanded ?? {};
  const limits = kindId && (await coordinator.kindLimitsOf(kindId));
  const earliest = limits ? now + limits.leastLeadMinutes + TIME_TO_ANSWER_MINUTES : now + 1;
  const latest = limits ? now + limits.horizonDays * DAY_MINUTES : Number.POSITIVE_INFINITY;
  const had = minuteOf(from.start);
  const around = {
    start: Math.max(earliest, had - DAYS_BACK * DAY_MINUTES),
    end: Math.min(latest, had + DAYS_AHEAD * DAY_MINUTES),
  };
  const starts = [...(had >= earliest ? [had] : []), ...halfHours(around)];
  const wanting = organizationId && { activityId, organizationId, durationMinutes };
  return wanting ? startsWithinQuota(coordinator, wanting, known, starts) : starts;
}

/** The same wish at these starts, in any room that will do and that it may ask for now. */
function requestFor(
  { activityId, from, demanded }: Displaced,
  { center }: KnownCenter,
  starts: readonly Minute[],
  now: Minute,
): AllocationRequest | undefined {
  if (!demanded || starts.length === 0) return undefined;
  const { durationMinutes, headcount, needs, setupMinutes, teardownMinutes } = demanded;
  return {
    requestId: activityId,
    starts,
    preferredStart: minuteOf(from.start),
    durationMinutes,
    headcount,
    needs: withoutNames(needs) ?? needs,
    setupMinutes,
    teardownMinutes,
    asGiven: false,
    barred: barredFrom(center.profile.resources, { ...demanded, askedAt: now }),
  };
}

/** What it is held already is nothing else. */
const isHeld = ({ held }: Displaced, { start, resourceIds }: Alternative): boolean =>
  held?.start === start && held.claims.every(({ resourceId }, index) => resourceId === resourceIds[index]);

/** Any room will do for what is displaced: where that is not the one it named, it is told so. */
function withRoomTold({ demanded }: Displaced, offer: Alternative): Alternative {
  const named = (demanded?.needs ?? []).flatMap((need) => (need.role === 'room' && need.resourceId) || []);
  const isAnother = named.some((id) => !offer.resourceIds.includes(id));
  return isAnother ? { ...offer, relaxed: ['room', ...offer.relaxed] } : offer;
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
  const now = minuteNow(coordinator);
  const request = requestFor(displaced, known, await startsAround(coordinator, known, displaced, now), now);
  if (!request) return [];
  const { centerId, activityId } = displaced;
  const { starts, needs } = request;
  const span = widestSpan({ ...request, needs: [...needs] }, concernedOf(known, needs));
  const within = { start: Math.min(...starts) + span.start, end: Math.max(...starts) + span.end };
  const days = await daysAround(coordinator, centerId, daysOf(cutOf(known), within), planned);
  const { open, ...facts } = coordinator.factsOf(known, needs, within);
  const nearest = nearestOf(
    { ...request, starts: [request.preferredStart] },
    {
      ...facts,
      closures: [
        ...facts.closures,
        ...days.flatMap((day) => closedOn(day.closures)),
        // Sent back now, a start on the day of a round would not be granted.
        ...inRounds(cutOf(known), within, days),
      ],
      commitments: days.flatMap((day) => takenOn(day, activityId, { holds: true })),
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
