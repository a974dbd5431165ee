import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { isPublic, publicEvents } from '../src/events/public-events.ts';

/** `ActivityConfirmed.2.json`: an event as its second version was shipped. What is here is never changed. */
const folder = new URL('golden/', import.meta.url);
const files = readdirSync(folder).sort();

const dataIn = (file: string): unknown => JSON.parse(readFileSync(new URL(file, folder), 'utf8'));

/** The schema of the type that a file is named by. */
function schemaOf(file: string) {
  const [type = ''] = file.split('.');
  if (!isPublic(type)) throw new Error(`${file}: no public event is named ${type}`);
  return publicEvents[type];
}

test('there is something to read', () => {
  expect(files.length).toBeGreaterThanOrEqual(12);
});

describe.each(files)('%s', (file) => {
  test('is read as it was written', () => {
    expect(schemaOf(file).parse(dataIn(file))).toEqual(dataIn(file));
  });

  test('is read with a field that a later version adds', () => {
    const later = { ...(dataIn(file) as object), addedLater: { by: 'somebody' } };
    expect(schemaOf(file).parse(later)).toEqual(dataIn(file));
  });
});

test('a wish is read with a field that a later version adds', () => {
  const proposed = dataIn('ActivityProposed.2.json') as { readonly wish: object };
  const later = { ...proposed, wish: { ...proposed.wish, addedLater: true } };
  expect(publicEvents.ActivityProposed.parse(later)).toEqual(proposed);
});
