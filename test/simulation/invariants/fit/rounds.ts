import type { CenterOpened, Interval } from '@huitang/contracts';
import type { Commit } from '@huitang/runtime';
import { createDays } from '../center-days.ts';
import type { Span } from './takings.ts';

/** Longer than what anything needs before and after an activity, the way from another center apart. */
const AROUND_MINUTES = 60;
/** Longer than that with the way. */
const WITH_WAY_MINUTES = 240;

interface UnderWay {
  readonly from: number;
  until: number;
}

/** Which days gave nothing away one by one, and when in the order of commits; and for whom staff have settled something there. */
export interface RoundDays {
  committed(number: number, commit: Pick<Commit, 'stream' | 'events'>): void;
  /** All days of a center that an activity touches, with all that it may need around it. */
  touched(centerId: string, interval: Interval): readonly string[];
  /** The same of a center that lends somebody for it. */
  touchedByLent(centerId: string, interval: Interval): readonly string[];
  everUnderWay(day: string, span: Span): boolean;
  alwaysUnderWay(day: string, span: Span): boolean;
  isSettled(day: string, activityId: string): boolean;
}

interface Told {
  readonly adjustments: readonly { readonly activityId: string }[];
}

const widened = ({ start, end }: Interval, minutes: number): Interval => ({
  start: start - minutes,
  end: end + minutes,
});

export function createRoundDays(): RoundDays {
  const days = createDays();
  const rounds = new Map<string, UnderWay[]>();
  const settled = new Set<string>();

  function happened(number: number, stream: string, type: string, data: unknown): void {
    const known = rounds.get(stream) ?? [];
    const last = known.at(-1);
    // What the log has was written by the schema of its type.
    if (type === 'CenterOpened') days.know(data as CenterOpened);
    if (type === 'RoundOpened') rounds.set(stream, [...known, { from: number, until: Number.POSITIVE_INFINITY }]);
    if ((type === 'RoundPublished' || type === 'RoundGivenUp') && last) last.until = number;
    if (type !== 'RoundAdjusted') return;
    for (const { activityId } of (data as Told).adjustments) settled.add(`${stream} ${activityId}`);
  }

  return {
    committed(number, { stream, events }) {
      for (const { type, data } of events) happened(number, stream, type, data);
    },
    touched: (centerId, interval) => days.touched(centerId, widened(interval, AROUND_MINUTES)),
    touchedByLent: (centerId, interval) => days.touched(centerId, widened(interval, WITH_WAY_MINUTES)),
    everUnderWay: (day, { from, to }) =>
      rounds.get(day)?.some((round) => round.from <= to && round.until >= from) ?? false,
    alwaysUnderWay: (day, { from, to }) =>
      rounds.get(day)?.some((round) => round.from <= from && round.until > to) ?? false,
    isSettled: (day, activityId) => settled.has(`${day} ${activityId}`),
  };
}
