import type { Lanes } from '@huitang/runtime/bus-lanes';
import type { Published } from './bus-store.ts';
import { arrived, type StoredItem } from './parked-items.ts';
import type { GroupPosition } from './position.ts';
import type { Tail } from './tail.ts';

/** Messages in memory, handled or waiting to be; a blocked subject stops others only when all of these are its own. */
const OPEN_MESSAGES_MAX = 5_000;
const OPEN_CHARACTERS_MAX = 64_000_000;
const BATCH = 500;

/** Takes a group's messages off its topics into lanes, so many at a time that memory stays bounded. */
export interface Intake {
  /** Takes a batch; true when more could be taken at once, which is left for the next turn of the event loop. */
  take(): boolean;
  /** The item is off this group's hands: handled, or set aside. */
  finished(item: StoredItem): void;
  /** True when nothing published is left to take. */
  isDrained(): boolean;
}

/** What a group wants of what is published. */
export interface Wanted {
  readonly topics: ReadonlySet<string>;
  readonly wants: (type: string) => boolean;
}

export function createIntake(
  { topics, wants }: Wanted,
  tail: Tail,
  position: GroupPosition,
  lanes: Lanes<StoredItem>,
): Intake {
  let characters = 0;

  const isFull = (): boolean => position.open() >= OPEN_MESSAGES_MAX || characters >= OPEN_CHARACTERS_MAX;
  const isDrained = (): boolean => position.taken() >= tail.last();

  function takeOne(message: Published): void {
    const { offset, topic, subject, body, type } = message;
    const isMine = topics.has(topic) && (type === undefined || wants(type));
    position.take(offset, isMine);
    if (!isMine) return;
    characters += body.length;
    lanes.add(subject, [arrived(message)]);
  }

  return {
    take() {
      if (isFull() || isDrained()) return false;
      for (const message of tail.after(position.taken(), BATCH)) takeOne(message);
      return !isFull() && !isDrained();
    },
    finished({ offset, message, parked }) {
      if (parked) return;
      characters -= message?.body.length ?? 0;
      position.done(offset);
    },
    isDrained,
  };
}
