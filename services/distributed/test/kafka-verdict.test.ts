import { type Clock, Fault } from '@huitang/runtime';
import { beforeEach, expect, test } from '@jest/globals';
import { kafkaVerdict } from '../src/kafka-verdict.ts';

let now: number;
let asked: number;
/** What Kafka says next. */
let answer: () => Promise<void>;
const timers: (() => void)[] = [];

const clock: Clock = {
  now: () => now,
  after: (_, task) => {
    timers.push(task);
    return () => {};
  },
};
const kafka = {
  ready: () => {
    asked += 1;
    return answer();
  },
};
const says = (code: string, retriable: boolean) => async (): Promise<void> => {
  throw new Fault(code, 'no', { retriable });
};

beforeEach(() => {
  now = 0;
  asked = 0;
  timers.length = 0;
});

test('a Kafka that is away is no reason to be unready', async () => {
  const verdict = kafkaVerdict(kafka, clock);
  answer = says('deadline', true);
  await expect(verdict()).resolves.toBeUndefined();
});

test.each([
  ['kafka-refused', true],
  ['topic-partitions', false],
])('one that is there and says %s is, until it says otherwise', async (code, retriable) => {
  const verdict = kafkaVerdict(kafka, clock);
  answer = says(code, retriable);
  await expect(verdict()).rejects.toMatchObject({ code });
  now += 5_000;
  // Away now: what it has said still stands.
  answer = says('kafka-unavailable', true);
  await expect(verdict()).rejects.toMatchObject({ code });
  now += 5_000;
  answer = async () => {};
  await expect(verdict()).resolves.toBeUndefined();
});

test('however often it is asked for, Kafka is asked once in a while, and never twice at once', async () => {
  const verdict = kafkaVerdict(kafka, clock);
  let settle = (): void => {};
  answer = () =>
    new Promise((resolve) => {
      settle = resolve;
    });
  const all = [verdict(), verdict()];
  now += 60_000;
  all.push(verdict());
  // Nobody waits for it longer than a moment.
  for (const fire of timers) fire();
  await Promise.all(all);
  expect(asked).toBe(1);
  settle();
  await verdict();
  answer = async () => {};
  now += 100;
  await verdict();
  expect(asked).toBe(2);
});
