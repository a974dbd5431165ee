import type { Item, ParkingStore } from '@huitang/runtime/bus-lanes';
import type { BusStore, Published } from './bus-store.ts';
import { parsedBody } from './parsed-body.ts';

/** A message on its way to one group's handler. */
export interface StoredItem extends Item {
  /** Read back from the file when absent: what was parked may be long. */
  readonly message?: Published;
}

export const arrived = (message: Published): StoredItem => ({
  offset: message.offset,
  message,
  parked: false,
  json: () => parsedBody(message),
});

export const parkedItem = (store: BusStore, offset: number): StoredItem => ({
  offset,
  parked: true,
  json: () => JSON.parse(store.body(offset)),
});

/** `isDetached`: the group has been rewound, so what it has not handled comes again and nothing of it is kept. */
export const parkingStore = (group: string, store: BusStore, isDetached: () => boolean): ParkingStore<StoredItem> => ({
  async park(subject, items, error) {
    if (isDetached()) return;
    await store.park(
      group,
      subject,
      items.map(({ offset }) => offset),
      error,
    );
  },
  release: async (subject) => (await store.release(group, subject)).map((offset) => parkedItem(store, offset)),
  unpark: (subject, { offset }) => store.unpark(group, subject, offset),
});
