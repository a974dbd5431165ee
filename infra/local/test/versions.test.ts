import { expect, test } from '@jest/globals';
import { goVersion, javaVersion, requireGo, requireJava } from '../src/versions.ts';

test.each([
  ['openjdk version "17.0.15" 2025-04-15\nOpenJDK Runtime Environment', 17],
  ['java version "21" 2023-09-19 LTS', 21],
  ['openjdk version "1.8.0_422"', 1],
  ['The operation couldn’t be completed. Unable to locate a Java Runtime.', undefined],
])('of %j the Java version is %s', (text, version) => {
  expect(javaVersion(text)).toBe(version);
});

test.each([
  ['go version go1.26.8 linux/amd64', 26],
  ['go version go1.24rc1 darwin/arm64', 24],
  ['nothing of the kind', undefined],
])('of %j the Go version is %s', (text, version) => {
  expect(goVersion(text)).toBe(version);
});

test('what is missing is one sentence that says what to install', () => {
  const nowhere = { root: '/x', environment: { PATH: '/nowhere' } };
  expect(() => requireJava(nowhere)).toThrow(/^java is missing: .*openjdk-17-jre-headless$/);
  expect(() => requireGo(nowhere)).toThrow(/^go is missing: .*MONGODB_URI$/);
});
