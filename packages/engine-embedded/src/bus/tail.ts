import type { BusStore, Published } from './bus-store.ts';

/** What is kept longer than a journey lasts is moved about by the garbage collector. */
const KEPT_MESSAGES_MAX = 1_000;
const KEPT_CHARACTERS_MAX = 8_000_000;

/** The newest messages in memory, so that groups which keep up never read them back from the file. */
export interface Tail {
  /** Takes what was committed, in the order of its offsets. */
  push(messages: readonly Published[]): void;
  after(offset: number, limit: number): readonly Published[];
  /** The newest offset there is. */
  last(): number;
}

export function createTail(store: Pick<BusStore, 'after' | 'lastOffset'>): Tail {
  let kept: Published[] = [];
  let characters = 0;
  let last = store.lastOffset();

  function forget(count: number): void {
    for (const message of kept.slice(0, count)) characters -= message.body.length;
    kept = kept.slice(count);
  }

  return {
    push(messages) {
      for (const message of messages) {
        // Offsets without gaps let a place in memory be computed; should there be one, the file answers.
        if (message.offset !== last + 1) forget(kept.length);
        kept.push(message);
        characters += message.body.length;
        last = message.offset;
      }
      while (kept.length > KEPT_MESSAGES_MAX || characters > KEPT_CHARACTERS_MAX) forget(Math.ceil(kept.length / 2));
    },
    after(offset, limit) {
      const first = kept[0]?.offset;
      if (first === undefined || offset < first - 1) return store.after(offset, limit);
      return kept.slice(offset - first + 1, offset - first + 1 + limit);
    },
    last: () => last,
  };
}
