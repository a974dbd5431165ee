import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { runningEngines, startKafka, startMongo, stopKafka, stopMongo } from '../src/index.ts';
import { temporaryFolder } from './temporary.ts';

const folder = temporaryFolder();
const before = process.env.HUITANG_ENGINES_DIR;

beforeAll(() => {
  process.env.HUITANG_ENGINES_DIR = folder;
});

afterAll(() => {
  if (before === undefined) delete process.env.HUITANG_ENGINES_DIR;
  else process.env.HUITANG_ENGINES_DIR = before;
});

test.each([runningEngines, stopKafka, startKafka, stopMongo, startMongo])(
  '%p where nothing was started says what to do',
  async (ask: () => Promise<unknown>) => {
    await expect(ask()).rejects.toThrow(/^Kafka and MongoDB are not up here: run pnpm engines up$/);
  },
);
