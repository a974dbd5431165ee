import type { OrganizationId } from '@huitang/contracts';

/** The stream `quota/<organization>`: how many minutes it may have of all centers together in a month. */
export interface QuotaLimit {
  /** Null where nothing is limited. */
  readonly minutesPerMonth: number | null;
}

export interface QuotaLimitCommand {
  readonly type: 'LimitQuota';
  readonly organizationId: OrganizationId;
  readonly minutesPerMonth: number | null;
}

interface QuotaLimitEvent {
  readonly type: 'QuotaLimited';
  readonly data: { readonly organizationId: OrganizationId; readonly minutesPerMonth: number | null };
}

type QuotaLimitDecision =
  | { readonly ok: true; readonly events: readonly QuotaLimitEvent[] }
  | { readonly ok: false; readonly refusal: never };

export const limitStream = (organizationId: string): string => `quota/${organizationId}`;

function decide({ organizationId, minutesPerMonth }: QuotaLimitCommand, limit: QuotaLimit): QuotaLimitDecision {
  if (limit.minutesPerMonth === minutesPerMonth) return { ok: true, events: [] };
  return { ok: true, events: [{ type: 'QuotaLimited', data: { organizationId, minutesPerMonth } }] };
}

const evolve = (_: QuotaLimit, { data: { minutesPerMonth } }: QuotaLimitEvent): QuotaLimit => ({ minutesPerMonth });

/** The rules of `quota/<organization>`. */
export const quotaLimitRules = { initial: (): QuotaLimit => ({ minutesPerMonth: null }), evolve, decide };
