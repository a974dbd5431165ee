type Lists<T> = readonly (readonly T[])[];

/** True when every list can be given an item of its own (Kuhn's augmenting paths; recursion at most one level a list). */
function canMatch<T>(lists: Lists<T>, excluded: ReadonlySet<T>): boolean {
  const owner = new Map<T, number>();
  const augment = (index: number, visited: Set<T>): boolean => {
    for (const item of lists[index] ?? []) {
      if (excluded.has(item) || visited.has(item)) continue;
      visited.add(item);
      const current = owner.get(item);
      if (current !== undefined && !augment(current, visited)) continue;
      owner.set(item, index);
      return true;
    }
    return false;
  };
  return lists.every((_, index) => augment(index, new Set()));
}

/**
 * One item from each list, none twice, or undefined when there is no such choice. Lists are in the order of preference;
 * the list with the fewest items chooses first, each takes the best that leaves something for all the others.
 */
export function chooseDistinct<T>(lists: Lists<T>): readonly T[] | undefined {
  if (lists.length === 0) return [];
  if (lists.length === 1) return lists[0]?.[0] === undefined ? undefined : [lists[0][0]];
  const order = lists
    .map((_, index) => index)
    .sort((a, b) => (lists[a]?.length ?? 0) - (lists[b]?.length ?? 0) || a - b);
  const chosen = new Map<number, T>();
  const used = new Set<T>();
  if (!canMatch(lists, used)) return undefined;
  order.forEach((index, place) => {
    const others = order.slice(place + 1).map((other) => lists[other] ?? []);
    const best = lists[index]?.find((item) => !used.has(item) && canMatch(others, new Set([...used, item])));
    // There is always one: the matching found before goes on without what has been used.
    if (best === undefined) return;
    chosen.set(index, best);
    used.add(best);
  });
  return lists.flatMap((_, index) => chosen.get(index) ?? []);
}
