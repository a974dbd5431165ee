import { expect, test } from '@jest/globals';
import { feedIsState } from './feed-is-state.ts';
import { answer, cancelled, confirmed, type Given, given, opened, proposed } from './given.ts';

const feed = (lines: readonly string[]) => Buffer.from(`${lines.join('\r\n')}\r\n`, 'utf8');

const event = (change: Readonly<Record<string, string>> = {}): readonly string[] => {
  const fields = {
    UID: 'a@huitang.example.org',
    SEQUENCE: '0',
    DTSTAMP: '20260601T010005Z',
    'LAST-MODIFIED': '20260601T010005Z',
    DTSTART: '20260603T090000Z',
    DTEND: '20260603T100000Z',
    SUMMARY: '读书会',
    LOCATION: String.raw`大厅\, 中心\n衡山路 1 号`,
    STATUS: 'CONFIRMED',
    ...change,
  };
  return ['BEGIN:VEVENT', ...Object.entries(fields).map(([name, value]) => `${name}:${value}`), 'END:VEVENT'];
};

const calendar = (...events: (readonly string[])[]) =>
  feed(['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//x//x//EN', ...events.flat(), 'END:VCALENDAR']);

const centerFeed = { operationId: 'centerFeed', params: { id: 'center-1' } };

function withOne(change: object = {}): Given {
  const all = given(feedIsState);
  all.append('room-allocation', 'center/center-1', [opened]);
  all.append('scheduling', 'activity/a', [proposed('a')]);
  all.append('scheduling', 'activity/a', [confirmed('a', 1, change)]);
  return all;
}

async function saidOf(all: Given, body: Buffer, ask: Parameters<Given['exchange']>[0] = centerFeed): Promise<number> {
  all.exchange(ask, answer(200, body), 'inspector');
  return (await all.ended()).length;
}

test('a feed that says what the log says is right, in the center’s and in the room’s', async () => {
  expect(await saidOf(withOne(), calendar(event()))).toBe(0);
  expect(await saidOf(withOne(), calendar(event()), { operationId: 'roomFeed', params: { id: 'hall' } })).toBe(0);
  expect(await saidOf(withOne(), calendar(), { operationId: 'roomFeed', params: { id: 'other' } })).toBe(0);
});

test.each([
  ['UID', 'b@huitang.example.org'],
  ['SEQUENCE', '1'],
  ['LAST-MODIFIED', '20260601T010006Z'],
  ['DTSTART', '20260603T091500Z'],
  ['DTEND', '20260603T101500Z'],
  ['SUMMARY', '别的'],
  ['LOCATION', String.raw`花园\, 中心\n衡山路 1 号`],
  ['STATUS', 'CANCELLED'],
])('a feed with another %s is found', async (name, value) => {
  expect(await saidOf(withOne(), calendar(event({ [name]: value })))).toBeGreaterThan(0);
});

test('an activity that is missing, or that is not there, is found, and so is no answer', async () => {
  expect(await saidOf(withOne(), calendar())).toBe(1);
  expect(await saidOf(withOne(), calendar(event(), event({ UID: 'x@huitang.example.org' })))).toBe(1);
  const all = withOne();
  all.exchange(centerFeed, answer(503), 'inspector');
  expect(await all.ended()).toEqual(['centerFeed center-1 was answered 503']);
});

test('what is cancelled is to be shown so', async () => {
  const all = withOne();
  all.append('scheduling', 'activity/a', [cancelled('a')]);
  expect(await saidOf(all, calendar(event()))).toBe(1);
  const shown = { SUMMARY: '【已取消】读书会', STATUS: 'CANCELLED', SEQUENCE: '1' };
  const other = withOne();
  other.append('scheduling', 'activity/a', [cancelled('a')]);
  const modified = { 'LAST-MODIFIED': '20260601T010009Z' };
  expect(await saidOf(other, calendar(event({ ...shown, ...modified })))).toBe(0);
});

test('a title that its audience does not allow is found', async () => {
  expect(await saidOf(withOne({ audience: 'private' }), calendar(event()))).toBe(1);
  expect(await saidOf(withOne({ audience: 'private' }), calendar(event({ SUMMARY: '已占用' })))).toBe(0);
  expect(await saidOf(withOne({ audience: 'members' }), calendar(event({ SUMMARY: '社区活动' })))).toBe(0);
});

test('a SEQUENCE that falls between two fetches of one subscriber is found', () => {
  const { exchange } = given(feedIsState);
  const fetch = (sequence: number, client: string) =>
    exchange(centerFeed, answer(200, calendar(event({ SEQUENCE: String(sequence) }))), client);
  expect(fetch(2, 'subscriber-1')).toEqual([]);
  expect(fetch(2, 'subscriber-1')).toEqual([]);
  expect(fetch(1, 'subscriber-2')).toEqual([]);
  expect(fetch(1, 'subscriber-1')).toHaveLength(1);
});

test('a change that is not counted is found', () => {
  const { append } = given(feedIsState);
  append('scheduling', 'activity/a', [proposed('a')]);
  expect(append('scheduling', 'activity/a', [confirmed('a', 2)])).toEqual([]);
  expect(append('scheduling', 'activity/a', [confirmed('a', 2)])).toHaveLength(1);
  expect(append('scheduling', 'activity/a', [cancelled('a', 2)])).toEqual([]);
});
