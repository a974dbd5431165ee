import { expect, test } from '@jest/globals';
import { locked } from '../src/lock.ts';

const HOST = '127.0.0.1';
const PORT = 19_794;

test('two that want the same turn have it one after the other', async () => {
  const order: string[] = [];
  const turn = (name: string): Promise<void> =>
    locked(HOST, PORT, 10_000, async () => {
      order.push(`${name} begins`);
      await new Promise((resolve) => setImmediate(resolve));
      order.push(`${name} ends`);
    });
  await Promise.all([turn('a'), turn('b')]);
  expect(order.map((line) => line.split(' ')[1])).toEqual(['begins', 'ends', 'begins', 'ends']);
});

test('who waits in vain is told so, and the turn is free again after a failure', async () => {
  const failing = locked(HOST, PORT, 0, async () => {
    await expect(locked(HOST, PORT, 0, async () => {})).rejects.toThrow('another pnpm engines is at work');
    throw new Error('inside');
  });
  await expect(failing).rejects.toThrow('inside');
  await expect(locked(HOST, PORT, 1000, async () => 'free')).resolves.toBe('free');
});
