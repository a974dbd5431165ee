import type { ParkingStore } from '@huitang/runtime/bus-lanes';
import type { Assignment } from './assignment.ts';
import type { GroupId } from './group-id.ts';
import type { ParkedMessages } from './parked-messages.ts';
import { asParked, itemOf, type KafkaItem, type Partition } from './partition.ts';

/** Where the subjects that are set aside here come from. */
export type Homes = Map<string, Partition>;

/** One group's parked messages, in Records: whoever has their partition delivers them. */
export const parkingInRecords = (
  id: GroupId,
  parked: ParkedMessages,
  homes: Homes,
  assignment: Assignment,
): ParkingStore<KafkaItem> => ({
  async park(subject, items, error) {
    await parked.park(id, subject, items.map(asParked), error);
    const [first] = items;
    if (first) homes.set(subject, first.partition);
  },
  // Set free they are by now: that is how this consumer got to know.
  async release(subject) {
    const messages = await parked.messages(id, subject);
    const home = homes.get(subject);
    const partition = home && assignment.get(home.topic, home.number);
    homes.delete(subject);
    // Taken away meanwhile: the one who has it now finds them set free.
    return partition ? messages.map(({ offset, body }) => itemOf(partition, offset, body, true)) : [];
  },
  unpark: (subject, item) => parked.unpark(id, subject, asParked(item)),
});
