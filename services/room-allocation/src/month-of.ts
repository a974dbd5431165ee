import type { Minute } from '@huitang/contracts';
import { DateTime } from 'luxon';

const MINUTE_MS = 60_000;

/** `yyyy-mm` of a minute by the clock on the wall of a center. */
export const monthOf = (timeZone: string, minute: Minute): string =>
  DateTime.fromMillis(minute * MINUTE_MS, { zone: timeZone }).toFormat('yyyy-MM');
