import { type AllocationGranted, type AvailableStart, type CenterProfile, minuteOf } from '@huitang/contracts';
import type { Exchange } from '../exchange.ts';
import { createCenters } from './fit/centers.ts';
import { createClosures } from './fit/closures.ts';
import { fitsAt, type Moment } from './fit/fits.ts';
import { homeOf, lentTo } from './fit/lent.ts';
import { createRoundDays } from './fit/rounds.ts';
import { createTakings, type Span } from './fit/takings.ts';
import { type Foreseen, foreseenIn, startsAsked } from './foreseen.ts';
import type { Findings, Invariant, Watch } from './invariant.ts';

const FINDINGS_MAX = 3;

/** What is over, or too near or too far, by the clock of whoever answers; and what a quota leaves no minutes for: not judged. */
const NOT_FOR_PLACE = new Set(['no-start-left', 'starts-too-soon', 'starts-too-late', 'quota-exceeded']);

/** All that answers rest on, from the logs alone, and when in the order of commits. */
function createLogged() {
  const [centers, takings, closures, rounds] = [createCenters(), createTakings(), createClosures(), createRoundDays()];
  const times: number[] = [];
  const movable = new Set<string>();

  const taken =
    (profile: CenterProfile, span: Span, which: 'ever' | 'always'): Moment['taken'] =>
    (resource) => [
      ...takings[`${which}Taken`](resource.id, span, ''),
      ...closures[`${which}Taken`](homeOf(resource) ?? profile.id, resource, span),
    ];

  return {
    centers,
    rounds,
    /** What the last commit before the question has given back is free. */
    takenAtAll: (profile: CenterProfile, { from, to }: Span): Moment['taken'] =>
      taken(profile, { from: from + 1, to }, 'ever'),
    /** What could make way for whoever asks stands in nobody's way. */
    takenForGood:
      (profile: CenterProfile, span: Span): Moment['taken'] =>
      (resource) =>
        taken(profile, span, 'always')(resource).filter(({ activityId }) => !movable.has(activityId)),
    committed(commit: Parameters<typeof centers.committed>[1], at: number): void {
      times.push(at);
      for (const one of [centers, takings, closures, rounds]) one.committed(times.length, commit);
      for (const { type, data } of commit.events) {
        if (type !== 'AllocationGranted' && type !== 'AllocationMoved') continue;
        // What the log has was written by the schema of its type.
        const { activityId, tentative } = data as AllocationGranted;
        if (tentative) movable.add(activityId);
      }
    },
    /** From the last commit before the question to the last one before the answer. */
    spanOf: ({ sentAt }: Pick<Exchange, 'sentAt'>): Span => ({
      from: times.findLastIndex((at) => at < sentAt) + 1,
      to: times.length,
    }),
  };
}

type Logged = ReturnType<typeof createLogged>;

/** True where no moment from question to answer had what is said to be free. */
function isVain(
  { centers, rounds, takenForGood }: Logged,
  span: Span,
  { centerId, least }: Foreseen,
  item: AvailableStart,
) {
  const start = minuteOf(item.start);
  const days = rounds.touched(centerId, { start, end: start });
  if (days.length === 1 && days.some((day) => rounds.alwaysUnderWay(day, span))) return true;
  return !centers.during(centerId, span).some((profile) => {
    const all = [...profile.resources, ...lentTo(profile, least, centers.now)];
    const resources = all.filter(({ id }) => item.resourceIds.includes(id));
    return fitsAt(start, least, { profile: { ...profile, resources }, taken: takenForGood(profile, span) });
  });
}

/** True where every moment had it free, of the center's own and for everybody. */
function isPassedOver(
  logged: Logged,
  span: Span,
  { centerId, most }: Foreseen,
  { start: at, reasons }: AvailableStart,
) {
  const { centers, rounds, takenAtAll } = logged;
  if (NOT_FOR_PLACE.has(reasons[0]?.code ?? '')) return false;
  const start = minuteOf(at);
  const days = rounds.touched(centerId, { start, end: start + most.durationMinutes });
  if (days.some((day) => rounds.everUnderWay(day, span))) return false;
  const isBarred: Moment['isBarred'] = ({ booking }) => booking !== undefined;
  return centers
    .during(centerId, span)
    .every((profile) => fitsAt(start, most, { profile, taken: takenAtAll(profile, span), isBarred }));
}

function watched(logged: Logged, exchange: Exchange): Findings {
  const foreseen = foreseenIn(exchange);
  if (!foreseen) return [];
  const { centerId, items, most } = foreseen;
  const what = `availability of ${centerId} for ${exchange.client}`;
  const starts = items.map(({ start }) => minuteOf(start));
  const isWhole = starts.join() === startsAsked(exchange.ask).join();
  const isLong = items.every(({ start, end }) => minuteOf(end) - minuteOf(start) === most.durationMinutes);
  if (!isWhole || !isLong) return [`${what} is not start by start what was asked about`];
  const span = logged.spanOf(exchange);
  const wrong = items.flatMap((item) => {
    if (item.isAvailable)
      return isVain(logged, span, foreseen, item)
        ? [`${what} promises ${item.resourceIds.join(' and ')} at ${item.start}, and nobody could have it`]
        : [];
    return isPassedOver(logged, span, foreseen, item)
      ? [`${what} denies ${item.start} (${item.reasons[0]?.code}), and it could be had`]
      : [];
  });
  return wrong.slice(0, FINDINGS_MAX);
}

/**
 * What is said to be available could be had at a moment from question to answer, of the very rooms and people that it
 * names; what is said not to be could not be had all that time. That it is granted to whoever proposes it follows from
 * that what fits is granted. Not checked: rules of booking, quotas, how far ahead a kind may be asked for, whether
 * neighbours would lend where it is denied, and what a tentative activity would have to make way for.
 */
export const foreseenIsSo: Invariant = {
  name: 'I3 what is foreseen is so',
  watch({ options, world: { scheduler } }): Watch {
    // Nobody else asks, and what is taken costs time to know.
    if (!options.workload.foreseeing) return {};
    const logged = createLogged();
    return {
      committed(service, commit) {
        if (service === 'room-allocation') logged.committed(commit, scheduler.now());
        return [];
      },
      answered: (exchange) => watched(logged, exchange),
    };
  },
};
