import type { Language } from '@huitang/contracts';
import { type WallTime, wallClock } from './wall-clock.ts';

const MINUTE_MS = 60_000;

/** Instants as the clocks of a center show them, 24 hours. */
export interface LocalTimes {
  /** `2026年7月1日（周三）09:00–10:15（UTC+8）` */
  span(start: string, end: string): string;
  /** `7月1日（周三）09:00` */
  short(instant: string): string;
  /** `09:00`, `minutes` later. */
  clock(instant: string, minutes?: number): string;
}

interface Forms {
  readonly day: (time: WallTime) => string;
  readonly shortDay: (time: WallTime) => string;
  /** Between a day and a clock time. */
  readonly gap: string;
  readonly to: string;
  readonly offset: (offset: string) => string;
}

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

const short = (name = ''): string => name.slice(0, 3);
const chineseDay = ({ month, day, weekday }: WallTime): string =>
  `${month}月${day}日（周${'日一二三四五六'[weekday]}）`;

const forms: Readonly<Record<Language, Forms>> = {
  zh: {
    day: (time) => `${time.year}年${chineseDay(time)}`,
    shortDay: chineseDay,
    gap: '',
    to: ' 至 ',
    offset: (offset) => `（${offset}）`,
  },
  en: {
    day: ({ weekday, day, month, year }) => `${weekdays[weekday]} ${day} ${months[month - 1]} ${year}`,
    shortDay: ({ weekday, day, month }) => `${short(weekdays[weekday])} ${day} ${short(months[month - 1])}`,
    gap: ', ',
    to: ' to ',
    offset: (offset) => ` (${offset})`,
  },
};

const isSameDay = (a: WallTime, b: WallTime): boolean => a.day === b.day && a.month === b.month && a.year === b.year;

export function localTimes(zone: string, language: Language): LocalTimes {
  const at = wallClock(zone);
  const { day, shortDay, gap, to, offset } = forms[language];
  return {
    span(start, end) {
      const [first, last] = [at(Date.parse(start)), at(Date.parse(end))];
      const from = `${day(first)}${gap}${first.clock}${first.offset === last.offset ? '' : offset(first.offset)}`;
      const until = isSameDay(first, last) ? `–${last.clock}` : `${to}${day(last)}${gap}${last.clock}`;
      return `${from}${until}${offset(last.offset)}`;
    },
    short(instant) {
      const time = at(Date.parse(instant));
      return `${shortDay(time)}${gap}${time.clock}`;
    },
    clock: (instant, minutes = 0) => at(Date.parse(instant) + minutes * MINUTE_MS).clock,
  };
}
