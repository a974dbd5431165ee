import { describe, expect, test } from '@jest/globals';
import { fixedStays } from './fixed-stays.ts';
import { claim, confirmed, displaced, given, granted } from './given.ts';

const DAY = 'center-day/center-1/2026-06-03';
const tentative = { tentative: {} };
const other = {
  start: '2026-06-03T11:00:00Z',
  end: '2026-06-03T12:00:00Z',
  claims: [{ ...claim, resourceId: 'small' }],
};
const again = (type: string, change: object = {}, revision = 1) => ({
  type,
  data: { ...(granted('a', revision).data as object), ...change },
});

/** Findings of the last of these events on a center-day. */
function onTheDay(...events: readonly { readonly type: string; readonly data: unknown }[]) {
  const { append } = given(fixedStays);
  return events.map((event) => append('room-allocation', DAY, [event])).at(-1);
}

/** The same on an activity. */
function onTheActivity(...events: readonly { readonly type: string; readonly data: unknown }[]) {
  const { append } = given(fixedStays);
  return events.map((event) => append('scheduling', 'activity/a', [event])).at(-1);
}

describe('on its center-day', () => {
  test('what is tentative moves, is fixed where it is, and may be moved by a newer revision', () => {
    const first = granted('a', 1, tentative);
    expect(onTheDay(first, again('AllocationMoved', other))).toEqual([]);
    expect(onTheDay(first, again('AllocationMoved', other), again('AllocationFixed', other))).toEqual([]);
    expect(onTheDay(first, again('AllocationFixed'), granted('a', 2, { ...other, ...tentative }))).toEqual([]);
  });

  test('what was fixed, with its answer or later, and moves is found', () => {
    expect(onTheDay(granted('a'), again('AllocationMoved', other))).toHaveLength(1);
    expect(
      onTheDay(granted('a', 1, tentative), again('AllocationFixed'), again('AllocationMoved', other)),
    ).toHaveLength(1);
  });

  test('what is fixed elsewhere than it was, or for a revision that has nothing, is found', () => {
    expect(onTheDay(granted('a', 1, tentative), again('AllocationFixed', other))).toHaveLength(1);
    expect(onTheDay(granted('a', 1, tentative), again('AllocationFixed', {}, 2))).toHaveLength(1);
  });

  test('an order takes away what was fixed, and what is held instead is fixed again', () => {
    expect(onTheDay(granted('a'), displaced('a', other), again('AllocationFixed', other))).toEqual([]);
    expect(onTheDay(granted('a'), displaced('a', other), again('AllocationMoved'))).toHaveLength(1);
    expect(onTheDay(granted('a'), displaced('a', other), again('AllocationFixed'))).toHaveLength(1);
  });
});

describe('as it is told', () => {
  const first = confirmed('a', 1, { announced: false });
  const then = (type: string, change: object = {}) => ({ type, data: { ...(first.data as object), ...change } });

  test('what is tentative moves, is pinned, is announced', () => {
    expect(onTheActivity(first, then('ActivityMoved', other), then('ActivityPinned', other))).toEqual([]);
    expect(onTheActivity(first, then('ActivityPinned'), then('ActivityAnnounced'))).toEqual([]);
  });

  test.each(['ActivityPinned', 'ActivityAnnounced'])('%s and then moved is found', (type) => {
    expect(onTheActivity(first, then(type), then('ActivityMoved', other))).toHaveLength(1);
  });

  test('displaced, the held place is announced, and moves no more', () => {
    expect(onTheActivity(first, then('ActivityDisplaced', other), then('ActivityAnnounced', other))).toEqual([]);
    expect(onTheActivity(first, then('ActivityDisplaced', other), then('ActivityMoved'))).toHaveLength(1);
  });

  test('announced with its confirmation and then moved, or announced elsewhere, is found', () => {
    const open = confirmed('a', 1, { announced: true });
    expect(onTheActivity(open, then('ActivityMoved', other))).toHaveLength(1);
    expect(onTheActivity(first, then('ActivityAnnounced', other))).toHaveLength(1);
  });
});
