import { expect, test } from '@jest/globals';
import type { Admin } from 'kafkajs';
import { topicMetadata } from '../src/topic-metadata.ts';

const topics = [{ name: 'a.events', partitions: [] }];
/** What the client comes to when it has thrown the broker's answer away. */
const nothing = new TypeError("Cannot read properties of null (reading 'topicMetadata')");

/** A client that answers with one of these after the other, and with the last one from then on. */
function adminWith(...answers: (Error | { topics: typeof topics })[]) {
  const asked: string[][] = [];
  const fetchTopicMetadata: Admin['fetchTopicMetadata'] = async (wanted) => {
    const answer = answers[Math.min(asked.length, answers.length - 1)];
    asked.push(wanted?.topics ?? []);
    if (answer instanceof Error || !answer) throw answer;
    return answer;
  };
  return { asked, admin: { fetchTopicMetadata } };
}

const waits: number[] = [];
const clock = {
  after(ms: number, task: () => void) {
    waits.push(ms);
    queueMicrotask(task);
    return () => {};
  },
};

test('a topic whose leader is being chosen is asked for again', async () => {
  const { asked, admin } = adminWith(nothing, nothing, { topics });
  expect(await topicMetadata(admin, clock, ['a.events'])).toEqual(topics);
  expect(asked).toEqual([['a.events'], ['a.events'], ['a.events']]);
});

test('whoever never hears anything is told so after two seconds, and may try again later', async () => {
  waits.length = 0;
  const { admin } = adminWith(nothing);
  await expect(topicMetadata(admin, clock, ['a.events'])).rejects.toMatchObject({
    code: 'kafka-unavailable',
    retriable: true,
    message: 'no broker says anything of a.events',
  });
  expect(waits.reduce((sum, ms) => sum + ms, 0)).toBe(1_900);
});

test('what the client itself says is not asked again', async () => {
  const { asked, admin } = adminWith(new Error('connection lost'), { topics });
  await expect(topicMetadata(admin, clock, ['a.events'])).rejects.toThrow('connection lost');
  expect(asked).toHaveLength(1);
});
