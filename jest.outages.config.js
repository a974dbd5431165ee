import config from './jest.engines.config.js';

/** The tests that stop Kafka and MongoDB and start them again: while they run, nobody else uses the two. */
export default {
  ...config,
  testMatch: ['**/test/**/*.outage.test.ts'],
  maxWorkers: 1,
};
