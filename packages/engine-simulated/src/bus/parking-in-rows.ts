import type { ParkingStore } from '@huitang/runtime/bus-lanes';
import type { MemberContext } from './member.ts';
import { type BusItem, type Owned, parkedItem } from './owned.ts';

/** Where the subjects that are set aside here come from. */
export type Homes = Map<string, Owned>;

/** One group's parked messages, among what the bus keeps: whoever has their partition delivers them. */
export function parkingInRows(
  { storage, caller, broker, groupId }: Pick<MemberContext, 'storage' | 'caller' | 'broker' | 'groupId'>,
  homes: Homes,
  owned: ReadonlyMap<string, Owned>,
): ParkingStore<BusItem> {
  return {
    async park(subject, items, error) {
      const [first] = items;
      if (!first) return;
      const rows = items.map(({ offset, owned: { partition } }) => {
        const own = offset === first.offset ? error : null;
        return { groupId, subject, partition: partition.name, offset, released: false, error: own };
      });
      await storage.write(caller, { what: 'bus.park', key: subject, effect: () => broker.parked.park(rows) });
      homes.set(subject, first.owned);
    },
    async release(subject) {
      const effect = () => broker.parked.release(groupId, subject);
      const rows = await storage.write(caller, { what: 'bus.release', key: subject, effect });
      homes.delete(subject);
      return rows.flatMap(({ partition, offset }) => {
        // Taken away meanwhile: the one who has it now finds them set free.
        const one = owned.get(partition);
        return one ? [parkedItem(one, offset)] : [];
      });
    },
    async unpark(subject, { offset }) {
      const effect = () => broker.parked.unpark({ groupId, subject, offset });
      await storage.write(caller, { what: 'bus.unpark', key: subject, effect });
    },
  };
}
