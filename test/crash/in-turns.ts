const AT_ONCE = 16;

/** Does the same with all items, so many at a time; the results in the order of the items. */
export async function inTurns<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  for (let from = 0; from < items.length; from += AT_ONCE) {
    results.push(...(await Promise.all(items.slice(from, from + AT_ONCE).map(work))));
  }
  return results;
}

/** Asks again and again until the answer is empty or the time is over; the last answer. */
export async function untilNone(
  ask: () => Promise<readonly string[]>,
  withinMs: number,
  pauseMs = 50,
): Promise<readonly string[]> {
  const endsAt = performance.now() + withinMs;
  for (;;) {
    const left = await ask();
    if (left.length === 0 || performance.now() > endsAt) return left;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}
