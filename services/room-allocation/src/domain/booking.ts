import type { BookingRules, KindId, Minute, OrganizationId, Reason, Resource } from '@huitang/contracts';
import type { Barred } from './allocator/barred.ts';

const DAY_MINUTES = 1440;

/** Whose wish it is, and when it came. */
export interface Booker {
  /** Absent for a search that names no kind, or no organization: it is shown what some may have. */
  readonly kindId?: KindId | undefined;
  readonly organizationId?: OrganizationId | undefined;
  readonly askedAt: Minute;
}

const because = (code: string, values: NonNullable<Reason['values']>): { readonly because: Reason } => ({
  because: { code, values },
});

function barredBy(
  rules: BookingRules,
  { kindId, organizationId, askedAt }: Booker,
): readonly Omit<Barred, 'resourceId'>[] {
  const { kinds, organizations, horizonDays, leastLeadMinutes } = rules;
  const barred: Omit<Barred, 'resourceId'>[] = [];
  if (kinds && kindId && !kinds.includes(kindId)) barred.push(because('not-bookable-by-kind', { kind: kindId }));
  if (organizations && organizationId && !organizations.includes(organizationId)) {
    barred.push(because('not-bookable-by-organization', { organization: organizationId }));
  }
  if (horizonDays !== undefined) {
    const startsAfter = askedAt + horizonDays * DAY_MINUTES;
    barred.push({ ...because('not-bookable-yet', { horizonDays }), startsAfter });
  }
  if (leastLeadMinutes !== undefined) {
    const startsBefore = askedAt + leastLeadMinutes;
    barred.push({ ...because('not-bookable-so-soon', { leastLeadMinutes }), startsBefore });
  }
  return barred;
}

/** What a wish may not have of these resources, by their rules of booking. */
export const barredFrom = (resources: readonly Resource[], booker: Booker): readonly Barred[] =>
  resources.flatMap(({ id, booking }) =>
    booking ? barredBy(booking, booker).map((barred) => ({ ...barred, resourceId: id })) : [],
  );
