import { type ExecutorContext, type Streams, streamsOf } from '@huitang/runtime';
import { type Searches, searchRules } from './demand/searches.ts';
import { allocationRules } from './domain/allocation.ts';
import type { AllocationCommand, AllocationStreamRefusal } from './domain/allocation-command.ts';
import type { Allocation } from './domain/allocation-state.ts';
import { type CenterCommand, type CenterRefusal, centerRules } from './domain/center.ts';
import { centerDayRules } from './domain/center-day.ts';
import type { CenterDayCommand, CenterDayRefusal } from './domain/center-day-command.ts';
import type { CenterDay } from './domain/center-day-state.ts';
import { type CenterIds, type CenterIdsCommand, type CenterIdsRefusal, centerIdsRules } from './domain/center-ids.ts';
import type { Center } from './domain/center-state.ts';
import { type QuotaCommand, type QuotaRefusal, quotaRules } from './domain/quota.ts';
import { type QuotaLimit, type QuotaLimitCommand, quotaLimitRules } from './domain/quota-limit.ts';
import type { QuotaMonth } from './domain/quota-month.ts';

export type Centers = Streams<Center, CenterCommand, CenterRefusal>;
export type AllCenterIds = Streams<CenterIds, CenterIdsCommand, CenterIdsRefusal>;
export type CenterDays = Streams<CenterDay, CenterDayCommand, CenterDayRefusal>;
export type Allocations = Streams<Allocation, AllocationCommand, AllocationStreamRefusal>;

export type Quotas = Streams<QuotaMonth, QuotaCommand, QuotaRefusal>;
export type QuotaLimits = Streams<QuotaLimit, QuotaLimitCommand, never>;

/**
 * Every stream that room-allocation owns: `center/…`, `center-ids/…`, `center-day/…`, `allocation/…`, `searches/…`,
 * `quota/<organization>` and `quota/<organization>/<month>`.
 */
export interface OwnStreams {
  readonly centers: Centers;
  readonly centerIds: AllCenterIds;
  readonly days: CenterDays;
  readonly allocations: Allocations;
  readonly searches: Searches;
  readonly quotas: Quotas;
  readonly quotaLimits: QuotaLimits;
}

export const ownStreams = (context: ExecutorContext): OwnStreams => ({
  centers: streamsOf(centerRules, context),
  centerIds: streamsOf(centerIdsRules, context),
  days: streamsOf(centerDayRules, context),
  allocations: streamsOf(allocationRules, context),
  searches: streamsOf(searchRules, context),
  quotas: streamsOf(quotaRules, context),
  quotaLimits: streamsOf(quotaLimitRules, context),
});
