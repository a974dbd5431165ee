import type { Random, World } from '@huitang/engine-simulated';

type Partition = ReturnType<World['broker']['partitionsOf']>[number];

const SKIPPED_MAX = 20;
const BEHIND_MAX_MS = 8_000;

/**
 * How far a group can be moved ahead so that of each stream whose messages it never gets something comes after all: what
 * went by can be told by it. Of a stream that says nothing any more, nobody could.
 */
export function skippable({ messages, end }: Partition, from: number): number {
  const last = new Map<string, number>();
  for (let offset = from; offset < end(); offset += 1) last.set(messages[offset]?.subject ?? '', offset);
  let to = from;
  const most = Math.min(end(), from + SKIPPED_MAX);
  for (let next = from; next < most; next += 1) {
    const skipped = messages.slice(from, next + 1);
    if (skipped.every(({ subject }) => (last.get(subject) ?? 0) > next)) to = next + 1;
  }
  return to;
}

/** A group falls behind, and is then set to a place ahead of what it has heard: an offset that was out of range. */
export function skipSome({ world, dice }: { readonly world: World; readonly dice: Random }): void {
  const { broker, coordinator, scheduler } = world;
  const members = coordinator.members();
  if (members.length === 0) return;
  const { groupId, topics } = dice.pick(members);
  const partition = dice.pick(broker.partitionsOf(topics));
  const forMs = dice.between(500, BEHIND_MAX_MS);
  coordinator.owner(groupId, partition.name)?.hold(partition, scheduler.now() + forMs);
  scheduler.after(forMs, () => {
    const committed = broker.committed(groupId, partition);
    const to = skippable(partition, committed);
    if (to > committed) {
      broker.commit(groupId, partition, to);
      coordinator.reset(groupId, partition);
    }
    coordinator.wake(partition);
  });
}
