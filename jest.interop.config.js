import config from './jest.config.js';

/** Feeds read by other people's programs, which test/interop/install.sh installs; without them these tests fail. */
export default {
  ...config,
  testMatch: ['<rootDir>/test/interop/**/*.interop.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
};
