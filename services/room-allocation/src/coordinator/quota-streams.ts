import { minuteOf } from '@huitang/contracts';
import { monthStream } from '../domain/quota.ts';
import { limitStream } from '../domain/quota-limit.ts';
import type { KnownCenter } from '../facts.ts';
import { monthOf } from '../month-of.ts';
import type { Asked } from './asked.ts';
import type { Coordinator } from './coordinator.ts';

type Organization = Pick<Asked, 'organizationId'>;

/** What an organization may have in a month; undefined where nothing is limited. */
export async function limitOf(
  { quotaLimits }: Coordinator,
  { organizationId }: Organization,
): Promise<number | undefined> {
  const { state } = await quotaLimits.load(limitStream(organizationId));
  return state.minutesPerMonth ?? undefined;
}

export const streamAt = ({ organizationId }: Organization, { center }: KnownCenter, start: string): string =>
  monthStream(organizationId, monthOf(center.profile.timeZone, minuteOf(start)));
