import { expect, test } from '@jest/globals';
import { type IndexSpec, indexFindings } from '../src/indexes.ts';

const wanted: readonly IndexSpec[] = [
  { name: 'command', fields: ['stream', 'commandId'], unique: true },
  { name: 'unpublished', fields: ['unpublished'], sparse: true },
];
const command = { name: 'command', key: { stream: 1, commandId: 1 }, unique: true };
const unpublished = { name: 'unpublished', key: { unpublished: 1 } };

test("nothing is wrong where every index is as wanted; others are nobody's business", () => {
  const other = { name: '_id_', key: { _id: 1 } };
  expect(indexFindings('commits', wanted, [other, unpublished, command])).toEqual([]);
});

test.each([
  ['one that is missing', [unpublished], ['index command of commits is missing: unique (stream, commandId)']],
  [
    'one that is not unique',
    [{ ...command, unique: false }, unpublished],
    ['index command of commits is (stream, commandId), not unique (stream, commandId)'],
  ],
  [
    'one with its fields in another order',
    [{ ...command, key: { commandId: 1, stream: 1 } }, unpublished],
    ['index command of commits is unique (commandId, stream), not unique (stream, commandId)'],
  ],
  [
    'one that falls',
    [command, { ...unpublished, key: { unpublished: -1 } }],
    ['index unpublished of commits is (unpublished: -1), not (unpublished)'],
  ],
])('names %s', (_, found, findings) => {
  expect(indexFindings('commits', wanted, found)).toEqual(findings);
});
