import type { OrganizationId } from '@huitang/contracts';

/** The stream `quota/<organization>`: how many minutes it may have of all centers together in a month. */
export interface QuotaLimit {
  /** Null where nothing is limited. */
  readonly minutesPerMonth: number | null;
  /** Counts how often it was set. */
  readonly number: number;
  /** Whether what was held before there was a limit has been counted. */
  readonly isCounted: boolean;
}

export type QuotaLimitCommand = { readonly organizationId: OrganizationId } & (
  | { readonly type: 'LimitQuota'; readonly minutesPerMonth: number | null }
  /** What was held before the limit of this number is counted now. */
  | { readonly type: 'CloseCount'; readonly number: number }
);

type QuotaLimitEvent =
  | {
      readonly type: 'QuotaLimited';
      readonly data: { readonly organizationId: OrganizationId; readonly minutesPerMonth: number | null };
    }
  | { readonly type: 'EarlierCounted'; readonly data: { readonly organizationId: OrganizationId } };

type QuotaLimitDecision =
  | { readonly ok: true; readonly events: readonly QuotaLimitEvent[] }
  | { readonly ok: false; readonly refusal: never };

const accept = (...events: QuotaLimitEvent[]): QuotaLimitDecision => ({ ok: true, events });

export const limitStream = (organizationId: string): string => `quota/${organizationId}`;

function decide(command: QuotaLimitCommand, limit: QuotaLimit): QuotaLimitDecision {
  const { organizationId } = command;
  switch (command.type) {
    case 'LimitQuota': {
      const { minutesPerMonth } = command;
      if (limit.minutesPerMonth === minutesPerMonth) return accept();
      return accept({ type: 'QuotaLimited', data: { organizationId, minutesPerMonth } });
    }
    case 'CloseCount':
      // Lifted and set again meanwhile: what was granted in between has not been looked at.
      if (limit.isCounted || limit.number !== command.number) return accept();
      return accept({ type: 'EarlierCounted', data: { organizationId } });
  }
}

function evolve(limit: QuotaLimit, event: QuotaLimitEvent): QuotaLimit {
  switch (event.type) {
    case 'QuotaLimited': {
      const { minutesPerMonth } = event.data;
      // While nothing was limited, nothing was counted.
      const isCounted = limit.isCounted && limit.minutesPerMonth !== null && minutesPerMonth !== null;
      return { minutesPerMonth, number: limit.number + 1, isCounted };
    }
    case 'EarlierCounted':
      return { ...limit, isCounted: true };
  }
}

const initial = (): QuotaLimit => ({ minutesPerMonth: null, number: 0, isCounted: false });

/** The rules of `quota/<organization>`. */
export const quotaLimitRules = { initial, evolve, decide };
