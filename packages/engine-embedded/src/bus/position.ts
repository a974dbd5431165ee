import type { Clock } from '@huitang/runtime';
import { createKeeper, createOpenOffsets } from '@huitang/runtime/bus-lanes';

/** How far a group has come: everything up to `low` has been handled. Saved now and then, not with every message. */
export interface GroupPosition {
  /** The newest message taken from the topic. */
  taken(): number;
  take(offset: number, mine: boolean): void;
  done(offset: number): void;
  open(): number;
  /** Saves what has not been saved. */
  save(): Promise<void>;
  /** Never saves again. */
  detach(): void;
}

export function createPosition(
  start: number,
  clock: Clock,
  beforeKept: () => Promise<void>,
  persist: (low: number) => Promise<void>,
  failed: (error: unknown) => void,
): GroupPosition {
  const offsets = createOpenOffsets(start);
  let saved = start;

  async function save(): Promise<void> {
    const now = offsets.low();
    if (now === saved) return;
    // Everything up to there has been handled by now, so it is among what is saved here.
    await beforeKept();
    await persist(now);
    saved = now;
  }

  const keeper = createKeeper(clock, save, failed);
  return {
    taken: offsets.taken,
    take(offset, mine) {
      offsets.take(offset, mine);
      if (!mine) keeper.changed();
    },
    done(offset) {
      if (offsets.done(offset)) keeper.changed();
    },
    open: offsets.open,
    save: keeper.keep,
    detach: keeper.detach,
  };
}
