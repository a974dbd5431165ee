import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sides } from './compare.ts';
import type { ShownEvent } from './event.ts';
import { fileReaders, khal, type Reader, readers, vdirsyncer } from './readers.ts';
import { type Read, type Reading, readAll } from './reading.ts';
import { type Story, type Taken, tellStory } from './story.ts';
import { tables, writeTables } from './table.ts';
import { transitions } from './transitions.ts';

const folder = mkdtempSync(join(tmpdir(), 'huitang-interop-'));
const readings = new Map<string, Reading>();
let story: Story;

beforeAll(async () => {
  story = await tellStory(folder);
  readings.set(vdirsyncer.name, story.vdirsyncer).set(khal.name, story.khal);
  const files = story.chapters.flatMap(({ taken }) => taken.map(({ file }) => file));
  await Promise.all(fileReaders.map(async ({ name, command }) => readings.set(name, await readAll(command, files))));
}, 180_000);
afterAll(() => {
  if (process.env.HUITANG_INTEROP_TABLE === 'write') writeTables(tables(readers, lines()));
  rmSync(folder, { recursive: true, force: true });
});

function readOf({ name }: Reader, file: string): Read {
  const reading = readings.get(name);
  if (!reading || reading instanceof Error) throw reading ?? new Error(`${name} was not started`);
  return reading.get(file) ?? { events: [], problems: ['not read'] };
}

function isRead(reader: Reader, taken: Taken): boolean {
  const { found, wanted } = sides(reader, readOf(reader, taken.file), taken);
  return JSON.stringify(found) === JSON.stringify(wanted);
}

/** What the table of docs/calendars.md says. */
const lines = () =>
  story.chapters.map(({ transition, taken }) => ({
    transition,
    feeds: taken.length,
    events: taken.reduce((sum, { expected }) => sum + expected.length, 0),
    readBy: readers.filter((reader) => taken.every((one) => isRead(reader, one))).map(({ name }) => name),
  }));

describe.each([...readers])('$name', (reader) => {
  test.each(transitions.map(({ name }) => name))('reads every feed as the API tells it after: %s', (transition) => {
    const taken = story.chapters.find((chapter) => chapter.transition === transition)?.taken ?? [];
    expect(taken.length).toBeGreaterThan(5);
    for (const one of taken) {
      const { found, wanted } = sides(reader, readOf(reader, one.file), one);
      expect(found).toEqual(wanted);
    }
  });
});

test('vdirsyncer that comes again at once moves nothing', () => {
  expect(story.movedAgain).toEqual([]);
});

test('SEQUENCE never falls, and rises with whatever else of an event is another', () => {
  const before = new Map<string, ShownEvent>();
  let changes = 0;
  for (const { feed, expected } of story.chapters.flatMap(({ taken }) => taken)) {
    for (const event of expected) {
      const { sequence, ...shown } = event;
      const { sequence: earlier, ...shownEarlier } = before.get(feed + event.uid) ?? { ...event, sequence: -1 };
      const isOther = JSON.stringify(shown) !== JSON.stringify(shownEarlier);
      expect({ feed, uid: event.uid, rises: sequence > earlier || (!isOther && sequence === earlier) }).toMatchObject({
        rises: true,
      });
      if (isOther) changes += 1;
      before.set(feed + event.uid, event);
    }
  }
  expect(changes).toBeGreaterThan(50);
});
