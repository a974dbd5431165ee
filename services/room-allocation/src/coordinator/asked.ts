import {
  type ActivityId,
  type CenterId,
  type Demanded,
  type KindId,
  type Minute,
  minuteOf,
  type OrganizationId,
  type Wish,
} from '@huitang/contracts';
import { type CommandReused, Fault, type Outcome, type Refusal, type Streams } from '@huitang/runtime';
import type { AllocationRequest } from '../domain/allocator/allocation-problem.ts';
import type { Answering } from '../domain/granted.ts';
import type { Movable } from '../domain/tentative.ts';
import type { KnownCenter } from '../facts.ts';

/** One revision of one activity that waits for an answer, and the event that asks. */
export interface Asked {
  readonly activityId: ActivityId;
  readonly revision: number;
  readonly centerId: CenterId;
  readonly organizationId: OrganizationId;
  readonly kindId: KindId;
  readonly wish: Wish;
  /** The id of the event: what every step is repeated by. */
  readonly causationId: string;
}

export const answeringOf = (asked: Asked, { version }: KnownCenter): Answering => ({
  activityId: asked.activityId,
  revision: asked.revision,
  centerId: asked.centerId,
  centerVersion: version,
  demanded: demandedBy(asked),
});

/** What a report about unmet demand is made from. */
export function demandedBy({ organizationId, kindId, wish }: Asked): Demanded {
  const { starts, durationMinutes, headcount, needs, setupMinutes, teardownMinutes } = wish;
  return { organizationId, kindId, starts, durationMinutes, headcount, needs, setupMinutes, teardownMinutes };
}

export function requestOf({ activityId, wish }: Asked, starts: readonly Minute[]): AllocationRequest {
  const { durationMinutes, headcount, needs, setupMinutes, teardownMinutes, asGiven, weight } = wish;
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
    weight,
  };
}

/** What an answer on one center-day may be moved within; undefined for one that is fixed at once. */
export function movableOf({ wish }: Asked, starts: readonly Minute[]): Movable | undefined {
  const { announceLeadMinutes, asGiven } = wish;
  if (announceLeadMinutes === undefined || asGiven || wish.starts.length === 1) return undefined;
  return { starts, leadMinutes: announceLeadMinutes };
}

/** A step of an answer: `name` is unique among the steps of one event on one stream. */
export interface Step<C> {
  readonly stream: string;
  readonly name: string;
  readonly command: C;
  /** What tells this step from another under its name, where the command carries more than that. */
  readonly body?: unknown;
}

export type Taken<S, R extends Refusal> =
  | Extract<Outcome<S, R>, { ok: true }>
  | { readonly ok: false; readonly refusal: R };

/** Carries a step out; a step of the same name that says something else is nobody's decision, so it is a fault. */
export async function take<S, C, R extends Refusal>(
  streams: Streams<S, C, R>,
  { causationId, centerId }: Pick<Asked, 'causationId' | 'centerId'>,
  { stream, name, command, body }: Step<C>,
): Promise<Taken<S, R>> {
  const outcome = await streams.execute({
    stream,
    command,
    commandId: `${causationId}/${name}`,
    causationId,
    principal: 'service:room-allocation',
    partitionKey: centerId,
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
