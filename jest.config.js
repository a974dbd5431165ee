/** Tests run the sources: `@huitang/*` resolves to src through the condition `huitang-source`. */
export default {
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['huitang-source', 'node', 'node-addons'] },
  testMatch: ['**/test/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  modulePathIgnorePatterns: ['/dist/'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'es6' } },
    ],
  },
  testTimeout: 30_000,
};
