import { overlaps } from '@huitang/contracts';
import { describe, expect, test } from '@jest/globals';
import { availability, isClosed, overlapping, peakUse, usageOf } from '../../src/domain/usage.ts';
import { during, taken } from './support/given.ts';
import { everyInterval, mostAtOnce, shareAMinute, upTo } from './support/minutes.ts';

describe('two intervals overlap', () => {
  test('exactly when they share a minute: all pairs on a day of eight ticks', () => {
    const all = everyInterval(8);
    const wrong = all.flatMap((a) => all.filter((b) => overlaps(a, b) !== shareAMinute(a, b)).map((b) => ({ a, b })));
    expect(wrong).toEqual([]);
  });
});

describe('the peak of use', () => {
  const counted = everyInterval(5).flatMap((interval) => [1, 2].map((count) => ({ ...interval, count })));

  test('is what counting minute by minute finds: all pairs of claims and all intervals of five ticks', () => {
    const wrong = counted.flatMap((a) =>
      counted.flatMap((b) =>
        everyInterval(5).filter((interval) => peakUse([a, b], interval) !== mostAtOnce([a, b], interval)),
      ),
    );
    expect(wrong).toEqual([]);
  });

  test('is what counting minute by minute finds: all triples of claims of four ticks', () => {
    const ones = everyInterval(4).map((interval) => ({ ...interval, count: 1 }));
    const wrong = ones.flatMap((a) =>
      ones.flatMap((b) =>
        ones.flatMap((c) =>
          everyInterval(4).filter((interval) => peakUse([a, b, c], interval) !== mostAtOnce([a, b, c], interval)),
        ),
      ),
    );
    expect(wrong).toEqual([]);
  });

  test('of groups one after the other is one, not their sum', () => {
    const groups = upTo(2).map((n) => ({ start: n * 10, end: n * 10 + 10, count: 1 }));
    expect(peakUse(groups, { start: 0, end: 30 })).toBe(1);
  });

  test('sees a pool that is full for five minutes in the middle', () => {
    const pool = [
      { start: 0, end: 35, count: 2 },
      { start: 30, end: 60, count: 2 },
    ];
    expect([peakUse(pool, { start: 0, end: 60 }), peakUse(pool, { start: 0, end: 30 })]).toEqual([4, 2]);
  });

  test('of nothing is nothing', () => {
    expect(peakUse([], { start: 0, end: 10 })).toBe(0);
  });
});

const usage = usageOf(
  [
    taken('hall', during('09:00', '10:00'), { activityId: 'first' }),
    taken('studio', during('09:00', '12:00'), { activityId: 'second' }),
    taken('hall', during('10:00', '11:00'), { activityId: 'third' }),
    taken('chairs', during('09:00', '10:00'), { count: 30 }),
  ],
  [{ resourceId: 'studio', ...during('14:00', '15:00') }, { ...during('18:00', '19:00') }],
);

describe('usage', () => {
  test('tells who has a resource in an interval, neighbours not among them', () => {
    const who = (from: string, to: string) => overlapping(usage, 'hall', during(from, to)).map((by) => by.activityId);
    expect([who('09:59', '10:00'), who('10:00', '10:30'), who('09:59', '10:01'), who('11:00', '12:00')]).toEqual([
      ['first'],
      ['third'],
      ['first', 'third'],
      [],
    ]);
    expect(overlapping(usage, 'lawn', during('09:00', '12:00'))).toEqual([]);
  });

  test('is closed where the resource or the whole center is, and in no minute beside it', () => {
    const closed = (id: string, from: string, to: string) => isClosed(usage, id, during(from, to));
    expect([closed('studio', '13:00', '14:00'), closed('studio', '13:00', '14:01')]).toEqual([false, true]);
    expect([closed('studio', '14:59', '16:00'), closed('studio', '15:00', '16:00')]).toEqual([true, false]);
    expect([closed('hall', '14:00', '15:00'), closed('hall', '18:30', '18:31')]).toEqual([false, true]);
  });

  test('has as many of a resource as nobody has taken, to the last one', () => {
    const chairs = (count: number) => availability(usage, 'chairs', during('09:30', '12:00'), count, 40);
    expect([chairs(10), chairs(11)]).toEqual(['free', 'taken']);
    expect(availability(usage, 'chairs', during('10:00', '12:00'), 40, 40)).toBe('free');
  });

  test('says closed before it says taken', () => {
    const both = usageOf(
      [taken('hall', during('09:00', '10:00'))],
      [{ resourceId: 'hall', ...during('09:00', '10:00') }],
    );
    expect(availability(both, 'hall', during('09:00', '10:00'), 1, 1)).toBe('closed');
  });
});
