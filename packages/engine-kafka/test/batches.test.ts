import type { BusMessage } from '@huitang/runtime';
import { expect, test } from '@jest/globals';
import { batchesOf } from '../src/batches.ts';

const message = (n: number, kilobytes: number): BusMessage => ({
  topic: 't',
  key: 'k',
  subject: String(n),
  body: 'x'.repeat(kilobytes * 1024),
});

test('nothing is no batch', () => {
  expect(batchesOf([])).toEqual([]);
});

test('messages keep their order and no batch is longer than half a megabyte', () => {
  const messages = Array.from({ length: 40 }, (_, n) => message(n, 10 + (n % 7) * 20));
  const batches = batchesOf(messages);
  expect(batches.flat()).toEqual(messages);
  expect(batches.length).toBeGreaterThan(1);
  for (const batch of batches) expect(batch.reduce((sum, { body }) => sum + body.length, 0)).toBeLessThan(512 * 1024);
});

test('a message that is longer by itself is alone', () => {
  const batches = batchesOf([message(1, 1), message(2, 900), message(3, 1)]);
  expect(batches.map((batch) => batch.map(({ subject }) => subject))).toEqual([['1'], ['2'], ['3']]);
});

test('length counts in bytes, not in characters', () => {
  const wide = { ...message(1, 0), body: '会'.repeat(100_000) };
  expect(batchesOf([wide, wide])).toHaveLength(2);
});
