import { createRequire } from 'node:module';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { mendNegativeTimer } from '../src/negative-timer.ts';

const RequestQueue = createRequire(import.meta.url)('kafkajs/src/network/requestQueue');

const silent = { debug: () => {} };

const queueOf = () =>
  new RequestQueue({ maxInFlightRequests: 1, requestTimeout: 1_000, clientId: 'c', broker: 'b', logger: silent });

const request = (correlationId: number, sendRequest: () => void) => ({
  entry: { correlationId },
  expectResponse: true,
  sendRequest,
});

beforeEach(() => {
  jest.useFakeTimers();
  mendNegativeTimer();
});

afterEach(() => {
  jest.useRealTimers();
});

test('an idle connection sets no timer', () => {
  const queue = queueOf();
  queue.checkPendingRequests();
  expect(jest.getTimerCount()).toBe(0);
});

test('what waits for its turn is sent all the same', () => {
  const sent: number[] = [];
  const queue = queueOf();
  for (const id of [1, 2]) queue.push(request(id, () => sent.push(id)));
  expect(sent).toEqual([1]);
  queue.inflight.clear();
  jest.advanceTimersByTime(50);
  expect(sent).toEqual([1, 2]);
});
