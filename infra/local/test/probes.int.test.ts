import { expect, test } from '@jest/globals';
import { identityOf, kafkaAnswers, mongoAnswers } from '../src/probes.ts';

test('a MongoDB is no stand-in', () => {
  expect(identityOf({ version: '8.0.4', ok: 1 })).toEqual({ name: 'MongoDB', version: '8.0.4', isStandIn: false });
});

test('FerretDB is known by its own version, whatever MongoDB it says it is', () => {
  const answer = { version: '7.0.42', ferretdbVersion: 'v1.24.2', ok: 1 };
  expect(identityOf(answer)).toEqual({ name: 'FerretDB', version: '1.24.2', isStandIn: true });
});

// Nothing listens on port 1 of this machine.
test('where nothing listens, no Kafka answers', async () => {
  expect(await kafkaAnswers(['127.0.0.1:1'])).toBe(false);
});

test('where nothing listens, no MongoDB answers', async () => {
  expect(await mongoAnswers('mongodb://127.0.0.1:1/')).toBeUndefined();
});
