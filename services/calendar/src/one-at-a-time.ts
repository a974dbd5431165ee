interface UnderWay<T> {
  /** What had been changed when it began. */
  readonly count: number;
  readonly running: Promise<T>;
  /** Begins when `running` ends, so it sees whatever those who wait for it have seen. */
  next?: Promise<T>;
}

/**
 * Runs the work of a key at most once at a time, with at most one more waiting, however many ask. A caller joins the
 * one under way only when nothing has changed since it began and it does not ask for `fresh`.
 */
export function oneAtATime<T>(countChanges: () => number) {
  const underWay = new Map<string, UnderWay<T>>();

  function start(key: string, work: () => Promise<T>): Promise<T> {
    const running = work().finally(() => {
      const one = underWay.get(key);
      if (one?.running === running && !one.next) underWay.delete(key);
    });
    underWay.set(key, { count: countChanges(), running });
    return running;
  }

  return {
    isRunning: (key: string): boolean => underWay.has(key),
    run(key: string, fresh: boolean, work: () => Promise<T>): Promise<T> {
      const one = underWay.get(key);
      if (!one) return start(key, work);
      if (!fresh && one.count === countChanges()) return one.running;
      const again = (): Promise<T> => start(key, work);
      one.next ??= one.running.then(again, again);
      return one.next;
    },
  };
}
