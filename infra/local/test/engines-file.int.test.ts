import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { type Engines, readEngines, withoutPassword, writeEngines } from '../src/engines-file.ts';
import { temporaryFolder } from './temporary.ts';

const path = join(temporaryFolder(), 'deep', 'engines.json');

const engines: Engines = {
  kafka: { brokers: ['127.0.0.1:19092'], version: '4.4.0' },
  mongo: { uri: 'mongodb://127.0.0.1:27117/', name: 'FerretDB', version: '1.24.2', isStandIn: true },
};

test('before anything is written, nothing is up', () => {
  expect(readEngines(path)).toBeUndefined();
});

test('what was written is read, and nobody else reads it', () => {
  writeEngines(path, engines);
  writeEngines(path, engines);
  expect(readEngines(path)).toEqual(engines);
  expect(statSync(path).mode & 0o077).toBe(0);
});

test.each(['', '{}', '{"kafka":{"brokers":[],"version":"4"},"mongo":{}}'])(
  'the file %j says that nothing is up',
  (text) => {
    writeFileSync(path, text);
    expect(readEngines(path)).toBeUndefined();
  },
);

test.each([
  ['mongodb://ann:secret@host:1/?w=1', 'mongodb://…@host:1/?w=1'],
  ['mongodb+srv://ann:secret@host/', 'mongodb+srv://…@host/'],
  ['mongodb://host:1/', 'mongodb://host:1/'],
])('%s is shown as %s', (uri, shown) => {
  expect(withoutPassword(uri)).toBe(shown);
});
