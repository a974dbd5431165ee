import type { Resource } from '@huitang/contracts';
import type { Asked } from './wishes.ts';

const DAY_MINUTES = 1_440;

/** True where a resource's own rules say that it is not for this wish, or not for this start. */
export function isBarred({ booking }: Pick<Resource, 'booking'>, asked: Omit<Asked, 'number'>, start: number): boolean {
  if (!booking || asked.isOrdered || asked.wish.asGiven) return false;
  const { kinds, organizations, horizonDays, leastLeadMinutes } = booking;
  const ahead = start - asked.askedAt;
  return (
    (kinds !== undefined && !kinds.some((id) => id === asked.kindId)) ||
    (organizations !== undefined && !organizations.some((id) => id === asked.organizationId)) ||
    (horizonDays !== undefined && ahead > horizonDays * DAY_MINUTES) ||
    (leastLeadMinutes !== undefined && ahead < leastLeadMinutes)
  );
}
