import type { Interval } from '@huitang/contracts';
import type { Closure } from '../domain/allocator/allocation-problem.ts';
import type { KnownCenter } from '../facts.ts';
import { type Asking, requestOf } from './asked.ts';
import type { Coordinator } from './coordinator.ts';
import type { GroupOverDays, Seen } from './plan-over-days.ts';
import { type WayOverDays, wayOverDays } from './way-over-days.ts';

/** Whether staff have ordered that others make way. */
export const mayDisplace = ({ wish, ordered }: Asking): boolean => wish.displaces === true && ordered !== undefined;

interface Displacing {
  readonly seen: Seen;
  readonly within: Interval;
  readonly closures: readonly Closure[];
  readonly group: GroupOverDays;
}

/** Whoever makes way may need what the wish does not: everything the center has is looked at. */
export function wayFor(
  coordinator: Coordinator,
  asked: Asking,
  known: KnownCenter,
  { seen, within, closures, group }: Displacing,
): WayOverDays | undefined {
  const facts = coordinator.factsOf(known, undefined, within);
  const { open, within: _, ...parts } = facts;
  const policy = { center: asked.centerId, open, within, nearestStarts: [], nearestMax: 0 };
  const requests = [requestOf(asked, group.starts, known)];
  const problem = { ...parts, closures, commitments: [], tentative: [], requests, policy };
  return wayOverDays(coordinator, asked, { facts, problem, days: seen.days });
}
