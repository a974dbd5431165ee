import { describe, expect, test } from '@jest/globals';
import {
  aGuide,
  aRoom,
  asked,
  assigned,
  at,
  during,
  kit,
  person,
  pieces,
  refused,
  room,
  stop,
  taken,
  visit,
} from '../support/given.ts';

const rooms = [room('hall')];
const everything = { rooms, pools: [person('ann'), kit('chairs', 50)], stops: [stop('bridge')] };
const needs = [visit('bridge', 0, 10), pieces('chairs', 30), aGuide(), aRoom()];

describe('all or nothing:', () => {
  test('everything needed is given together', () => {
    expect(assigned(asked({ needs }), everything).resourceIds).toEqual(['hall', 'ann', 'chairs', 'bridge']);
  });

  test.each([
    ['hall', 'taken'],
    ['ann', 'people-busy'],
    ['chairs', 'kit-short'],
    ['bridge', 'stop-busy'],
  ])('with the %s gone, nothing is', (id, code) => {
    const commitments = [taken(id, during('09:00', '10:00'), { count: 21 })];
    expect(refused(asked({ needs }), { ...everything, commitments }).cause.code).toBe(code);
  });
});

describe('opening hours', () => {
  const open = (...spans: readonly { start: number; end: number }[]) => ({ rooms, policy: { open: spans } });
  const starting = (start: string, change = {}) => asked({ starts: [at(start)], ...change });
  const twoSpans = open(during('08:00', '12:00'), during('14:00', '18:00'));

  test('hold the whole activity, to the minute', () => {
    expect(assigned(starting('08:00'), twoSpans).start).toBe(at('08:00'));
    expect(assigned(starting('11:00'), twoSpans).start).toBe(at('11:00'));
    expect(refused(starting('07:59'), twoSpans).cause).toEqual({ code: 'closed' });
    expect(refused(starting('11:01'), twoSpans).cause).toEqual({ code: 'closed' });
  });

  test('in two spans let nobody stay over the break', () => {
    expect(refused(starting('11:00', { durationMinutes: 240 }), twoSpans).cause).toEqual({ code: 'closed' });
    expect(assigned(starting('14:00', { durationMinutes: 240 }), twoSpans).start).toBe(at('14:00'));
  });

  test('do not bind setup and teardown', () => {
    const found = assigned(
      starting('08:00', { durationMinutes: 240, setupMinutes: 30, teardownMinutes: 30 }),
      twoSpans,
    );
    expect(found.claims[0]).toMatchObject(during('07:30', '12:30'));
  });

  test('that are none at all refuse everything', () => {
    expect(refused(starting('09:00'), open()).cause).toEqual({ code: 'closed' });
  });

  test('are not blamed where no room would do at any hour', () => {
    const late = (change: object) => refused(starting('07:00', change), twoSpans);
    expect(late({ headcount: 41 })).toMatchObject({
      cause: { code: 'no-room-large-enough' },
      missing: [{ code: 'room-too-small', resourceId: 'hall' }],
    });
    expect(late({ needs: [aRoom(), aRoom({ features: ['piano'] })] })).toMatchObject({
      cause: { code: 'no-room-with-features' },
      missing: [{ code: 'room-lacks-feature', resourceId: 'hall' }],
    });
    expect(late({ needs: [aRoom({ resourceId: 'hall', features: ['piano'] })] }).cause.code).toBe('room-lacks-feature');
    expect(late({ headcount: 40 }).cause).toEqual({ code: 'closed' });
  });

  test('do not refuse times that are a fact; what is taken still does', () => {
    const fact = starting('23:30', { asGiven: true, durationMinutes: 120 });
    expect(assigned(fact, open()).start).toBe(at('23:30'));
    const commitments = [taken('hall', during('25:00', '26:00'))];
    expect(refused(fact, { ...open(), commitments }).cause.code).toBe('taken');
  });
});

describe('a request', () => {
  test.each([0, -1])('for %i people is refused, though a room is free', (headcount) => {
    expect(refused(asked({ headcount }), { rooms }).cause).toEqual({ code: 'nobody-comes' });
  });

  test('that needs nothing is refused: there is nothing to give', () => {
    expect(refused(asked({ needs: [] }), { rooms }).cause).toEqual({ code: 'nothing-needed' });
  });

  test('without a room may have more people than any room seats', () => {
    const walk = asked({ headcount: 500, needs: [aGuide()] });
    expect(assigned(walk, everything)).toMatchObject({ resourceIds: ['ann'], wastedSeats: 0 });
  });
});
