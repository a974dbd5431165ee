import config from './jest.config.js';

/** Journeys that also hold for an installation of five processes on Kafka and MongoDB. */
const JOURNEYS = [
  'announce',
  'journey',
  'proposal',
  'rivals',
  'versions',
  'new-center',
  'bad-input',
  'edge',
  'center-ids',
  'import',
  'congress',
  'rebuild',
  'trace',
];

/** With FerretDB they take a minute together, and say little that the others do not: a quick run leaves them out. */
const LONG = ['congress', 'proposal'];

const journeys = process.env.HUITANG_QUICK === 'yes' ? JOURNEYS.filter((name) => !LONG.includes(name)) : JOURNEYS;

/** The tests that need a running Kafka and MongoDB (`pnpm engines up`) and leave them running; without them they fail. */
export default {
  ...config,
  testMatch: [
    '**/test/**/*.engine.test.ts',
    '<rootDir>/test/distributed/!(*.outage).test.ts',
    ...journeys.map((name) => `<rootDir>/test/${name}.e2e.test.ts`),
  ],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  setupFiles: ['<rootDir>/test/support/choose-distributed.js'],
  testTimeout: 120_000,
  // Each has topics and a database of its own; five processes a test, and the two engines, are enough for two processors.
  maxWorkers: 2,
  workerIdleMemoryLimit: undefined,
};
