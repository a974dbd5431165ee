import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { instantIn } from './support/centers.ts';
import { bookingsOf, byTime, hallsFeeds, openHalls, send, startSettled, window } from './support/imported.ts';
import type { World } from './support/installation.ts';

/** How many commits each service has appended since the platform started. */
async function commits(world: World): Promise<string[]> {
  await world.idle();
  return (await world.get('/metrics')).text.split('\n').filter((line) => line.startsWith('huitang_commits'));
}

describe('our own sample', () => {
  let world: World;
  beforeAll(async () => {
    world = await startSettled();
  });
  afterAll(() => world.end());

  const csv = [
    'id,room,start,end,title',
    '1,Saal 1,2014-12-27T22:00:00+01:00,2014-12-28T00:00:00+01:00,"Bis Mitternacht, genau"',
    '2,Saal 1,2014-12-28T00:00:00+01:00,2014-12-28T01:00:00+01:00,Danach ohne Lücke',
    '3,Saal 2,2014-12-27T23:30:00+01:00,2014-12-28T05:30:00+01:00,Über die Tagesgrenze',
    '4,Saal 2,2014-12-28T05:30:00+01:00,2014-12-31T12:00:00+01:00,Mehrere Tage',
  ].join('\n');

  test('is confirmed row by row, comes out of the feeds as it went in, and a second time changes nothing', async () => {
    const rooms = await openHalls(world, 'sample', ['Saal 1', 'Saal 2']);
    const first = await send(world, 'sample', csv, 'text/csv');
    expect(first.json).toMatchObject({ rows: 4, outcomes: { confirmed: 4 } });
    await world.idle();
    expect(await hallsFeeds(world, rooms, ...window)).toEqual(bookingsOf(csv).sort(byTime));
    const second = await send(world, 'sample', csv, 'text/csv');
    expect(second.json).toMatchObject({ rows: 4, outcomes: { unchanged: 4 } });
    const history = await world.get(`/api/activities/${second.json.report[0].activityId}/history`);
    expect(history.json.items).toHaveLength(2);
  });

  test('refuses what clashes, also by one minute over the day boundary, with a line and a reason for every row', async () => {
    const clash = [
      'id,room,start,end,title,kind',
      '11,Saal 2,2014-12-31T11:59:00+01:00,2014-12-31T13:00:00+01:00,Eine Minute zu früh,',
      '12,Saal 2,2014-12-28T04:00:00+01:00,2014-12-28T04:30:00+01:00,Mitten darin,',
      '13,Saal 9,2014-12-28T04:00:00+01:00,2014-12-28T04:30:00+01:00,Kein solcher Saal,',
      '14,Saal 1,2014-12-28T04:00:00,2014-12-28T04:30:00+01:00,Ohne Zone,',
      '15,Saal 1,2014-12-28T04:00:00+01:00,2014-12-28T04:30:00+01:00,Passt,',
      '16,Saal 1,2014-12-28T05:00:00+01:00,2014-12-28T05:30:00+01:00,Unbekannte Art,party',
    ].join('\n');
    const { json } = await send(world, 'sample', clash, 'text/csv');
    expect(json.report.map(({ outcome }: { outcome: string }) => outcome)).toEqual([
      'refused',
      'refused',
      'refused',
      'refused',
      'confirmed',
      'refused',
    ]);
    expect(json.report.map(({ line }: { line: number }) => line)).toEqual([2, 3, 4, 5, 6, 7]);
    expect(
      json.report.every(({ outcome, code }: { outcome: string; code?: string }) => outcome === 'confirmed' || code),
    ).toBe(true);

    const before = await commits(world);
    const second = await send(world, 'sample', clash, 'text/csv');
    const stands = (line: { outcome: string }) =>
      line.outcome === 'confirmed' ? { ...line, outcome: 'unchanged' } : line;
    expect(second.json.report).toEqual(json.report.map(stands));
    expect(await commits(world)).toEqual(before);
  });

  const oneRow = (id: string, from: string, to: string, room = 'Saal 1') =>
    `id,room,start,end,title\n${id},${room},2014-12-29T${from}:00Z,2014-12-29T${to}:00Z,Zeile ${id}`;

  test('a refused row stays refused when what stood in its way is gone, until it is asked for again', async () => {
    const held = (await send(world, 'sample', oneRow('31', '10:00', '11:00'), 'text/csv')).json.report[0];
    const rival = oneRow('32', '10:30', '11:30');
    const refused = (await send(world, 'sample', rival, 'text/csv')).json.report;
    expect(refused).toMatchObject([
      { outcome: 'refused', code: 'taken', text: { en: expect.stringMatching(/taken at that time\.$/) } },
    ]);
    await world.post(`/api/activities/${held.activityId}/cancel`);
    await world.idle();
    expect((await send(world, 'sample', rival, 'text/csv')).json.report).toEqual(refused);
    const again = await send(world, 'sample', rival, 'text/csv', '&again=true');
    expect(again.json.report).toMatchObject([{ outcome: 'confirmed' }]);
  });

  test('a change that was refused is refused the same way the second time, and what stood before stands', async () => {
    await send(world, 'sample', oneRow('41', '14:00', '15:00'), 'text/csv');
    await send(world, 'sample', oneRow('42', '16:00', '17:00'), 'text/csv');
    const moved = oneRow('42', '14:30', '15:30');
    const first = await send(world, 'sample', moved, 'text/csv');
    expect(first.json.report).toMatchObject([{ outcome: 'refused', code: 'taken' }]);
    const before = await commits(world);
    expect((await send(world, 'sample', moved, 'text/csv')).json).toEqual(first.json);
    expect(await commits(world)).toEqual(before);
    const { json } = await world.get(`/api/activities/${first.json.report[0].activityId}`);
    expect(json.allocation.start).toBe('2014-12-29T16:00:00Z');
  });

  test('what staff have moved since is not moved back, unless it is asked for again', async () => {
    const row = oneRow('43', '18:00', '19:00');
    const [booked] = (await send(world, 'sample', row, 'text/csv')).json.report;
    const start = instantIn(world, 3, 600);
    const wait = { prefer: 'wait=10' };
    const moved = await world.post(`/api/activities/${booked.activityId}/move`, { start, reason: '检修' }, wait);
    expect(moved.json.allocation).toMatchObject({ start });
    const before = await commits(world);
    expect((await send(world, 'sample', row, 'text/csv')).json.report).toMatchObject([
      { outcome: 'skipped', code: 'ordered-since', activityId: booked.activityId },
    ]);
    expect(await commits(world)).toEqual(before);
    expect((await send(world, 'sample', row, 'text/csv', '&again=true')).json.report).toMatchObject([
      { outcome: 'changed' },
    ]);
  });

  test('a name of two rooms is refused with both, and the id of one of them is taken', async () => {
    const twins = await openHalls(world, 'twins', ['Saal', 'Saal']);
    const answer = await send(world, 'twins', oneRow('1', '10:00', '11:00', 'Saal'), 'text/csv');
    expect(answer.json.report).toMatchObject([{ outcome: 'refused', code: 'ambiguous-room', field: 'room' }]);
    for (const { id } of twins) expect(answer.json.report[0].message).toContain(id);
    const named = await send(world, 'twins', oneRow('1', '10:00', '11:00', 'twins-two'), 'text/csv');
    expect(named.json.report).toMatchObject([{ outcome: 'confirmed' }]);
  });

  describe('an event that the calendar has cancelled', () => {
    const calendar = (...events: string[]) => `BEGIN:VCALENDAR\r\nVERSION:2.0\r\n${events.join('')}END:VCALENDAR\r\n`;
    const event = (uid: string, hour: string, ...more: string[]) =>
      [
        'BEGIN:VEVENT',
        `UID:${uid}`,
        'SUMMARY:Probe',
        'LOCATION:Saal 1',
        `DTSTART:20141230T${hour}0000Z`,
        'DURATION:PT1H',
        ...more,
        'END:VEVENT',
        '',
      ].join('\r\n');
    const take = async (...events: string[]) =>
      (await send(world, 'sample', calendar(...events), 'text/calendar')).json.report;

    test('cancels the booking of the same UID, once, and its room is free again', async () => {
      const [booked] = await take(event('off@example.org', '10'));
      expect(booked).toMatchObject({ outcome: 'confirmed' });
      const off = calendar(event('off@example.org', '10', 'STATUS:CANCELLED'));
      const first = await send(world, 'sample', off, 'text/calendar');
      expect(first.json.report).toMatchObject([{ outcome: 'cancelled', activityId: booked.activityId }]);
      expect((await world.get(`/api/activities/${booked.activityId}`)).json.status).toBe('cancelled');
      const before = await commits(world);
      const second = await send(world, 'sample', off, 'text/calendar');
      expect(second.json.report).toMatchObject([{ outcome: 'unchanged', activityId: booked.activityId }]);
      expect(await commits(world)).toEqual(before);
      expect(await take(event('other@example.org', '10'))).toMatchObject([{ outcome: 'confirmed' }]);
    });

    test('is skipped with the reason when it was never imported', async () => {
      const report = await take(event('never@example.org', '12', 'STATUS:CANCELLED'));
      expect(report).toMatchObject([{ outcome: 'skipped', code: 'never-imported' }]);
      expect(report[0].message).toContain('cancelled');
    });

    test('cancels nothing when only one occurrence of it is called off', async () => {
      const [booked] = await take(event('series@example.org', '13'));
      const one = event('series@example.org', '13', 'STATUS:CANCELLED', 'RECURRENCE-ID:20141230T130000Z');
      expect(await take(one)).toMatchObject([{ outcome: 'refused', code: 'recurring-not-taken' }]);
      expect((await world.get(`/api/activities/${booked.activityId}`)).json.status).toBe('confirmed');
    });
  });

  test.each([
    [
      'an unclosed quote',
      'text/csv',
      'id,room,start,end,title\n21,Saal 1,2014-12-29T04:00:00Z,2014-12-29T05:00:00Z,"offen',
    ],
    ['a missing column', 'text/csv', 'id,room,start,title\n21,Saal 1,2014-12-29T04:00:00Z,x'],
    ['a truncated calendar', 'text/calendar', 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:a\r\n'],
    ['no calendar', 'text/calendar', 'hello'],
    ['nothing', 'text/csv', ''],
  ])('a file with %s changes nothing', async (_, type, text) => {
    await world.idle();
    const before = await world.get('/api/activities?limit=500');
    const answer = await send(world, 'sample', text, type);
    expect(answer.status).toBe(422);
    await world.idle();
    expect((await world.get('/api/activities?limit=500')).json).toEqual(before.json);
  });
});
