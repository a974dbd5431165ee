import type { Interval } from '@huitang/contracts';
import { type Html, html } from '../html.ts';
import { dateAt, endText, plusDays, timeText } from '../model/local-day.ts';
import type { View } from '../view.ts';

/** `09:00–10:00`, over midnight `23:30–次日 01:30`, longer ones with their dates. */
export function rangeText({ words }: View, { start, end }: Interval, zone: string): string {
  const first = dateAt(start, zone);
  const last = dateAt(end - 1, zone);
  const [from, to] = [timeText(start, zone), endText(end, zone)];
  if (first === last) return `${from}–${to}`;
  if (last === plusDays(first, 1)) return words.dates.overnight(from, to);
  return `${words.dates.short(first)} ${from} – ${words.dates.short(last)} ${to}`;
}

/** The same for machines, too. */
export const rangeTime = (view: View, interval: Interval, zone: string): Html =>
  html`<time datetime="${new Date(interval.start * 60_000).toISOString()}">${rangeText(view, interval, zone)}</time>`;
