import type { EventLog, Platform } from '@huitang/runtime';
import type { Catalogue } from './catalogue/catalogue.ts';
import type { Activities } from './reactions.ts';
import type { SchedulingViews } from './views.ts';

/** What the routes stand on: made once in `service.ts`. */
export interface SchedulingContext {
  readonly platform: Platform;
  readonly log: EventLog;
  readonly catalogue: Catalogue;
  readonly views: SchedulingViews;
  readonly activities: Activities;
}
