import {
  CLOSURE_DAYS_MAX,
  type ClosureAnnounced,
  type ClosureId,
  type ClosureLifted,
  type Instant,
  type Interval,
  minuteOf,
  type Order,
  type ResourceId,
} from '@huitang/contracts';
import type { Closure } from './allocator/allocation-problem.ts';

/** A closure as its center knows it: once lifted it closes nothing, and stays known so that lifting it again is nothing. */
export interface CenterClosure extends Omit<ClosureAnnounced, 'centerId'> {
  readonly isLifted: boolean;
}

/** What staff order of a center's times out of use. */
export type ClosureChange =
  | {
      readonly type: 'AnnounceClosure';
      readonly closureId: ClosureId;
      /** Absent for the whole center. */
      readonly resourceIds?: readonly ResourceId[];
      readonly start: Instant;
      readonly end: Instant;
      readonly ordered: Order;
    }
  | { readonly type: 'LiftClosure'; readonly closureId: ClosureId; readonly by: string };

export type ClosureEvent =
  | { readonly type: 'ClosureAnnounced'; readonly data: ClosureAnnounced }
  | { readonly type: 'ClosureLifted'; readonly data: ClosureLifted };

export type ClosureRefusal =
  | { readonly code: 'unknown-closure'; readonly closureId: string }
  | { readonly code: 'unknown-resources'; readonly resourceIds: readonly string[] }
  /** It ends before it begins, or too long after. */
  | { readonly code: 'closure-interval'; readonly daysMax: number }
  | { readonly code: 'closure-over' };

/** What a center has to say about a closure. */
interface Closable {
  readonly profile: {
    readonly id: ClosureAnnounced['centerId'];
    readonly resources: readonly { readonly id: string }[];
  };
  readonly closures: readonly CenterClosure[];
}

type ClosureDecision =
  | { readonly ok: true; readonly events: readonly ClosureEvent[] }
  | { readonly ok: false; readonly refusal: ClosureRefusal };

const DAY_MINUTES = 1440;
const MINUTE_MS = 60_000;

const accept = (...events: ClosureEvent[]): ClosureDecision => ({ ok: true, events });
const refuse = (refusal: ClosureRefusal): ClosureDecision => ({ ok: false, refusal });

function decideAnnouncing(
  { closureId, resourceIds, start, end, ordered }: Extract<ClosureChange, { type: 'AnnounceClosure' }>,
  { profile, closures }: Closable,
  now: string,
): ClosureDecision {
  // The id tells one request from another: what is known under it has been announced by this one.
  if (closures.some((closure) => closure.closureId === closureId)) return accept();
  const minutes = minuteOf(end) - minuteOf(start);
  if (minutes <= 0 || minutes > CLOSURE_DAYS_MAX * DAY_MINUTES)
    return refuse({ code: 'closure-interval', daysMax: CLOSURE_DAYS_MAX });
  if (minuteOf(end) * MINUTE_MS <= Date.parse(now)) return refuse({ code: 'closure-over' });
  const unknown = (resourceIds ?? []).filter((id) => profile.resources.every((resource) => resource.id !== id));
  if (unknown.length > 0) return refuse({ code: 'unknown-resources', resourceIds: unknown });
  const resources = resourceIds && { resourceIds: [...resourceIds] };
  return accept({
    type: 'ClosureAnnounced',
    data: { centerId: profile.id, closureId, ...resources, start, end, ordered },
  });
}

export function decideClosure(command: ClosureChange, center: Closable, now: string): ClosureDecision {
  switch (command.type) {
    case 'AnnounceClosure':
      return decideAnnouncing(command, center, now);
    case 'LiftClosure': {
      const { closureId, by } = command;
      const known = center.closures.find((closure) => closure.closureId === closureId);
      if (!known) return refuse({ code: 'unknown-closure', closureId });
      if (known.isLifted) return accept();
      return accept({ type: 'ClosureLifted', data: { centerId: center.profile.id, closureId, ordered: { by } } });
    }
  }
}

export function closuresAfter(closures: readonly CenterClosure[], event: ClosureEvent): readonly CenterClosure[] {
  switch (event.type) {
    case 'ClosureAnnounced': {
      const { centerId: _, ...closure } = event.data;
      return [...closures, { ...closure, isLifted: false }];
    }
    case 'ClosureLifted':
      return closures.map((known) => (known.closureId === event.data.closureId ? { ...known, isLifted: true } : known));
  }
}

const intervalOf = ({ start, end }: CenterClosure): Interval => ({ start: minuteOf(start), end: minuteOf(end) });

/** Closures that touch an interval, and are not lifted, by start. */
export const closuresWithin = (closures: readonly CenterClosure[], within: Interval): readonly CenterClosure[] =>
  closures
    .filter((closure) => {
      const { start, end } = intervalOf(closure);
      return !closure.isLifted && start < within.end && within.start < end;
    })
    .sort((a, b) => minuteOf(a.start) - minuteOf(b.start) || (a.closureId < b.closureId ? -1 : 1));

/** The same as an allocation reads them. */
export const closedWithin = (closures: readonly CenterClosure[], within: Interval): readonly Closure[] =>
  closuresWithin(closures, within).flatMap((closure): readonly Closure[] => {
    const interval = intervalOf(closure);
    return closure.resourceIds?.map((resourceId) => ({ ...interval, resourceId })) ?? [interval];
  });
