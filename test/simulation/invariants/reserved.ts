import { type Claim, minuteOf, type Reservation } from '@huitang/contracts';
import type { Placed } from './public-state.ts';

const OCCUPIED = '已占用';

/** What room use is to show of one resource that one activity has, as a line that can be compared. */
const line = (parts: readonly unknown[]): string => JSON.stringify(parts);

function shownOf({ confirmed }: Placed): readonly unknown[] {
  const { audience, activityId, title, kind, headcount } = confirmed;
  switch (audience) {
    case 'public':
      return [audience, title, activityId, kind.id, headcount];
    case 'members':
      return [audience, kind.name.zh, activityId, kind.id, null];
    case 'private':
      return [audience, OCCUPIED, null, null, null];
  }
}

const isIn = ({ start, end }: Claim, from: string, to: string): boolean =>
  minuteOf(start) < minuteOf(to) && minuteOf(from) < minuteOf(end);

/** By the log: what of a resource is taken between two instants, and what of it may be seen. */
export function reservedOf(placed: Iterable<Placed>, resourceId: string, from: string, to: string): readonly string[] {
  return [...placed]
    .filter(({ cancelled }) => !cancelled)
    .flatMap((one) =>
      one.confirmed.claims
        .filter((claim) => claim.resourceId === resourceId && isIn(claim, from, to))
        .map(({ start, end, count }) => {
          const { start: begins, end: ends } = one.confirmed;
          return line([...[start, end, begins, ends].map(minuteOf), count, ...shownOf(one)]);
        }),
    )
    .sort();
}

/** By the answer. */
export const reservedIn = (reservations: readonly Reservation[]): readonly string[] =>
  reservations
    .map(({ start, end, activityStart, activityEnd, count, audience, title, activityId, kind, headcount }) =>
      line([
        ...[start, end, activityStart, activityEnd].map(minuteOf),
        count,
        audience,
        title.zh,
        activityId ?? null,
        kind?.id ?? null,
        headcount ?? null,
      ]),
    )
    .sort();
