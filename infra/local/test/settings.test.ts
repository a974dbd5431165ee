import { expect, test } from '@jest/globals';
import { places, settingsFrom } from '../src/settings.ts';

test('the engines lie in the cache folder of whoever starts them', () => {
  expect(settingsFrom({}, '/home/a').root).toBe('/home/a/.cache/huitang/engines');
});

test('HUITANG_ENGINES_DIR moves them, MONGODB_URI names a MongoDB that is there', () => {
  const settings = settingsFrom({ HUITANG_ENGINES_DIR: '/x', MONGODB_URI: 'mongodb://a/' }, '/home/a');
  expect(settings).toMatchObject({ root: '/x', mongoUri: 'mongodb://a/' });
});

test('an empty variable is as good as none', () => {
  const settings = settingsFrom({ HUITANG_ENGINES_DIR: '', MONGODB_URI: '' }, '/home/a');
  expect(settings.root).toBe('/home/a/.cache/huitang/engines');
  expect(settings).not.toHaveProperty('mongoUri');
});

test('wiping the data leaves builds, logs and pid files', () => {
  const { data, kafkaJars, ferretdb, mongod, logs, pids, enginesFile } = places('/x');
  for (const kept of [kafkaJars, ferretdb, mongod, logs, pids, enginesFile]) {
    expect(kept.startsWith(`${data}/`)).toBe(false);
  }
});

test('everything that holds data is wiped with it', () => {
  const { data, kafkaData, ferretdbData, mongodData } = places('/x');
  for (const wiped of [kafkaData, ferretdbData, mongodData]) expect(wiped.startsWith(`${data}/`)).toBe(true);
});
