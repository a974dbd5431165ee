import {
  ActivityId,
  type Instant,
  instantOf,
  minuteOf,
  type Need,
  type OrderPreview,
  type ResourceId,
} from '@huitang/contracts';
import { type Coordinator, minuteNow } from './coordinator/coordinator.ts';
import { planDay } from './coordinator/plan-day.ts';
import type { AllocationRequest } from './domain/allocator/allocation-problem.ts';
import { widestSpan } from './domain/allocator/buffers.ts';
import { centerDayRules } from './domain/center-day.ts';
import { dayStream, daysOf } from './domain/center-days.ts';
import { concernedOf, cutOf, type KnownCenter, spanOfDays } from './facts.ts';
import { type Abouts, everybodyInTheWay, fatesIn } from './in-the-way.ts';
import type { OrderedFor } from './ordered-for.ts';
import { previewOverDays } from './preview-over-days.ts';

/** Of an activity that nobody has proposed yet. */
const NOBODY = ActivityId.parse('00000000-0000-4000-8000-000000000000');

/** The rooms that an order would name, and when. */
export interface AskedOrder {
  readonly start: Instant;
  readonly end: Instant;
  readonly resource: readonly ResourceId[];
  readonly setupMinutes: number;
  readonly teardownMinutes: number;
}

const isRoom = ({ role }: Need): boolean => role === 'room';

/** How many rooms an order for it has to name; undefined where what it needs is not known. */
export const roomsNeeded = ({ terms }: OrderedFor): number | undefined => terms?.needs.filter(isRoom).length;

function needsIn(rooms: readonly ResourceId[], needs: readonly Need[]): Need[] {
  const left = [...rooms];
  return needs.map((need) => {
    const resourceId = need.role === 'room' ? left.shift() : undefined;
    return resourceId && need.role === 'room' ? { ...need, resourceId } : need;
  });
}

/** The rooms by name, as a manager would order them: for what an activity needs, or for nobody. */
function requestOf(
  { start, end, resource, setupMinutes, teardownMinutes }: AskedOrder,
  of: OrderedFor | undefined,
): AllocationRequest {
  const terms = of?.terms;
  const at = minuteOf(start);
  return {
    requestId: of?.activityId ?? NOBODY,
    starts: [at],
    preferredStart: at,
    durationMinutes: terms?.durationMinutes ?? minuteOf(end) - at,
    headcount: terms?.headcount ?? 1,
    needs: terms
      ? needsIn(resource, terms.needs)
      : resource.map((resourceId): Need => ({ role: 'room', features: [], resourceId })),
    setupMinutes: terms?.setupMinutes ?? setupMinutes,
    teardownMinutes: terms?.teardownMinutes ?? teardownMinutes,
    asGiven: false,
    weight: terms?.weight,
  };
}

/** The days that an order would be decided on. */
function daysFor(known: KnownCenter, request: AllocationRequest): readonly string[] {
  const span = widestSpan({ ...request, needs: [...request.needs] }, concernedOf(known, request.needs));
  const [start = 0] = request.starts;
  return daysOf(cutOf(known), { start: start + span.start, end: start + span.end });
}

const refused = (reasons: readonly string[]): OrderPreview => ({
  isPossible: false,
  reasons: [...new Set(reasons)],
  displaced: [],
});

async function overDays(
  coordinator: Coordinator,
  views: Abouts,
  known: KnownCenter,
  { request, of, days }: Previewed & { readonly days: readonly string[] },
): Promise<OrderPreview> {
  const { id: centerId } = known.center.profile;
  const { durationMinutes, headcount, needs, setupMinutes, teardownMinutes, starts } = request;
  const terms = { durationMinutes, headcount, needs: [...needs], setupMinutes, teardownMinutes };
  const asking = {
    activityId: of?.activityId ?? NOBODY,
    centerId,
    kindId: undefined,
    organizationId: undefined,
    askedAt: minuteNow(coordinator),
    wish: { ...terms, starts: starts.map(instantOf), asGiven: false, displaces: true },
  };
  const group = { first: 0, starts, days: days.map((day) => dayStream(centerId, day)) };
  const found = await previewOverDays(coordinator, views, known, { asking, group, revision: of?.nextRevision ?? 1 });
  return 'reasons' in found ? refused(found.reasons) : { isPossible: true, reasons: [], displaced: found.displaced };
}

interface Previewed {
  readonly request: AllocationRequest;
  readonly of: OrderedFor | undefined;
}

async function onOneDay(
  coordinator: Coordinator,
  views: Abouts,
  known: KnownCenter,
  { request, of, day }: Previewed & { readonly day: string },
): Promise<OrderPreview> {
  const { id: centerId } = known.center.profile;
  const stream = dayStream(centerId, day);
  const { command, events } = await planDay(coordinator, known, stream, (offers) => ({
    type: 'Allocate',
    activityId: of?.activityId ?? NOBODY,
    revision: of?.nextRevision ?? 1,
    centerId,
    centerVersion: known.version,
    request,
    firstStart: 0,
    now: minuteNow(coordinator),
    facts: coordinator.factsOf(known, undefined, spanOfDays(cutOf(known), [day])),
    order: { ordered: { by: '', reason: '' }, offers },
  }));
  if (events.length > 0)
    return { isPossible: true, reasons: [], displaced: await everybodyInTheWay(views, fatesIn(events)) };
  const decision = centerDayRules.decide(command, (await coordinator.days.load(stream)).state);
  const because = !decision.ok && decision.refusal.code === 'nothing-fits' ? decision.refusal.because : undefined;
  return refused(because ? [because.cause, ...because.missing].map(({ code }) => code) : ['taken']);
}

/** Decided as the order would be, and nothing of it written down. */
export async function previewOf(
  coordinator: Coordinator,
  views: Abouts,
  known: KnownCenter,
  { asked, of }: { readonly asked: AskedOrder; readonly of: OrderedFor | undefined },
): Promise<OrderPreview> {
  const request = requestOf(asked, of);
  const days = daysFor(known, request);
  const [day, ...others] = days;
  if (day !== undefined && others.length === 0) return onOneDay(coordinator, views, known, { request, of, day });
  return overDays(coordinator, views, known, { request, of, days });
}
