/** Counts what this process has applied, so that whoever read before a change knows it. */
export interface Changes {
  /** Something of a center has changed. */
  changed(centerId: string): void;
  /** Grows with every change of any center. */
  count(): number;
  /** The count at the last change of a center, or of any where none is named. */
  lastOf(centerId: string | undefined): number;
}

export function createChanges(): Changes {
  const last = new Map<string, number>();
  let count = 0;
  return {
    changed(centerId) {
      count += 1;
      last.set(centerId, count);
    },
    count: () => count,
    lastOf: (centerId) => (centerId === undefined ? count : (last.get(centerId) ?? 0)),
  };
}
