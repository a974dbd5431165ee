import {
  type CenterOpened,
  minuteOf,
  type Reservation,
  type ResourceAdded,
  RoomUse,
  timestampOf,
} from '@huitang/contracts';
import { convertIcsCalendar } from 'ts-ics';
import type { Exchange } from '../exchange.ts';
import { busIsIdle } from '../state.ts';
import type { Findings, Invariant, View } from './invariant.ts';

const DAY_MS = 86_400_000;
/** As far as people book in a run. */
const DAYS = 12;

/** How many of each resource there were at most, by the log: what was booked stays when there are fewer later. */
function mostOf(view: View): ReadonlyMap<string, number> {
  const most = new Map<string, number>();
  for (const { type, data } of view.world.durable
    .log('room-allocation')
    .all()
    .flatMap(({ events }) => events)) {
    // What the log has was written by the schema of its type.
    const resources =
      type === 'CenterOpened'
        ? (data as CenterOpened).profile.resources
        : type === 'ResourceAdded' || type === 'ResourceChanged'
          ? [(data as ResourceAdded).resource]
          : [];
    for (const resource of resources)
      if (resource.type === 'kit') most.set(resource.id, Math.max(most.get(resource.id) ?? 0, resource.count));
  }
  return most;
}

/** Who may hold so much at once: seats of a room are no count of it. */
const countOf = ({ id, type, capacity }: RoomUse['resources'][number], most: ReadonlyMap<string, number>): number =>
  type === 'room' ? 1 : Math.max(capacity, most.get(id) ?? 0);

/** Several parts of one activity, and what it leaves for what it goes to, are one use of it. */
function mostAt(minute: number, reservations: readonly Reservation[]): number {
  const there = reservations.filter(({ start, end }) => minuteOf(start) <= minute && minute < minuteOf(end));
  return there.reduce((sum, { count }) => sum + count, 0);
}

function overbooked({ ask, answer }: Exchange, most: ReadonlyMap<string, number>): Findings {
  const use = RoomUse.safeParse(answer?.body);
  if (!use.success) return [`room use of ${ask.params?.id} cannot be read: ${use.error.message}`];
  return use.data.resources.flatMap((resource) =>
    resource.reservations
      .filter(({ start }) => mostAt(minuteOf(start), resource.reservations) > countOf(resource, most))
      .slice(0, 1)
      .map(({ start }) => `room use shows ${resource.id} given more than once at ${start}`),
  );
}

function overlapping({ ask, answer }: Exchange): Findings {
  if (answer?.status !== 200 || !Buffer.isBuffer(answer.body)) return [];
  const events = convertIcsCalendar(undefined, answer.body.toString('utf8')).events ?? [];
  const busy = events
    .filter(({ status }) => status !== 'CANCELLED')
    .map(({ uid, start, end }) => ({ uid, start: start.date.getTime(), end: end?.date.getTime() ?? 0 }))
    .sort((a, b) => a.start - b.start);
  return busy.flatMap((one, index) => {
    const next = busy[index + 1];
    return next && next.start < one.end
      ? [`the feed of ${ask.params?.id} shows ${one.uid} and ${next.uid} at ${timestampOf(next.start)}`]
      : [];
  });
}

/**
 * At rest no room use and no room's feed shows anything given more than once. While things move a place that was left and
 * the one it was left for come from two streams, between which there is no order: then one may be shown before the other.
 */
export const toldOnce: Invariant = {
  name: 'I1 told once',
  watch: (view) => ({
    lastAsks() {
      const from = Math.floor(view.world.scheduler.now() / DAY_MS) * DAY_MS;
      const query = { from: timestampOf(from), to: timestampOf(from + DAYS * DAY_MS) };
      const centers = view.world.durable
        .log('room-allocation')
        .all()
        .filter(({ stream, version }) => stream.startsWith('center/') && version === 1);
      return centers.map(({ stream }) => ({
        operationId: 'roomUse',
        params: { id: stream.slice('center/'.length) },
        query,
      }));
    },
    ended({ quiet }) {
      if (!quiet || !busIsIdle(view)) return [];
      const most = mostOf(view);
      const asked = view.exchanges.filter(({ client }) => client === 'inspector');
      return [
        ...asked.filter(({ ask }) => ask.operationId === 'roomUse').flatMap((exchange) => overbooked(exchange, most)),
        ...asked.filter(({ ask }) => ask.operationId === 'roomFeed').flatMap(overlapping),
      ];
    },
  }),
};
