import { exitCodeOf } from '@huitang/runtime';
import { expect, test } from '@jest/globals';
import { type ReadFile, withSecretFiles } from '../src/secret-files.ts';

const files: Readonly<Record<string, string>> = { '/run/secrets/mongo': 'mongodb://user:hunter2@db\n' };
const read: ReadFile = (path) => {
  const text = files[path];
  if (text === undefined) throw Object.assign(new Error('gone'), { code: 'ENOENT' });
  return text;
};

test('a secret may be in a file, and the rest stays as it is', () => {
  const variables = { MONGODB_URI_FILE: '/run/secrets/mongo', KAFKA_BROKERS: 'kafka:9092' };
  expect(withSecretFiles(variables, read)).toEqual({ ...variables, MONGODB_URI: 'mongodb://user:hunter2@db' });
});

test.each([
  [{ KAFKA_PASSWORD_FILE: '/none' }, 'KAFKA_PASSWORD_FILE: the name of a file that can be read, not /none (ENOENT)'],
  [
    { MONGODB_URI_FILE: '/run/secrets/mongo', MONGODB_URI: 'mongodb://b' },
    'MONGODB_URI: either itself or MONGODB_URI_FILE, not both',
  ],
])('%j is refused as wrong usage: %s', (variables, message) => {
  let thrown: unknown;
  try {
    withSecretFiles(variables, read);
  } catch (error) {
    thrown = error;
  }
  expect([String(thrown), exitCodeOf(thrown)]).toEqual([`Fault: ${message}`, 2]);
});
