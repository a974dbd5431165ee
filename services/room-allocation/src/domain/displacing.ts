import type { Alternative, CenterId, Minute, Order, Reason } from '@huitang/contracts';
import type { CenterFacts } from './center-day-command.ts';
import type { Standing } from './standing.ts';

/** What can be had instead, by activity: looked up beforehand, over days that no single day knows. */
export type Offers = ReadonlyMap<string, readonly Alternative[]>;

/** What is known of a center when others make way for a part of an order. */
export type MakingWayFor = Pick<Displacing, 'centerId' | 'centerVersion' | 'facts' | 'now' | 'offers'>;

/** Who takes places away, why, and what is known of the center. */
export interface Displacing {
  readonly centerId: CenterId;
  readonly centerVersion: number;
  readonly facts: CenterFacts;
  readonly now: Minute;
  readonly ordered: Order;
  readonly because: (standing: Standing) => Reason;
  readonly offers: Offers;
}
