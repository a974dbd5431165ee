import { type Interval, instantOf, type OrganizationId } from '@huitang/contracts';
import type { Collection } from '@huitang/runtime';
import { rowsIn } from '../demand/report.ts';
import type { Unmet } from '../demand/unmet.ts';
import { wishesIn } from '../demand/wishes.ts';

const DAY_MINUTES = 1440;
/** How long it counts that somebody got nothing. */
const DAYS_BACK = 90;
/** For each wish that was turned down. With what the first of an organization is given it stays below one weight more. */
const CREDIT_EACH = 0.25;
const CREDIT_MAX = 0.75;

/** Somebody else has it: anything else would have been refused whoever asked, so it could be asked for to be refused. */
const RIVALRY: ReadonlySet<string> = new Set([
  'taken',
  'too-few-rooms',
  'people-busy',
  'person-busy',
  'too-few-people',
  'kit-short',
  'stop-busy',
]);

/** The first reason is the cause; what staff took away counts whatever it was for. */
const isTurnedDown = ({ outcome, reasons: [cause] }: Unmet): boolean =>
  outcome === 'displaced' || (outcome === 'refused' && cause !== undefined && RIVALRY.has(cause.code));

/**
 * What is added in a round to the weight of an organization's first wish: 0.25 for each of its wishes at this center
 * that was displaced, or refused for what others had, at most 0.75, so that never a lighter wish goes before a heavier one. What counts are
 * preferred starts in the 90 days before the day of the round; repeats of a wish count once.
 */
export async function creditsAt(
  unmet: Collection<Unmet>,
  centerId: string,
  { start }: Interval,
): Promise<ReadonlyMap<OrganizationId, number>> {
  const rows = await rowsIn(unmet, centerId, { start: start - DAYS_BACK * DAY_MINUTES, end: start });
  const credits = new Map<OrganizationId, number>();
  for (const wish of wishesIn(rows, (minute) => instantOf(minute).slice(0, 10))) {
    const { organizationId } = wish.demanded;
    if (organizationId === undefined || !isTurnedDown(wish)) continue;
    credits.set(organizationId, Math.min(CREDIT_MAX, (credits.get(organizationId) ?? 0) + CREDIT_EACH));
  }
  return credits;
}
