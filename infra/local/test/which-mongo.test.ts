import { expect, test } from '@jest/globals';
import { type MongoFacts, whichMongo } from '../src/which-mongo.ts';

const HOUR_MS = 3_600_000;
const now = 1_000 * HOUR_MS;
const nothing: MongoFacts = { hasFerretdbData: false, hasMongod: false, mongodFailedAt: undefined, now };

test.each<[string, Partial<MongoFacts>, ReturnType<typeof whichMongo>]>([
  ['nothing is known: a real mongod is tried', {}, 'try-mongod'],
  ['a mongod that is there is taken', { hasMongod: true }, 'mongod'],
  [
    'a mongod that is there is taken even if a later attempt failed',
    { hasMongod: true, mongodFailedAt: now },
    'mongod',
  ],
  ['a failure is remembered for a day', { mongodFailedAt: now - 23 * HOUR_MS }, 'ferretdb'],
  ['after a day a real mongod is tried again', { mongodFailedAt: now - 24 * HOUR_MS }, 'try-mongod'],
  ['who has data in FerretDB keeps it', { hasFerretdbData: true, hasMongod: true }, 'ferretdb'],
  ['who has data in FerretDB waits for no download', { hasFerretdbData: true }, 'ferretdb'],
])('%s', (_, facts, choice) => {
  expect(whichMongo({ ...nothing, ...facts })).toBe(choice);
});
