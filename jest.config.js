import { availableParallelism } from 'node:os';

/** Tests run the sources: `@huitang/*` resolves to src through the condition `huitang-source`. */
export default {
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['huitang-source', 'node', 'node-addons'] },
  testMatch: ['**/test/**/*.test.ts'],
  // Those need Kafka and MongoDB, `pnpm test:engines` and `test:outages`, or programs that read calendars, `pnpm test:interop`.
  testPathIgnorePatterns: [
    '/node_modules/',
    '/dist/',
    String.raw`\.(engine|outage|interop)\.test\.ts$`,
    '/test/distributed/',
  ],
  modulePathIgnorePatterns: ['/dist/'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'es6' } },
    ],
  },
  testTimeout: 30_000,
  // Jest leaves a processor to itself, and of two takes one; a process that has grown with modules is slow, and ends early.
  maxWorkers: Math.max(2, availableParallelism() - 1),
  workerIdleMemoryLimit: '1200MB',
};
