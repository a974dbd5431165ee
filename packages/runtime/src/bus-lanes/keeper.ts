import type { Clock } from '../ports/clock.ts';

const KEEP_EVERY_MS = 500;

/**
 * Keeps how far a group has come now and then, not with every message: after a crash the last ones come again, which
 * consumers expect anyway.
 */
export interface Keeper {
  /** There is something to keep; it is, soon. */
  changed(): void;
  /** Keeps it now. */
  keep(): Promise<void>;
  /** Never keeps again. */
  detach(): void;
}

/** `keep` runs one at a time; one that failed is tried again. */
export function createKeeper(clock: Clock, keep: () => Promise<void>, failed: (error: unknown) => void): Keeper {
  let detached = false;
  let armed = false;
  let callOff = (): void => {};
  let underWay: Promise<void> = Promise.resolve();

  function keepNow(): Promise<void> {
    callOff();
    armed = false;
    const kept = underWay.then(() => (detached ? undefined : keep()));
    underWay = kept.catch(() => undefined);
    return kept;
  }

  function changed(): void {
    if (armed || detached) return;
    armed = true;
    callOff = clock.after(KEEP_EVERY_MS, () => {
      keepNow().catch((error: unknown) => {
        failed(error);
        changed();
      });
    });
  }

  return {
    changed,
    keep: keepNow,
    detach() {
      detached = true;
      callOff();
    },
  };
}
