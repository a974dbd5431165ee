import type { Item, Lane } from './lanes.ts';

/** Where an engine keeps a group's parked messages. What it has written is durable when a call resolves. */
export interface ParkingStore<I extends Item> {
  /** Sets messages of a subject aside; `error` belongs to the first of them, null keeps what is known. */
  park(subject: string, items: readonly I[], error: string | null): Promise<void>;
  /** A subject is to be delivered again: its messages, in order. They stay kept until each is handled. */
  release(subject: string): Promise<readonly I[]>;
  /** One that was released has been handled. */
  unpark(subject: string, item: I): Promise<void>;
}

/** The subjects of a group that are set aside until somebody asks for them, with the messages that come meanwhile. */
export interface Parking<I extends Item> {
  has(subject: string): boolean;
  all(): Iterable<string>;
  /** From now on it is set aside: somebody has kept messages of it. */
  add(subject: string): void;
  /** Somebody else looks after it now. */
  forget(subject: string): void;
  /** Keeps everything the lane holds as parked messages; `error` is why, null for what came later. */
  setAside(lane: Lane<I>, error: string | null): Promise<void>;
  /** Puts a subject's parked messages in front of what has come since. */
  bringBack(lane: Lane<I>): Promise<void>;
}

export function createParking<I extends Item>(
  store: ParkingStore<I>,
  finish: (lane: Lane<I>, item: I) => void,
  isGone: (item: I) => boolean,
): Parking<I> {
  const parked = new Set<string>();
  return {
    has: (subject) => parked.has(subject),
    all: () => parked,
    add: (subject) => void parked.add(subject),
    forget: (subject) => void parked.delete(subject),
    async setAside(lane, error) {
      const items = [...lane.items];
      await store.park(lane.subject, items, error);
      // Whose items went to somebody else meanwhile, that is theirs to know.
      if (!items.every(isGone)) parked.add(lane.subject);
      for (const item of items) finish(lane, item);
    },
    async bringBack(lane) {
      lane.items = [...(await store.release(lane.subject)), ...lane.items];
      parked.delete(lane.subject);
      for (const { resolve } of lane.replays.splice(0)) resolve();
    },
  };
}
