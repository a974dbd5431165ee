import { expect, test } from '@jest/globals';
import { ensureIndexes, type IndexSpec, indexFindings, verifyIndexes } from '../src/indexes.ts';

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
  [
    'a unique one that leaves documents out, and so lets two of them be alike',
    [{ ...command, partialFilterExpression: { stream: 'none' } }, unpublished],
    [
      'index command of commits is unique (stream, commandId) with partialFilterExpression, not unique (stream, commandId)',
    ],
  ],
  [
    'one that forgets, and one that takes different words for the same',
    [
      { ...command, collation: { locale: 'en', strength: 1 } },
      { ...unpublished, expireAfterSeconds: 60 },
    ],
    [
      'index command of commits is unique (stream, commandId) with collation, not unique (stream, commandId)',
      'index unpublished of commits is (unpublished) with expireAfterSeconds, not (unpublished)',
    ],
  ],
  [
    'a unique one that leaves out documents without its fields',
    [{ ...command, sparse: true }, unpublished],
    ['index command of commits is unique (stream, commandId) with sparse, not unique (stream, commandId)'],
  ],
])('names %s', (_, found, findings) => {
  expect(indexFindings('commits', wanted, found)).toEqual(findings);
});

/** A driver's collection as mongoose hands it out: it has no namespace, and makes nothing. */
const without = (indexes: readonly object[]) => ({
  collectionName: 'commits',
  indexes: async () => [...indexes],
  createIndexes: async () => [],
});

test.each([
  ['looked for', verifyIndexes],
  ['not created', ensureIndexes],
])('the collection of an index that is %s and not there is said by its name', async (_, check) => {
  const rejected = check(without([unpublished]) as unknown as Parameters<typeof check>[0], wanted);
  await expect(rejected).rejects.toMatchObject({
    code: 'index-missing',
    message: 'index command of commits is missing: unique (stream, commandId)',
  });
});
