import { nodeIds } from '@huitang/runtime/adapters';
import { expect, test } from '@jest/globals';

test('fractions lie in [0, 1) and spread over it', () => {
  const ids = nodeIds();
  const fractions = Array.from({ length: 1_000 }, () => ids.fraction());
  expect(fractions.every((fraction) => fraction >= 0 && fraction < 1)).toBe(true);
  const tenths = new Set(fractions.map((fraction) => Math.floor(fraction * 10)));
  expect(tenths.size).toBe(10);
});
