import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openCenter, proposal } from './support/centers.ts';
import { testClock } from './support/installation.ts';
import { type StandaloneWorld, startStandalone } from './support/standalone.ts';

let world: StandaloneWorld;

const shut = Array.from({ length: 7 }, () => []);
const weekdays = Array.from({ length: 7 }, (_, day) => (day < 5 ? [{ from: 480, to: 1080 }] : []));
const hours = { openingHours: weekdays, holidays: { calendar: 'CN', spans: [{ from: 540, to: 720 }] } };

/** New Year's Day, a Friday, seen from three weeks before. */
const DAY_OFF = '2027-01-01';
const NOW = Date.parse('2026-12-10T01:00:00Z');

const propose = async (date: string, time: string): Promise<{ status: string; reasons: string[] }> => {
  const start = `${date}T${time}:00+08:00`;
  const { json } = await world.post('/api/activities', proposal('hours', start), { prefer: 'wait=10' });
  return { status: json.status, reasons: (json.declined?.reasons ?? []).map(({ code }: { code: string }) => code) };
};

beforeAll(async () => {
  world = await startStandalone({}, testClock(NOW));
  await openCenter(world, 'hours', [{ id: 'hours-hall' }], hours);
});
afterAll(() => world.end());

describe('on a day off', () => {
  test('a start in the hours of holidays is granted, one in those of the weekday is not', async () => {
    expect(await propose(DAY_OFF, '10:00')).toEqual({ status: 'confirmed', reasons: [] });
    expect(await propose(DAY_OFF, '15:00')).toMatchObject({ status: 'declined', reasons: ['closed'] });
  });

  test('the hours say which holiday it is', async () => {
    const { json } = await world.get(`/api/centers/hours/hours?from=${DAY_OFF}&to=${DAY_OFF}`);
    expect(json.items).toEqual([
      { date: DAY_OFF, because: 'day-off', name: expect.anything(), spans: hours.holidays.spans, facilities: [] },
    ]);
  });
});

describe('a special day', () => {
  test('closes the center, and what was granted before stays', async () => {
    const body = { ...hours, specialDays: [{ date: DAY_OFF, spans: [], note: { zh: '检修', en: 'Repairs' } }] };
    const changed = await world.request('PUT', '/api/centers/hours/hours', body);
    expect([changed.status, changed.json.specialDays]).toEqual([200, body.specialDays]);
    expect(await propose(DAY_OFF, '10:00')).toMatchObject({ status: 'declined', reasons: ['closed'] });
    const { json } = await world.get('/api/activities?center=hours&status=confirmed');
    expect(json.items).toHaveLength(1);
  });
});

describe('hours that', () => {
  test.each([
    ['follow a calendar nobody has', { ...hours, holidays: { calendar: 'XX', spans: [] } }, 'holidays.calendar'],
    [
      'name a date twice',
      { ...hours, specialDays: [1, 2].map(() => ({ date: '2027-01-01', spans: [] })) },
      'specialDays',
    ],
    [
      'end before they begin',
      { ...hours, holidays: { calendar: 'CN', spans: [{ from: 600, to: 540 }] } },
      'holidays.spans[0]',
    ],
    ['have six weekdays', { openingHours: shut.slice(1) }, 'openingHours'],
  ])('%s are refused by the field', async (_, body, field) => {
    const before = await world.get('/api/centers/hours');
    const { status, json } = await world.request('PUT', '/api/centers/hours/hours', body);
    expect([status, json.errors[0].field]).toEqual([422, field]);
    expect((await world.get('/api/centers/hours')).json).toEqual(before.json);
  });

  test.each([
    ['from=2026-01-02&to=2026-01-01', 'to'],
    ['from=2026-01-01&to=2027-12-31', 'to'],
    ['from=2026-02-30&to=2026-03-01', 'from'],
  ])('are asked for %s are refused by the field', async (query, field) => {
    const { status, json } = await world.get(`/api/centers/hours/hours?${query}`);
    expect([status, json.errors[0].field]).toEqual([422, field]);
  });
});
