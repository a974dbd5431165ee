/** How to take back what is not on the disk yet. */
export interface Journal {
  /** Something was changed; `undo` takes it back, once everything changed after it has been taken back. */
  changed(undo: () => void): void;
}

/** Of a store whose every change is durable at once. */
export const noJournal: Journal = { changed: () => {} };

/** Keeps what a disk could lose. */
export interface UndoJournal extends Journal {
  /** What was changed so far stays. */
  forget(): void;
  /** Takes it all back, the newest first. */
  undo(): void;
}

export function createUndoJournal(): UndoJournal {
  let undos: (() => void)[] = [];
  return {
    changed: (undo) => void undos.push(undo),
    forget() {
      undos = [];
    },
    undo() {
      const all = undos;
      undos = [];
      for (const undo of all.reverse()) undo();
    },
  };
}
