import { expect, test } from '@jest/globals';
import { readAll } from './reading.ts';

const saying = (code: string) => [process.execPath, '--eval', code];

test('a reader that is not there is an error that names it and the way to get it', async () => {
  const reading = await readAll(['no-such-reader', 'its-file'], ['a.ics']);
  expect(reading).toEqual(new Error('no-such-reader its-file is not there: run test/interop/install.sh'));
});

test('a reader that breaks off, or passes over a file, is an error with what it said', async () => {
  expect(await readAll(saying('throw new Error("no calendar")'), ['a.ics'])).toMatchObject({
    message: expect.stringContaining('no calendar'),
  });
  expect(await readAll(saying(''), ['a.ics'])).toMatchObject({ message: expect.stringContaining('nothing of a.ics') });
});

test('what a reader leaves out of an event is empty', async () => {
  const line = { file: 'a.ics', events: [{ start: '1', end: '2', location: null }], problems: ['odd'] };
  const event = { uid: '', start: '1', end: '2', summary: '', location: '', description: '', status: '', sequence: 0 };
  const reading = await readAll(saying(`console.log(${JSON.stringify(JSON.stringify(line))})`), ['a.ics']);
  expect(reading).toEqual(new Map([['a.ics', { file: 'a.ics', events: [event], problems: ['odd'] }]]));
});
