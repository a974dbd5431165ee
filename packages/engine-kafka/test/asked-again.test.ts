import { expect, test } from '@jest/globals';
import kafkajs from 'kafkajs';
import { askedAgain } from '../src/asked-again.ts';

const { KafkaJSNumberOfRetriesExceeded, KafkaJSProtocolError } = kafkajs;

/** As the client makes it of a broker's answer. */
const refused = (type: string): Error =>
  new KafkaJSProtocolError(Object.assign(new Error(`a broker says ${type}`), { type, code: 5, retriable: true }));

/** A clock on which time passes at once, and what was waited. */
function quickClock() {
  const waits: number[] = [];
  const after = (ms: number, task: () => void) => {
    waits.push(ms);
    queueMicrotask(task);
    return () => {};
  };
  return { waits, clock: { after } };
}

/** Fails with each of these in turn, and then answers. */
function failing(...errors: readonly Error[]) {
  const left = [...errors];
  return async (): Promise<string> => {
    const error = left.shift();
    if (error) throw error;
    return 'answered';
  };
}

const gone = new TypeError("Cannot read properties of null (reading 'topicMetadata')");

test.each<[string, Error]>([
  ['whose answer the client has thrown away', gone],
  ['that has no leader yet', refused('LEADER_NOT_AVAILABLE')],
  ['that a broker has not heard of', refused('UNKNOWN_TOPIC_OR_PARTITION')],
  [
    'that the client has asked for several times by itself',
    new KafkaJSNumberOfRetriesExceeded(refused('LEADER_NOT_AVAILABLE'), { retryCount: 3, retryTime: 100 }),
  ],
])('a topic %s is asked for again', async (_, error) => {
  const { waits, clock } = quickClock();
  expect(await askedAgain(clock, failing(error, error))).toBe('answered');
  expect(waits).toEqual([100, 100]);
});

test('whoever never hears anything is told so after two seconds, with what the client said', async () => {
  const { waits, clock } = quickClock();
  const asked = askedAgain(clock, failing(...Array.from({ length: 30 }, () => gone)));
  await expect(asked).rejects.toThrow(`no broker has an answer: ${gone.message}`);
  expect(waits.reduce((sum, ms) => sum + ms, 0)).toBe(1_900);
});

test.each([
  ['a connection that was lost', new Error('connection lost')],
  ['a refusal', refused('TOPIC_AUTHORIZATION_FAILED')],
])('%s is told at once', async (_, error) => {
  const { waits, clock } = quickClock();
  await expect(askedAgain(clock, failing(error))).rejects.toBe(error);
  expect(waits).toEqual([]);
});
