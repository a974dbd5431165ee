import { describe, expect, test } from '@jest/globals';
import { chooseDistinct } from '../../../src/domain/allocator/matching.ts';

type Lists = readonly (readonly string[])[];

/** Every way to take one item from each list and none twice. */
function everyChoice(lists: Lists): readonly (readonly string[])[] {
  const [first, ...rest] = lists;
  if (!first) return [[]];
  return first.flatMap((item) =>
    everyChoice(rest.map((list) => list.filter((other) => other !== item))).map((choice) => [item, ...choice]),
  );
}

/** Every list without repeats that can be made of the items, in every order, the empty one too. */
function everyList(items: readonly string[]): readonly (readonly string[])[] {
  return [
    [],
    ...items.flatMap((item) => everyList(items.filter((other) => other !== item)).map((rest) => [item, ...rest])),
  ];
}

/**
 * The choice that the shortest list likes best; of those the one that the next shortest likes best, and so on.
 * Among equally short lists the earlier one comes first.
 */
function bestChoice(lists: Lists): readonly string[] | undefined {
  const byLength = lists.map((list, index) => ({ index, length: list.length })).sort((a, b) => a.length - b.length);
  return byLength.reduce((choices, { index }) => {
    const ranks = choices.map((choice) => lists[index]!.indexOf(choice[index]!));
    return choices.filter((_, at) => ranks[at] === Math.min(...ranks));
  }, everyChoice(lists))[0];
}

const wrongOnes = (instances: readonly Lists[]): readonly Lists[] =>
  instances.filter((lists) => JSON.stringify(chooseDistinct(lists)) !== JSON.stringify(bestChoice(lists)));

describe('one of each, none twice', () => {
  const few = everyList(['a', 'b', 'c']);

  test('is found exactly where brute force finds a choice, and is its best: all pairs of lists of four', () => {
    const all = everyList(['a', 'b', 'c', 'd']);
    expect(wrongOnes(all.flatMap((a) => all.map((b) => [a, b])))).toEqual([]);
  });

  test('is found exactly where brute force finds a choice, and is its best: all triples of lists of three', () => {
    expect(wrongOnes(few.flatMap((a) => few.flatMap((b) => few.map((c) => [a, b, c]))))).toEqual([]);
  });

  test('of a single list is its first', () => {
    expect([chooseDistinct([['b', 'a']]), chooseDistinct([[]])]).toEqual([['b'], undefined]);
  });

  test('of no lists is nothing, which can always be had', () => {
    expect(chooseDistinct([])).toEqual([]);
  });

  test('gives up what it likes best where nothing would be left for another', () => {
    expect(chooseDistinct([['a', 'b'], ['a']])).toEqual(['b', 'a']);
    expect(
      chooseDistinct([
        ['a', 'b'],
        ['b', 'c'],
        ['a', 'b'],
      ]),
    ).toEqual(['a', 'c', 'b']);
  });

  test('goes through long chains: sixty lists that must all move by one', () => {
    const items = Array.from({ length: 60 }, (_, index) => `item-${String(index).padStart(2, '0')}`);
    const lists = items.map((item, index) => (index === 0 ? [item] : [items[index - 1]!, item]));
    expect(chooseDistinct(lists)).toEqual(items);
  });
});
