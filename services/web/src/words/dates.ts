import type { LocalDate } from '@huitang/contracts';

/** Formats a date of the calendar as such: no zone can move it to another day. */
export function dateFormat(locale: string, options: Intl.DateTimeFormatOptions): (date: LocalDate) => string {
  const format = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
  return (date) => format.format(new Date(`${date}T12:00:00Z`));
}

const TENS = ['初', '十', '廿'];
const DIGITS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];

/** The words of the Chinese calendar for its days: 初一 … 三十. */
function lunarDayText(day: number): string {
  if (day === 20) return '二十';
  if (day === 30) return '三十';
  return `${TENS[Math.floor((day - 1) / 10)] ?? ''}${DIGITS[(day - 1) % 10] ?? ''}`;
}

const lunar = new Intl.DateTimeFormat('zh-CN-u-ca-chinese', { month: 'long', day: 'numeric', timeZone: 'UTC' });

/** `农历十月十六` */
export function lunarText(date: LocalDate): string {
  const parts = lunar.formatToParts(new Date(`${date}T12:00:00Z`));
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? '';
  return `农历${part('month')}${lunarDayText(Number.parseInt(part('day'), 10))}`;
}
