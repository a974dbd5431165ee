import { type Order, Wish } from '@huitang/contracts';
import { describe, expect, test } from '@jest/globals';
import type { Asked } from '../../src/coordinator/asked.ts';
import {
  allocationWorld,
  asked,
  close,
  displacements,
  handle,
  held,
  heldBriefly,
  profile,
  refusals,
  room,
  wish,
} from './world.ts';

const rules = { kinds: ['oath-renewal'], horizonDays: 3 };
const ordered: Order = { by: 'manager', reason: 'the roof leaks' };

/** What a wish for the only room gets, which may be booked for another kind alone. */
async function answerTo(change: Partial<Asked>) {
  const world = allocationWorld();
  await world.open(profile({ resources: [room('a', { booking: rules })] }));
  const terms = Wish.parse({ ...wish(['2026-07-02T10:00'], 60), ...change.wish });
  await handle(world.process(), { asks: { ...asked(1, terms), ...change, wish: terms } });
  return { held: held(world.log).length, reasons: refusals(world.log)[0]?.reasons.map(({ code }) => code) };
}

describe('rules of booking', () => {
  test('are kept to by a wish of an organizer', async () => {
    expect(await answerTo({})).toEqual({ held: 0, reasons: ['not-bookable-by-kind'] });
  });

  test('do not bar what staff order, nor what is a fact', async () => {
    expect(await answerTo({ ordered })).toMatchObject({ held: 1 });
    expect(await answerTo({ wish: wish(['2026-07-02T10:00'], 60, { asGiven: true }) })).toMatchObject({ held: 1 });
  });

  test('keep a wish over several days out, too', async () => {
    const twoDays = wish(['2026-07-02T20:00'], 10 * 60);
    expect(await answerTo({ wish: twoDays })).toMatchObject({ held: 0, reasons: ['not-bookable-by-kind'] });
    expect(await answerTo({ wish: twoDays, ordered })).toMatchObject({ held: 1 });
  });
});

test('what is tentative keeps its bounds, so that it is moved to no start beyond them', async () => {
  const world = allocationWorld();
  const late = { horizonDays: 3 };
  await world.open(profile({ resources: [room('a', { booking: late }), room('b', { capacity: 30, booking: late })] }));
  const offers = wish(['2026-07-04T07:00', '2026-07-04T09:00'], 60, { announceLeadMinutes: 0 });
  await handle(world.process(), { asks: asked(1, offers) });
  const named = wish(['2026-07-04T07:00'], 60, { needs: [{ role: 'room', features: [], resourceId: 'hall-b' }] });
  const other = wish(['2026-07-04T07:00'], 60, { needs: [{ role: 'room', features: [], resourceId: 'hall-a' }] });
  await handle(world.process(), { asks: asked(2, other) });
  await handle(world.process(), { asks: asked(3, named) });
  // Nine o'clock lies beyond the three days counted from when it was asked for, at eight by the center's clock.
  expect(refusals(world.log).map(({ reasons }) => reasons[0]?.code)).toEqual(['taken']);
});

describe('who is displaced', () => {
  const morning = ['2026-07-02T08:00', '2026-07-02T12:00'] as const;

  test.each([
    ['held and offered no room that it may not book', rules, ['hall-a']],
    ['held a room that it may', {}, ['hall-a', 'hall-b']],
  ])('is %s', async (_, booking, offered) => {
    const world = allocationWorld();
    await world.open(profile({ resources: [room('a'), room('b', { booking })] }));
    const process = world.process();
    const named = wish(['2026-07-02T09:00'], 60, { needs: [{ role: 'room', features: [], resourceId: 'hall-a' }] });
    await handle(process, { asks: asked(1, named) });
    await close(process, morning, { rooms: ['a'] });
    const [displaced] = displacements(world.log);
    const rooms = new Set(displaced?.nearest.flatMap(({ resourceIds }) => resourceIds));
    expect([...rooms].filter((id) => !offered.includes(id))).toEqual([]);
    const holding = heldBriefly(world.log).map(([, , , id]) => id);
    // The room that it had is free again at noon, and another may be free at once.
    expect(holding).toEqual([offered.at(-1)]);
  });
});
