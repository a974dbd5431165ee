import { type Demanded, type Minute, minuteOf, type Order, type Resource } from '@huitang/contracts';
import { type CommandReused, Fault, type Outcome, type Refusal, type Streams } from '@huitang/runtime';
import type { AllocationRequest } from '../domain/allocator/allocation-problem.ts';
import { type Booker, barredFrom } from '../domain/booking.ts';
import type { Answering } from '../domain/granted.ts';
import type { AskedWish } from '../domain/round-wish.ts';
import type { Movable } from '../domain/tentative.ts';
import type { KnownCenter } from '../facts.ts';

/** One revision of one activity that waits for an answer, and the event that asks. */
export interface Asked extends AskedWish {
  /** Present where staff of the center ask: they are answered at once, also in a round. */
  readonly ordered?: Order;
}

/** What a plan is made for: also a wish that nobody has proposed yet, by an organization or of a kind that is not told. */
export type Asking = Pick<Asked, 'activityId' | 'centerId' | 'wish' | 'askedAt' | 'ordered'> &
  Pick<Booker, 'organizationId' | 'kindId'>;

/** Whether it is decided at once, also in a round: what staff order, and times that are a fact. */
export const isAtOnce = ({ ordered, wish }: Pick<Asked, 'ordered' | 'wish'>): boolean =>
  ordered !== undefined || wish.displaces === true || wish.asGiven;

export const answeringOf = (asked: Asked, { version }: KnownCenter): Answering => ({
  activityId: asked.activityId,
  revision: asked.revision,
  centerId: asked.centerId,
  centerVersion: version,
  demanded: demandedBy(asked),
  ...(asked.ordered && { isOrdered: true }),
});

/** What a report about unmet demand is made from. */
export function demandedBy({ organizationId, kindId, wish }: AskedWish): Demanded {
  const { starts, durationMinutes, headcount, needs, setupMinutes, teardownMinutes } = wish;
  return { organizationId, kindId, starts, durationMinutes, headcount, needs, setupMinutes, teardownMinutes };
}

/** What the rules of booking keep from a wish: nothing where staff order it, or its times are a fact. */
function barredOf(asked: Asking, resources: readonly Resource[]): AllocationRequest['barred'] {
  if (asked.ordered || asked.wish.asGiven) return undefined;
  const barred = barredFrom(resources, asked);
  return barred.length > 0 ? barred : undefined;
}

/** `more`: people of other centers whom it may be given, too. */
export function requestOf(
  asked: Asking,
  starts: readonly Minute[],
  { center }: KnownCenter,
  more: readonly Resource[] = [],
): AllocationRequest {
  const { activityId, wish } = asked;
  const { durationMinutes, headcount, needs, setupMinutes, teardownMinutes, asGiven, asFound, weight } = wish;
  return {
    requestId: activityId,
    starts,
    preferredStart: minuteOf(wish.starts[0] ?? ''),
    durationMinutes,
    headcount,
    needs,
    setupMinutes,
    teardownMinutes,
    asGiven,
    asFound,
    weight,
    barred: barredOf(asked, [...center.profile.resources, ...more]),
  };
}

/** What an answer on one center-day may be moved within; undefined for one that is fixed at once. */
export function movableOf({ wish }: Asked, starts: readonly Minute[]): Movable | undefined {
  const { announceLeadMinutes, asGiven, displaces } = wish;
  if (announceLeadMinutes === undefined || asGiven || wish.starts.length === 1) return undefined;
  // Others make way once, not again and again.
  if (displaces) return undefined;
  return { starts, leadMinutes: announceLeadMinutes };
}

/** A step of an answer: `name` is unique among the steps of one event on one stream. */
export interface Step<C> {
  readonly stream: string;
  readonly name: string;
  readonly command: C;
  /** What tells this step from another under its name, where the command carries more than that. */
  readonly body?: unknown;
  /** Where it is not the center that is asked. */
  readonly partitionKey?: string;
}

export type Taken<S, R extends Refusal> =
  | Extract<Outcome<S, R>, { ok: true }>
  | { readonly ok: false; readonly refusal: R };

/** Carries a step out; a step of the same name that says something else is nobody's decision, so it is a fault. */
export async function take<S, C, R extends Refusal>(
  streams: Streams<S, C, R>,
  { causationId, centerId }: Pick<Asked, 'causationId' | 'centerId'>,
  { stream, name, command, body, partitionKey = centerId }: Step<C>,
): Promise<Taken<S, R>> {
  const outcome = await streams.execute({
    stream,
    command,
    commandId: `${causationId}/${name}`,
    causationId,
    principal: 'service:room-allocation',
    partitionKey,
    body: body ?? command,
  });
  if (outcome.ok) return outcome;
  if (isReused(outcome.refusal)) {
    throw new Fault('command-reused', `${stream}: ${causationId}/${name} says something else than before`, {
      retriable: false,
    });
  }
  return { ok: false, refusal: outcome.refusal };
}

const isReused = <R extends Refusal>(refusal: R | CommandReused): refusal is CommandReused =>
  refusal.code === 'command-reused';
