import { expect, test } from '@jest/globals';
import { answer, given, opened } from './given.ts';
import { toldOnce } from './told-once.ts';

const name = { zh: '大厅', en: 'Hall' };

const reserved = (from: number, to: number, count = 1) => {
  const at = (hour: number) => `2026-06-03T${String(hour).padStart(2, '0')}:00:00Z`;
  const [start, end] = [at(from), at(to)];
  return { start, end, activityStart: start, activityEnd: end, count, title: name, audience: 'private' };
};

async function saidOf(type: string, capacity: number, reservations: readonly object[]): Promise<number> {
  const { exchange, ended } = given(toldOnce);
  const resources = [{ id: 'hall', type, name, capacity, reservations }];
  const [from, to] = ['2026-06-03T00:00:00Z', '2026-06-04T00:00:00Z'];
  const body = { center: 'center-1', timeZone: 'Asia/Shanghai', from, to, open: [], resources };
  exchange({ operationId: 'roomUse', params: { id: 'center-1' } }, answer(200, body), 'inspector');
  return (await ended()).length;
}

test('a room that is shown as given twice is found; neighbours are right', async () => {
  expect(await saidOf('room', 100, [reserved(9, 11), reserved(11, 12)])).toBe(0);
  expect(await saidOf('room', 100, [reserved(9, 11), reserved(10, 12)])).toBe(1);
});

test('of kit there is as much as there is', async () => {
  expect(await saidOf('kit', 10, [reserved(9, 11, 6), reserved(10, 12, 4)])).toBe(0);
  expect(await saidOf('kit', 10, [reserved(9, 11, 6), reserved(10, 12, 5)])).toBe(1);
});

test('kit that was booked before there was less of it is right', async () => {
  const { append, exchange, ended } = given(toldOnce);
  const kit = (type: string, count: number) =>
    append('room-allocation', 'center/center-1', [{ type, data: { resource: { id: 'hall', type: 'kit', count } } }]);
  kit('ResourceAdded', 10);
  kit('ResourceChanged', 5);
  const use = (count: number) => ({
    ...{ center: 'center-1', timeZone: 'Asia/Shanghai', open: [] },
    ...{ from: '2026-06-03T00:00:00Z', to: '2026-06-04T00:00:00Z' },
    resources: [{ id: 'hall', type: 'kit', name, capacity: 5, reservations: [reserved(9, 11, count)] }],
  });
  const ask = { operationId: 'roomUse', params: { id: 'center-1' } };
  exchange(ask, answer(200, use(10)), 'inspector');
  expect(await ended()).toEqual([]);
  exchange(ask, answer(200, use(11)), 'inspector');
  expect(await ended()).toHaveLength(1);
});

test('an answer that is no room use is found', async () => {
  const { exchange, ended } = given(toldOnce);
  exchange(
    { operationId: 'roomUse', params: { id: 'center-1' } },
    answer(500, { code: 'internal-error' }),
    'inspector',
  );
  expect(await ended()).toHaveLength(1);
});

test('two activities at one time in a room’s feed are found, unless one is called off', async () => {
  const event = (uid: string, from: number, to: number, status: string) =>
    `BEGIN:VEVENT\r\nUID:${uid}\r\nDTSTAMP:20260601T010000Z\r\nDTSTART:20260603T${from}0000Z\r\nDTEND:20260603T${to}0000Z\r\nSUMMARY:x\r\nSTATUS:${status}\r\nEND:VEVENT\r\n`;
  const said = async (status: string) => {
    const { exchange, ended } = given(toldOnce);
    const events = event('a', 10, 12, 'CONFIRMED') + event('b', 11, 13, status);
    const body = Buffer.from(`BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n${events}END:VCALENDAR\r\n`);
    exchange({ operationId: 'roomFeed', params: { id: 'hall' } }, answer(200, body), 'inspector');
    return (await ended()).length;
  };
  expect(await said('CONFIRMED')).toBe(1);
  expect(await said('CANCELLED')).toBe(0);
});

test('every center is looked at', () => {
  const { append, watch } = given(toldOnce);
  append('room-allocation', 'center/center-1', [opened]);
  expect(watch.lastAsks?.()).toMatchObject([{ operationId: 'roomUse', params: { id: 'center-1' } }]);
});
