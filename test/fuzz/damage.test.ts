import { expect, test } from '@jest/globals';
import { damaged, type Edit } from './damage.ts';

const adding = (at: number, name: string, value: unknown): Edit => ({ how: 'add', at, name, value });

test('what is added to an object has a name, whatever it is', () => {
  const body = damaged({ room: { id: 'r1' } }, [adding(2, '__proto__', 'x')]);
  expect(JSON.stringify(body)).toBe('{"room":{"id":"r1","__proto__":"x"}}');
});

test('what is added to a list stands at its end, whatever name it was to have', () => {
  expect(damaged({ people: ['a'] }, [adding(2, 'length', 'x')])).toEqual({ people: ['a', 'x'] });
});

test('the value that is damaged stays as it was', () => {
  const before = { people: ['a'] };
  damaged(before, [adding(2, 'length', 'x')]);
  expect(before).toEqual({ people: ['a'] });
});

test('what is repeated again and again stays as long as anybody could bear', () => {
  const repeating: Edit = { how: 'repeat', at: 0, name: 'x', value: undefined };
  const sizes = [1, 2, 3].map(
    (times) => JSON.stringify(damaged({ a: 'x'.repeat(100_000) }, Array(times).fill(repeating))).length,
  );
  expect(sizes[0]).toBeGreaterThan(4_000_000);
  for (const size of sizes) expect(size).toBeLessThan(8_200_000);
  expect(damaged({ a: 1 }, [repeating])).toEqual(Array(40).fill({ a: 1 }));
});

test('what is done to one of those that were repeated is not done to the others', () => {
  const repeating: Edit = { how: 'repeat', at: 0, name: 'x', value: undefined };
  const replacing: Edit = { how: 'replace', at: 2, name: 'x', value: 'long' };
  const body = damaged({ a: 'one' }, [repeating, replacing]);
  expect(JSON.stringify(body).match(/long/g)).toHaveLength(1);
});
