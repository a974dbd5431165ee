import type { Interval } from '@huitang/contracts';
import type { Ask } from './ask.ts';
import { askFor, type Session } from './session.ts';

interface Span extends Interval {
  readonly activity: number;
}

/** The longest stretch an activity could take, counted from its start. */
function reachOf({ rooms, people, counted }: Ask): { readonly from: number; readonly to: number } {
  const candidates = [...rooms, ...people, ...counted].flatMap((slot) => slot.candidates);
  return {
    from: Math.min(0, ...candidates.map(({ from }) => from)),
    to: Math.max(0, ...candidates.map(({ to }) => to)),
  };
}

function spansOf(session: Session, activity: number): readonly Span[] {
  const ask = askFor(session, activity);
  const { from, to } = reachOf(ask);
  const starts = ask.options.map(({ start }) => start);
  const standing = session.board.placed[activity]?.bookings ?? [];
  return [
    ...starts.map((start) => ({ activity, start: start + from, end: start + to })),
    ...standing.map(({ start, end }) => ({ activity, start, end })),
  ];
}

/**
 * Activities in groups that have nothing to do with each other: no two of different groups could ever be at the same
 * minute. Where nobody accepts another day, each day is a group of its own. In the order of their first activities.
 */
export function partsOf(session: Session): readonly (readonly number[])[] {
  const leaders = session.activities.map((_, activity) => activity);
  const leaderOf = (activity: number): number => {
    let leader = activity;
    while (leaders[leader] !== leader) leader = leaders[leader] ?? leader;
    leaders[activity] = leader;
    return leader;
  };
  const spans = leaders.flatMap((activity) => spansOf(session, activity)).sort((a, b) => a.start - b.start);
  let last: Span | undefined;
  for (const span of spans) {
    if (last && span.start < last.end) {
      const [a, b] = [leaderOf(last.activity), leaderOf(span.activity)];
      leaders[Math.max(a, b)] = Math.min(a, b);
    }
    if (!last || span.end > last.end) last = span;
  }
  const parts = new Map<number, number[]>();
  session.activities.forEach((_, activity) => {
    const leader = leaderOf(activity);
    const part = parts.get(leader);
    if (part) part.push(activity);
    else parts.set(leader, [activity]);
  });
  return [...parts.values()];
}
