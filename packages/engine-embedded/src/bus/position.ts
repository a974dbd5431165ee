import type { Clock } from '@huitang/runtime';

const SAVE_EVERY_MS = 500;

/**
 * How far a group has come: everything up to `low` has been handled. Saved now and then, not with every message: after
 * a crash the last ones come again, which consumers expect anyway.
 */
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
  // Insertion order is offset order, so the first one left is the oldest message not handled.
  const open = new Set<number>();
  let taken = start;
  let saved = start;
  let detached = false;
  let armed = false;
  let callOff = (): void => {};

  const low = (): number => {
    for (const oldest of open) return oldest - 1;
    return taken;
  };

  async function save(): Promise<void> {
    callOff();
    armed = false;
    const now = low();
    if (detached || now === saved) return;
    // Everything up to there has been handled by now, so it is among what is saved here.
    await beforeKept();
    await persist(now);
    saved = now;
  }

  function arm(): void {
    if (armed || detached) return;
    armed = true;
    callOff = clock.after(SAVE_EVERY_MS, () => {
      save().catch((error: unknown) => {
        failed(error);
        arm();
      });
    });
  }

  return {
    taken: () => taken,
    take(offset, mine) {
      taken = offset;
      if (mine) open.add(offset);
      else arm();
    },
    done(offset) {
      if (open.delete(offset)) arm();
    },
    open: () => open.size,
    save,
    detach() {
      detached = true;
      callOff();
    },
  };
}
