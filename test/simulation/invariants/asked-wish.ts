import { type ActivityProposed, minuteOf, type Need } from '@huitang/contracts';
import { fieldOf } from '../client-commands.ts';

/** What of an event is not what a request's body says: told by its name, and written from the API's description alone. */

const HALF_HOUR = 30;

/** What a kind, or a route or package that is named, asks for without being told: by role, by the catalogue's files. */
const OF_KIND: Readonly<Record<string, readonly Need['role'][]>> = {
  'community-activity': ['room'],
  'educational-session': ['room', 'lecturer'],
  'walking-class': ['guide'],
};

const textOf = (body: unknown, field: string): string => String(fieldOf(body, field));

const listOf = (body: unknown, field: string): readonly unknown[] => {
  const value = fieldOf(body, field);
  return Array.isArray(value) ? value : [];
};

/** The minutes that one acceptable alternative stands for. */
function minutesOf(alternative: unknown): readonly number[] {
  const single = fieldOf(alternative, 'start');
  if (typeof single === 'string') return [minuteOf(single)];
  const from = minuteOf(textOf(alternative, 'earliest'));
  const count = Math.floor((minuteOf(textOf(alternative, 'latest')) - from) / HALF_HOUR) + 1;
  return Array.from({ length: count }, (_, index) => from + index * HALF_HOUR);
}

function startsDiffer({ starts }: ActivityProposed['wish'], body: unknown): boolean {
  const preferred = minuteOf(textOf(body, 'preferredStart'));
  const asked = new Set([preferred, ...listOf(body, 'alternatives').flatMap(minutesOf)]);
  const told = starts.map(minuteOf);
  const far = told.map((minute) => Math.abs(minute - preferred));
  const isSorted = far.every((distance, index) => index === 0 || distance >= (far[index - 1] ?? 0));
  const isSame = told.length === asked.size && told.every((minute) => asked.has(minute));
  return told[0] !== preferred || !isSame || !isSorted;
}

const words = (one: unknown): readonly unknown[] => [...listOf(one, 'features'), ...listOf(one, 'skills')];

/** True where a need of the wish asks for at least as much. */
function covers(need: Need, asked: unknown): boolean {
  const id = fieldOf(asked, 'resourceId');
  const count = Number(fieldOf(asked, 'count') ?? 0);
  return (
    need.role === fieldOf(asked, 'role') &&
    (id === undefined || fieldOf(need, 'resourceId') === id) &&
    words(asked).every((word) => words(need).includes(word)) &&
    (need.role !== 'kit' || need.count >= count) &&
    (need.role !== 'stop' || need.offsetMinutes === fieldOf(asked, 'offsetMinutes'))
  );
}

function needsDiffer({ needs }: ActivityProposed['wish'], body: unknown): boolean {
  const asked = listOf(body, 'needs');
  const own = OF_KIND[textOf(body, 'kind')] ?? [];
  const named = asked.map((one) => fieldOf(one, 'resourceId'));
  // What a route leads to is named by the route.
  const isFree = fieldOf(body, 'routeId') !== undefined;
  const isUnasked = (need: Need): boolean => {
    const id = fieldOf(need, 'resourceId');
    return !isFree && id !== undefined && !named.includes(id);
  };
  return (
    !asked.every((one) => needs.some((need) => covers(need, one))) ||
    !own.every((role) => needs.some((need) => need.role === role)) ||
    needs.some(isUnasked)
  );
}

/** The names of what differs; none where the event says what was asked for. */
export function differencesOf(event: ActivityProposed, body: unknown): readonly string[] {
  const { wish } = event;
  const told: Readonly<Record<string, unknown>> = {
    title: event.title,
    organization: event.organizationId,
    center: event.centerId,
    kind: event.kind.id,
    headcount: event.headcount,
    audience: event.audience,
    packageId: event.packageId,
    routeId: event.routeId,
    durationMinutes: wish.durationMinutes,
  };
  const fields = Object.entries(told).filter(([name, value]) => {
    const asked = fieldOf(body, name);
    return asked !== undefined && asked !== value;
  });
  return [
    ...fields.map(([name]) => name),
    ...(wish.headcount === event.headcount ? [] : ['headcount of the wish']),
    ...(startsDiffer(wish, body) ? ['starts'] : []),
    ...(needsDiffer(wish, body) ? ['needs'] : []),
  ];
}
