import { random } from '@huitang/engine-simulated';
import { expect, test } from '@jest/globals';

const draw = (seed: number, purpose: string, count = 1_000): number[] => {
  const dice = random(seed, purpose);
  return Array.from({ length: count }, () => dice.fraction());
};

test('a seed and a purpose always give the same numbers', () => {
  expect(draw(7, 'faults')).toEqual(draw(7, 'faults'));
});

test('another purpose of the seed, and the next seed, give other numbers', () => {
  const first = draw(7, 'faults');
  for (const other of [draw(7, 'latency'), draw(8, 'faults')]) {
    expect(other.filter((value, index) => value === first[index])).toHaveLength(0);
  }
});

test('numbers are spread evenly over [0, 1), also the first ones of many seeds', () => {
  const firsts = Array.from({ length: 10_000 }, (_, seed) => random(seed, 'x').fraction());
  for (const all of [draw(1, 'x', 10_000), firsts]) {
    const tenths = Array.from(
      { length: 10 },
      (_, tenth) => all.filter((value) => Math.floor(value * 10) === tenth).length,
    );
    for (const count of tenths) expect(Math.abs(count - 1_000)).toBeLessThan(150);
  }
});

test('whole numbers, spans and picks stay within what was asked for', () => {
  const dice = random(1, 'x');
  for (let round = 0; round < 1_000; round += 1) {
    expect([0, 1, 2]).toContain(dice.int(3));
    expect(dice.between(5, 6)).toBeGreaterThanOrEqual(5);
    expect(dice.between(5, 6)).toBeLessThan(6);
    expect(['a', 'b']).toContain(dice.pick(['a', 'b']));
    expect(dice.chance(0)).toBe(false);
    expect(dice.chance(1)).toBe(true);
  }
});
