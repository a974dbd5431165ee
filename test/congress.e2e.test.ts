import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { bookingsOf, byTime, hallsFeeds, openHalls, send, startSettled, window } from './support/imported.ts';

const realData = process.env.HUITANG_REAL_DATA;
const whyNot = 'HUITANG_REAL_DATA does not name a folder with congress-2014.csv and .ics';

describe('138 real bookings of a congress', () => {
  const available = realData !== undefined && existsSync(join(realData, 'congress-2014.csv'));
  // skip: third-party data that is not in the repository; the name of the test says what is missing.
  const here = available ? test : test.skip;
  if (!available && process.env.CI) test('are available in CI', () => expect(whyNot).toBe(''));

  here.each([
    ['csv', 'text/csv'],
    ['ics', 'text/calendar'],
  ])(
    `as %s load completely, each in its own hall at its own instant (${available ? 'real data' : whyNot})`,
    async (extension, type) => {
      const world = await startSettled();
      try {
        const folder = realData ?? '';
        const expected = bookingsOf(readFileSync(join(folder, 'congress-2014.csv'), 'utf8')).sort(byTime);
        expect(expected).toHaveLength(138);
        const rooms = await openHalls(world, 'congress', [...new Set(expected.map(({ room: name }) => name))].sort());
        const text = readFileSync(join(folder, `congress-2014.${extension}`), 'utf8');
        const first = await send(world, 'congress', text, type);
        expect(first.json.outcomes).toEqual({ confirmed: 138 });
        expect(first.json.report).toHaveLength(138);
        await world.idle();
        expect(await hallsFeeds(world, rooms, ...window)).toEqual(expected);
        const second = await send(world, 'congress', text, type);
        expect(second.json.outcomes).toEqual({ unchanged: 138 });
        const rival =
          'id,room,start,end,title\nx,Saal 1,2014-12-27T12:29:00+01:00,2014-12-27T12:45:00+01:00,Dazwischen';
        const refused = await send(world, 'congress', rival, 'text/csv');
        expect(refused.json.report[0]).toMatchObject({ outcome: 'refused', line: 2 });
        expect(refused.json.report[0].reasons.length).toBeGreaterThan(0);
      } finally {
        await world.end();
      }
    },
  );
});
