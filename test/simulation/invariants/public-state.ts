import type {
  ActivityCancelled,
  ActivityConfirmed,
  Bilingual,
  CenterOpened,
  CenterRenamed,
  ResourceAdded,
} from '@huitang/contracts';
import { streamsOf } from '../state.ts';
import type { View } from './invariant.ts';

/** Called off, or nothing stands any more: shown as cancelled. */
export type Ended = Omit<ActivityCancelled, 'wasConfirmed'>;

/** An activity that has been given a place, as the log tells it: where it is since its last move. */
export interface Placed {
  readonly confirmed: ActivityConfirmed;
  readonly cancelled: Ended | undefined;
}

/** What is shown of a center, as the log tells it. */
export interface ShownCenter {
  readonly id: string;
  readonly name: Bilingual;
  /** Names of all that can be had, by id. */
  readonly rooms: ReadonlyMap<string, Bilingual>;
  /** Those of them that are rooms: they have feeds. */
  readonly withFeed: ReadonlySet<string>;
  readonly displayRevision: number;
  readonly displayChangedAt: string;
}

export interface PublicState {
  readonly activities: ReadonlyMap<string, Placed>;
  readonly centers: ReadonlyMap<string, ShownCenter>;
}

type Shown = Pick<ShownCenter, 'displayRevision' | 'displayChangedAt'>;

function centerAfter(before: ShownCenter | undefined, type: string, data: unknown): ShownCenter | undefined {
  // What the log has was written by the schema of its type.
  const { displayRevision, displayChangedAt } = data as Shown;
  const shown = { displayRevision, displayChangedAt };
  if (type === 'CenterOpened') {
    const { id, name, resources } = (data as CenterOpened).profile;
    const rooms = new Map(resources.map((resource) => [resource.id as string, resource.name]));
    const withFeed = new Set(resources.filter(({ type: sort }) => sort === 'room').map((room) => room.id as string));
    return { id, name, rooms, withFeed, ...shown };
  }
  if (!before) return undefined;
  if (type === 'CenterRenamed') return { ...before, name: (data as CenterRenamed).name, ...shown };
  if (type !== 'ResourceAdded' && type !== 'ResourceChanged') return before;
  const { resource } = data as ResourceAdded;
  const rooms = new Map([...before.rooms, [resource.id as string, resource.name]]);
  const withFeed = resource.type === 'room' ? new Set([...before.withFeed, resource.id]) : before.withFeed;
  return { ...before, rooms, withFeed, ...shown };
}

/** Each of them tells the whole place. */
const PLACES = new Set(['ActivityConfirmed', 'ActivityMoved', 'ActivityAnnounced', 'ActivityDisplaced']);

/** Each ends it for whoever was shown it. */
const ENDS = new Set(['ActivityCancelled', 'ActivityUnplaced']);

function placedAfter(before: Placed | undefined, type: string, data: unknown): Placed | undefined {
  if (PLACES.has(type)) return { confirmed: data as ActivityConfirmed, cancelled: undefined };
  // Cancelled after it had lost its place, it is shown as off already.
  if (ENDS.has(type)) return before && { ...before, cancelled: before.cancelled ?? (data as Ended) };
  return before;
}

function stateOf<T>(
  view: View,
  service: string,
  prefix: string,
  after: (before: T | undefined, type: string, data: unknown) => T | undefined,
): ReadonlyMap<string, T> {
  const all = new Map<string, T>();
  for (const [stream, commits] of streamsOf(view, service, prefix)) {
    const events = commits.flatMap((commit) => commit.events);
    const state = events.reduce<T | undefined>((before, { type, data }) => after(before, type, data), undefined);
    if (state) all.set(stream.slice(prefix.length), state);
  }
  return all;
}

/** What there is to be seen, from the owners' logs alone and as plainly as it can be said. */
export const publicState = (view: View): PublicState => ({
  activities: stateOf(view, 'scheduling', 'activity/', placedAfter),
  centers: stateOf(view, 'room-allocation', 'center/', centerAfter),
});
