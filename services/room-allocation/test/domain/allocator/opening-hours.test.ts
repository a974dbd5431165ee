import { describe, expect, test } from '@jest/globals';
import { isOpen, joined } from '../../../src/domain/allocator/opening-hours.ts';
import { during } from '../support/given.ts';
import { everyInterval, isIn, minutesOf, type Stretch } from '../support/minutes.ts';

describe('spans of opening hours', () => {
  test('that touch or overlap are one', () => {
    expect(joined([during('18:00', '24:00'), during('24:00', '26:00')])).toEqual([during('18:00', '26:00')]);
    expect(joined([during('08:00', '12:00'), during('11:00', '14:00')])).toEqual([during('08:00', '14:00')]);
  });

  test('with a minute between them stay two', () => {
    const two = [during('08:00', '12:00'), during('12:01', '18:00')];
    expect(joined(two)).toEqual(two);
  });

  test('within a longer one do not shorten it', () => {
    expect(joined([during('08:00', '18:00'), during('09:00', '10:00')])).toEqual([during('08:00', '18:00')]);
  });

  test('come out sorted, whatever their order', () => {
    expect(joined([during('14:00', '18:00'), during('08:00', '12:00')])).toEqual([
      during('08:00', '12:00'),
      during('14:00', '18:00'),
    ]);
  });

  test('that are empty are none', () => {
    expect(joined([during('08:00', '08:00'), during('10:00', '09:00')])).toEqual([]);
  });
});

describe('an interval is open', () => {
  const all = everyInterval(6);
  // The plain account: somebody is let in at every one of its minutes.
  const isLetIn = (spans: readonly Stretch[], interval: Stretch): boolean =>
    minutesOf(interval).every((minute) => spans.some((span) => isIn(span, minute)));

  test('exactly when each of its minutes is: all pairs of spans and all intervals of six ticks', () => {
    const wrong = all.flatMap((a) =>
      all.flatMap((b) =>
        all
          .filter((interval) => isOpen(joined([a, b]), interval) !== isLetIn([a, b], interval))
          .map((interval) => ({ a, b, interval })),
      ),
    );
    expect(wrong).toEqual([]);
  });

  test('never without hours', () => {
    expect(isOpen([], during('09:00', '10:00'))).toBe(false);
  });
});
