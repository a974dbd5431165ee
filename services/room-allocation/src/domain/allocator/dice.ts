/** Numbers in [0, 1): the same seed throws the same (mulberry32). */
export type Dice = () => number;

export function diceOf(seed: number): Dice {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A whole number from 0 to below `below`. */
export const throwBelow = (dice: Dice, below: number): number => Math.floor(dice() * below);

/** The first `count` of a thrown order; the items are reordered in place. */
export function draw<T>(dice: Dice, items: T[], count: number): readonly T[] {
  const wanted = Math.min(count, items.length);
  for (let place = 0; place < wanted; place += 1) {
    const other = place + throwBelow(dice, items.length - place);
    const [a, b] = [items[place], items[other]];
    if (a === undefined || b === undefined) continue;
    items[place] = b;
    items[other] = a;
  }
  return items.slice(0, wanted);
}
