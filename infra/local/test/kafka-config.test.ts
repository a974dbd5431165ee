import { expect, test } from '@jest/globals';
import { log4jProperties, serverProperties } from '../src/kafka-config.ts';
import { pomOf } from '../src/pom.ts';

const valuesOf = (text: string): ReadonlyMap<string, string> =>
  new Map(
    text
      .trim()
      .split('\n')
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );

test.each([
  ['auto.create.topics.enable', 'false'],
  ['unclean.leader.election.enable', 'false'],
  ['log.retention.ms', '-1'],
  ['offsets.topic.replication.factor', '1'],
  ['transaction.state.log.replication.factor', '1'],
  ['transaction.state.log.min.isr', '1'],
  ['log.dirs', '/x/data/kafka'],
])('the single broker has %s=%s', (name, value) => {
  expect(valuesOf(serverProperties('/x/data/kafka')).get(name)).toBe(value);
});

test('the broker listens on this machine alone', () => {
  const listeners = valuesOf(serverProperties('/x')).get('listeners')?.split(',') ?? [];
  expect(listeners).toHaveLength(2);
  for (const listener of listeners) expect(listener).toMatch(/:\/\/127\.0\.0\.1:\d+$/);
});

test('no setting is written twice', () => {
  const text = serverProperties('/x');
  expect(valuesOf(text).size).toBe(text.trim().split('\n').length);
});

test('the log goes into the file that is named, and what is set aside lies beside it', () => {
  const values = valuesOf(log4jProperties('/x/kafka.log'));
  expect(values.get('appender.file.fileName')).toBe('/x/kafka.log');
  expect(values.get('appender.file.filePattern')).toBe('/x/kafka.log.%i');
});

test('the pom asks for the broker in the version that is wanted, and for a way from slf4j to log4j', () => {
  const pom = pomOf('4.9.9');
  expect(pom).toMatch(/<artifactId>kafka_2\.13<\/artifactId>\s*<version>4\.9\.9<\/version>/);
  expect(pom).toContain('<artifactId>log4j-slf4j-impl</artifactId>');
});
