import type { Activity, ResourceUse, Taken } from './documents.ts';

const MINUTE_MS = 60_000;

const minuteOf = (instant: string): number => Date.parse(instant) / MINUTE_MS;

/** Seats are not shared: a room is taken by one at a time, whatever it seats. */
const atOnce = ({ type, capacity }: ResourceUse): number => (type === 'room' ? 1 : capacity);

/** The first minute at which more of a resource is taken than there is, by counting every minute; undefined for none. */
function firstDoubled(use: ResourceUse): number | undefined {
  const taken = new Map<number, number>();
  for (const { start, end, count } of use.reservations) {
    for (let minute = minuteOf(start); minute < minuteOf(end); minute += 1) {
      const now = (taken.get(minute) ?? 0) + count;
      if (now > atOnce(use)) return minute;
      taken.set(minute, now);
    }
  }
  return undefined;
}

/** A line for each resource of which more is taken at some minute, with setup and teardown, than there is. */
export const doubledIn = (use: readonly ResourceUse[]): readonly string[] =>
  use.flatMap((resource) => {
    const minute = firstDoubled(resource);
    return minute === undefined
      ? []
      : [`${resource.id} is taken twice at ${new Date(minute * MINUTE_MS).toISOString()}`];
  });

const lineOf = (activityId: string, { resourceId, start, end, count }: Taken): string =>
  `${activityId} has ${count} of ${resourceId} from ${start} to ${end}`;

/** What room use says and no activity, and what an activity says and not room use, a line each. */
export function differencesOf(use: readonly ResourceUse[], activities: readonly Activity[]): readonly string[] {
  const inUse = new Set(
    use.flatMap(({ id, reservations }) =>
      reservations.map(({ activityId = 'somebody', ...taken }) => lineOf(activityId, { ...taken, resourceId: id })),
    ),
  );
  const given = new Set(
    activities
      .filter(({ status }) => status !== 'cancelled')
      .flatMap(({ id, allocation }) => (allocation?.claims ?? []).map((claim) => lineOf(id, claim))),
  );
  return [
    ...[...inUse].filter((line) => !given.has(line)).map((line) => `in room use alone: ${line}`),
    ...[...given].filter((line) => !inUse.has(line)).map((line) => `not in room use: ${line}`),
  ];
}
