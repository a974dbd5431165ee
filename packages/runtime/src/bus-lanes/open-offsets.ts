/** Which messages of one sequence have been taken and not been finished, whatever the order they are finished in. */
export interface OpenOffsets {
  /** The newest taken. */
  taken(): number;
  /** `mine`: somebody has to finish it. */
  take(offset: number, mine: boolean): void;
  /** False when it was not open. */
  done(offset: number): boolean;
  /** Everything up to here is finished. */
  low(): number;
  open(): number;
}

export function createOpenOffsets(start: number): OpenOffsets {
  // Insertion order is offset order, so the first one left is the oldest message not finished.
  const open = new Set<number>();
  let taken = start;
  return {
    taken: () => taken,
    take(offset, mine) {
      taken = offset;
      if (mine) open.add(offset);
    },
    done: (offset) => open.delete(offset),
    low() {
      for (const oldest of open) return oldest - 1;
      return taken;
    },
    open: () => open.size,
  };
}
