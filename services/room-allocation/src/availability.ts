import {
  type Availability,
  type AvailableStart,
  type Interval,
  instantOf,
  type KindId,
  type KindLimits,
  type Minute,
  type Need,
  type OrganizationId,
  type Person,
  type Reason,
  type Resource,
} from '@huitang/contracts';
import { reasonInWords } from '@huitang/wording';
import { refusedBeforehand } from './coordinator/beforehand.ts';
import { type Coordinator, minuteNow } from './coordinator/coordinator.ts';
import { daysWithin } from './coordinator/taken-within.ts';
import { allocateOn } from './domain/allocate-on-day.ts';
import { allocate } from './domain/allocator/allocate.ts';
import type { AllocationRequest, AllocationResult } from './domain/allocator/allocation-problem.ts';
import { widestSpan } from './domain/allocator/buffers.ts';
import { barredFrom } from './domain/booking.ts';
import { type CenterDay, takenOn } from './domain/center-day-state.ts';
import { daysOf } from './domain/center-days.ts';
import { closedOn } from './domain/day-closures.ts';
import { hopeless } from './domain/hopeless.ts';
import { type DayRound, isUnderWay } from './domain/round-state.ts';
import { concernedOf, cutOf, type KnownCenter, spanOfDays } from './facts.ts';

/** What would be asked for, at each of these starts. */
export interface WouldAsk {
  readonly starts: readonly Minute[];
  readonly durationMinutes: number;
  readonly headcount: number;
  readonly needs: Need[];
  readonly setupMinutes: number;
  readonly teardownMinutes: number;
  readonly kindId: KindId | undefined;
  readonly organizationId: OrganizationId | undefined;
  /** What its kind asks of a proposal, where that is known. */
  readonly kind: KindLimits | undefined;
}

/** One start, with reasons as data alone. */
export type FoundStart = Omit<AvailableStart, 'reasons'> & { readonly reasons: readonly Reason[] };

/** What a search has found, as it is remembered. */
export interface Found extends Omit<Availability, 'items'> {
  readonly items: readonly FoundStart[];
  /** People of other centers who could be lent: what reasons may name. */
  readonly lent: readonly Resource[];
}

type Barred = AllocationRequest['barred'];

function requestAt(
  { starts: _, kindId: __, organizationId: ___, kind: ____, ...terms }: WouldAsk,
  start: Minute,
  barred: Barred,
): AllocationRequest {
  return { ...terms, requestId: String(start), starts: [start], preferredStart: start, asGiven: false, barred };
}

/** The answer that one reason is enough for. */
const refusedFor = ({ requestId }: AllocationRequest, cause: Reason): AllocationResult => ({
  assignments: [],
  moves: [],
  refusals: [{ requestId, cause, missing: [], blockedBy: [], nearest: [] }],
});

function told(request: AllocationRequest, { assignments, refusals }: AllocationResult): FoundStart {
  const [start = 0] = request.starts;
  const when = { start: instantOf(start), end: instantOf(start + request.durationMinutes) };
  const [assignment] = assignments;
  if (assignment) {
    const { resourceIds, reasons } = assignment;
    return { ...when, isAvailable: true, resourceIds: [...resourceIds], reasons };
  }
  const reasons = refusals.flatMap(({ cause, missing }) => [cause, ...missing]);
  return { ...when, isAvailable: false, resourceIds: [], reasons };
}

/** Whoever asks for the day of a round is answered with it. */
const waits = (request: AllocationRequest, { date, publishesAt }: DayRound): AllocationResult =>
  refusedFor(request, { code: 'round-open', values: { date, publishesAt } });

/** What is known of the days that are looked at. */
interface Looking {
  readonly dayAt: (name: string) => CenterDay | undefined;
  /** People of other centers who could be lent. */
  readonly lent: readonly Person[];
}

/** Decides one start as a proposal would be: on its day, or over the days where it touches several. */
function decided(
  coordinator: Coordinator,
  known: KnownCenter,
  { dayAt, lent }: Looking,
  request: AllocationRequest,
  touched: Interval,
): AllocationResult {
  const { id: centerId } = known.center.profile;
  const names = daysOf(cutOf(known), touched);
  const days = names.flatMap((name) => dayAt(name) ?? []);
  const within = spanOfDays(cutOf(known), names);
  const round = days.map((one) => one.round).find(isUnderWay);
  const [day, ...more] = days;
  if (day && more.length === 0) {
    const facts = coordinator.factsOf(known, undefined, within);
    const asking = { centerId, request, facts, now: minuteNow(coordinator) };
    if (!round) return allocateOn(day, asking, { holds: true });
    const never = hopeless({ ...asking, lent });
    return never ? { assignments: [], moves: [], refusals: [never] } : waits(request, round);
  }
  if (round) return waits(request, round);
  const { open, ...facts } = coordinator.factsOf(known, request.needs, within);
  const commitments = days.flatMap((one) => takenOn(one, undefined, { holds: true }));
  const closures = [...facts.closures, ...days.flatMap((one) => closedOn(one.closures))];
  const policy = { center: centerId, open, within, nearestStarts: [], nearestMax: 0 };
  return allocate({ ...facts, closures, commitments, tentative: [], requests: [request], policy });
}

/**
 * What a proposal would get at each start of its own center if it were alone in asking now, decided as it would be. Who
 * could be `lent` gives nobody anything here: it is for their sake that a wish may wait in a round.
 */
export async function availabilityOf(
  coordinator: Coordinator,
  known: KnownCenter,
  would: WouldAsk,
  lent: readonly Person[],
): Promise<Found> {
  const { id, timeZone } = known.center.profile;
  const span = widestSpan({ ...would, asGiven: false }, concernedOf(known, would.needs));
  const within = { start: Math.min(...would.starts) + span.start, end: Math.max(...would.starts) + span.end };
  // Each day once: many starts share it.
  const days = await daysWithin(coordinator, id, known, within);
  const byName = new Map(daysOf(cutOf(known), within).map((name, index) => [name, days[index]]));
  const askedAt = minuteNow(coordinator);
  const barred = barredFrom(known.center.profile.resources, { ...would, askedAt });
  const beforehand = await refusedBeforehand(coordinator, known, { ...would, starts: would.starts.map(instantOf) });
  const items = would.starts.map((start): FoundStart => {
    const request = requestAt(would, start, barred);
    const cause = beforehand(start);
    if (cause) return told(request, refusedFor(request, cause));
    const touched = { start: start + span.start, end: start + span.end };
    return told(request, decided(coordinator, known, { dayAt: (name) => byName.get(name), lent }, request, touched));
  });
  return { center: id, timeZone, items, lent };
}

/** The same for whoever asked, with every reason as a sentence too. */
export function foundInWords({ items, lent, ...found }: Found, { center }: KnownCenter): Availability {
  const names = new Map([...center.profile.resources, ...lent].map(({ id, name }) => [String(id), name]));
  const inWords = (reason: Reason) => reasonInWords(reason, (id) => names.get(id));
  return { ...found, items: items.map(({ reasons, ...start }) => ({ ...start, reasons: reasons.map(inWords) })) };
}
