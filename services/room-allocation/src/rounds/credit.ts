import { type Interval, instantOf, type OrganizationId, type Reason } from '@huitang/contracts';
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

/** Somebody has it. What a rule, a quota or the staff have refused could be asked for to be refused. */
const HAD: ReadonlySet<string> = new Set(['taken', 'people-busy', 'person-busy', 'stop-busy']);
/** The same, or there never was as much: who asks for more than there is is refused by nobody. */
const SHORT: ReadonlySet<string> = new Set(['too-few-rooms', 'too-few-people', 'kit-short']);

/** What is short counts only where it was told that others had it, which refusals from before do not tell. */
const isForRivals = ({ code }: Reason, hadByOthers: boolean | undefined): boolean =>
  hadByOthers === undefined ? HAD.has(code) : hadByOthers && (HAD.has(code) || SHORT.has(code));

/** The first reason is the cause; what staff took away counts whatever it was for. */
const isTurnedDown = ({ outcome, reasons: [cause], hadByOthers }: Unmet): boolean =>
  outcome === 'displaced' || (outcome === 'refused' && cause !== undefined && isForRivals(cause, hadByOthers));

/**
 * What is added in a round to the weight of an organization's first wish: 0.25 for each of its wishes at this center
 * that was displaced, or refused for what other organizations had, at most 0.75, so that never a lighter wish goes before a heavier one. What counts are
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
