import type { BusStore } from './bus-store.ts';
import type { Item, Lane } from './lanes.ts';

/** The subjects of a group that are set aside until somebody asks for them, with the messages that come meanwhile. */
export interface Parking {
  has(subject: string): boolean;
  /** Puts everything the lane holds into the table of parked messages; `error` is why, null for what came later. */
  setAside(lane: Lane, error: string | null): Promise<void>;
  /** Puts a subject's parked messages in front of what has come since. */
  bringBack(lane: Lane): Promise<void>;
}

export interface ParkingHooks {
  readonly finish: (lane: Lane, item: Item) => void;
  /** True when the group has been rewound: what it has not handled comes again from the beginning. */
  readonly isDetached: () => boolean;
}

export function createParking(group: string, store: BusStore, { finish, isDetached }: ParkingHooks): Parking {
  const parked = new Set(store.parkedSubjects(group, false));
  return {
    has: (subject) => parked.has(subject),
    async setAside(lane, error) {
      const items = [...lane.items];
      const offsets = items.map(({ offset }) => offset);
      if (!isDetached()) await store.park(group, lane.subject, offsets, error);
      for (const item of items) finish(lane, item);
      parked.add(lane.subject);
    },
    async bringBack(lane) {
      const offsets = await store.release(group, lane.subject);
      lane.items = [...offsets.map((offset) => ({ offset, parked: true })), ...lane.items];
      parked.delete(lane.subject);
      for (const { resolve } of lane.replays.splice(0)) resolve();
    },
  };
}
