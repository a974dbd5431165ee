/** Since when those that wait do so, as far as anybody has looked. */
export interface Waits {
  /** Tells who waits now; names that are missing wait no longer. Returns those that have waited since `before` or longer. */
  look(names: readonly string[], now: number, before: number): readonly string[];
}

export function createWaits(): Waits {
  let since = new Map<string, number>();
  return {
    look(names, now, before) {
      since = new Map(names.map((name) => [name, since.get(name) ?? now]));
      return names.filter((name) => (since.get(name) ?? now) <= before);
    },
  };
}
