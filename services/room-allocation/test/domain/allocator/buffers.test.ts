import { describe, expect, test } from '@jest/globals';
import { buffersFor, widestSpan, withBuffers } from '../../../src/domain/allocator/buffers.ts';
import { aGuide, aRoom, asked, kit, person, pieces, room, stop, termsOf, visit } from '../support/given.ts';

const terms = (change: Parameters<typeof asked>[0] = {}) =>
  termsOf(asked({ durationMinutes: 60, setupMinutes: 10, teardownMinutes: 20, ...change }));

describe('buffers', () => {
  test("are the longer of the kind's and the resource's own, setup and teardown each by itself", () => {
    expect(buffersFor(terms(), room('hall', { setupMinutes: 30, teardownMinutes: 15 }))).toEqual({
      setupMinutes: 30,
      teardownMinutes: 20,
    });
    expect(buffersFor(terms(), person('guide', { setupMinutes: 5, teardownMinutes: 25 }))).toEqual({
      setupMinutes: 10,
      teardownMinutes: 25,
    });
  });

  test("are the wish's alone before its start where nobody sets up, and as ever after its end", () => {
    const asFound = { ...terms({ setupMinutes: 0 }), asFound: true };
    const slow = room('hall', { setupMinutes: 30, teardownMinutes: 40 });
    expect(buffersFor(asFound, slow)).toEqual({ setupMinutes: 0, teardownMinutes: 40 });
    expect(widestSpan(asFound, [slow])).toEqual({ start: 0, end: 100 });
  });

  test("are the kind's where a resource has none of its own", () => {
    expect(buffersFor(terms())).toEqual({ setupMinutes: 10, teardownMinutes: 20 });
  });

  test('lie around the activity: setup before its start, teardown after its end', () => {
    expect(withBuffers(600, 60, { setupMinutes: 15, teardownMinutes: 30 })).toEqual({ start: 585, end: 690 });
  });
});

describe('the widest span of a wish', () => {
  test("is its own time with the kind's buffers where nothing takes longer", () => {
    expect(widestSpan(terms(), [kit('chairs', 10)])).toEqual({ start: -10, end: 80 });
  });

  test('reaches as far as the longest setup and the longest teardown of any resource, not of one alone', () => {
    const resources = [
      room('hall', { setupMinutes: 45 }),
      room('studio', { teardownMinutes: 50 }),
      person('guide', { setupMinutes: 5, teardownMinutes: 5 }),
    ];
    expect(widestSpan(terms(), resources)).toEqual({ start: -45, end: 110 });
    expect(widestSpan(terms(), [person('guide', { setupMinutes: 90 })])).toEqual({ start: -90, end: 80 });
  });

  test('reaches to the end of the last stop with its headway, also beyond the end of the activity', () => {
    const needs = [aGuide(), visit('bridge', 0, 20), visit('garden', 65, 20)];
    const stops = [stop('garden', { headwayMinutes: 5 }), stop('bridge', { headwayMinutes: 200 })];
    expect(widestSpan(terms({ needs: needs.slice(0, 2) }), stops)).toEqual({ start: -10, end: 220 });
    expect(widestSpan(terms({ needs: [visit('garden', 65, 20)] }), stops)).toEqual({ start: -10, end: 90 });
    expect(widestSpan(terms({ needs: [visit('gone', 65, 20)] }), stops)).toEqual({ start: -10, end: 85 });
  });

  test('counts kit and rooms that no need names for nothing', () => {
    const needs = [aRoom(), pieces('chairs', 5)];
    expect(widestSpan(terms({ needs }), [])).toEqual({ start: -10, end: 80 });
  });
});
