import { describe, expect, test } from '@jest/globals';
import { aRoom, asked, assigned, at, during, refused, room, taken } from '../support/given.ts';

const small = room('small', { capacity: 20 });
const middle = room('middle', { capacity: 40, features: ['projector'] });
const large = room('large', { capacity: 80, features: ['projector', 'stage'] });
const rooms = [large, small, middle];

const roomFor = (headcount: number, features: readonly string[] = []) =>
  assigned(asked({ headcount, needs: [aRoom({ features })] }), { rooms }).resourceIds;

describe('the room given', () => {
  test.each([
    [1, 'small'],
    [20, 'small'],
    [21, 'middle'],
    [40, 'middle'],
    [41, 'large'],
    [80, 'large'],
  ])('for %i people is the smallest that seats them: %s', (headcount, id) => {
    expect(roomFor(headcount)).toEqual([id]);
  });

  test('leaves the big room to those who come later: ten people first, then as many as it seats', () => {
    expect(assigned(asked({ headcount: 10 }), { rooms: [large, small] }).resourceIds).toEqual(['small']);
  });

  test('has every feature asked for', () => {
    expect([roomFor(10, ['projector']), roomFor(10, ['stage', 'projector'])]).toEqual([['middle'], ['large']]);
  });

  test('of two that waste as many seats is the first by id', () => {
    const twins = [room('west'), room('east'), room('north')];
    expect(assigned(asked(), { rooms: twins }).resourceIds).toEqual(['east']);
  });

  test('is the one named, however many seats it wastes', () => {
    const request = asked({ headcount: 5, needs: [aRoom({ resourceId: 'large' })] });
    const { resourceIds, wastedSeats, reasons } = assigned(request, { rooms });
    expect([resourceIds, wastedSeats]).toEqual([['large'], 75]);
    expect(reasons).toContainEqual({
      code: 'room-named',
      resourceId: 'large',
      values: { capacity: 80, headcount: 5, wastedSeats: 75 },
    });
  });

  test('is the next best where a better one is taken, and the reasons say which', () => {
    const commitments = [taken('small', during('09:30', '09:31'))];
    const { resourceIds, reasons } = assigned(asked(), { rooms, commitments });
    expect(resourceIds).toEqual(['middle']);
    expect(reasons).toEqual([
      { code: 'preferred-start' },
      { code: 'best-fit', resourceId: 'middle', values: { capacity: 40, headcount: 20, wastedSeats: 20 } },
      { code: 'taken', resourceId: 'small' },
    ]);
  });

  test('tells no more than three rooms that it was given in the place of, and none that it is better than', () => {
    const many = [1, 2, 3, 4].map((n) => room(`small-${n}`, { capacity: 20 + n }));
    const commitments = [
      ...many.map(({ id }) => taken(id, during('09:00', '10:00'))),
      taken('large', during('09:00', '10:00')),
    ];
    const { reasons } = assigned(asked(), { rooms: [...many, middle, large], commitments });
    expect(reasons.flatMap(({ code, resourceId }) => (code === 'taken' ? [resourceId] : []))).toEqual([
      'small-1',
      'small-2',
      'small-3',
    ]);
  });

  test('tells of no room that would have wasted as many seats', () => {
    const twins = [room('east'), room('west')];
    const { reasons } = assigned(asked(), { rooms: twins, commitments: [taken('east', during('09:00', '10:00'))] });
    expect(reasons.map(({ code, resourceId }) => [code, resourceId])).toEqual([
      ['preferred-start', undefined],
      ['best-fit', 'west'],
    ]);
  });

  test('tells of none that would have wasted as many seats beside one that would have wasted fewer', () => {
    const commitments = ['small', 'east'].map((id) => taken(id, during('09:00', '10:00')));
    const { resourceIds, reasons } = assigned(asked(), { rooms: [small, room('east'), room('west')], commitments });
    expect([resourceIds, reasons.slice(2)]).toEqual([['west'], [{ code: 'taken', resourceId: 'small' }]]);
  });

  test('is claimed with the longer of both buffers, which are told', () => {
    const hall = room('hall', { setupMinutes: 30, teardownMinutes: 5 });
    const found = assigned(asked({ setupMinutes: 10, teardownMinutes: 15 }), { rooms: [hall] });
    expect(found).toMatchObject({ setupMinutes: 30, teardownMinutes: 15 });
    expect(found.claims).toEqual([{ resource: hall, role: 'room', count: 1, ...during('08:30', '10:15') }]);
  });
});

describe('several rooms', () => {
  const two = [aRoom(), aRoom({ features: ['projector'] })];

  test('are two different ones, each the best fit that leaves one for the other', () => {
    const { resourceIds, wastedSeats } = assigned(asked({ headcount: 15, needs: two }), { rooms });
    expect([resourceIds, wastedSeats]).toEqual([['small', 'middle'], 5 + 25]);
  });

  test('come in the order of the needs', () => {
    const needs = [...two].reverse();
    expect(assigned(asked({ headcount: 15, needs }), { rooms }).resourceIds).toEqual(['middle', 'small']);
  });

  test('are refused together where one of them is not to be had: every room in the way is told once', () => {
    const needs = [aRoom(), aRoom(), aRoom()];
    const commitments = [taken('large', during('09:00', '10:00'))];
    expect(refused(asked({ needs }), { rooms, commitments })).toMatchObject({
      cause: { code: 'too-few-rooms', values: { needed: 3 } },
      missing: [{ code: 'taken', resourceId: 'large' }],
      blockedBy: ['has-large'],
    });
  });

  test('are refused where there are fewer than needed, with nothing in the way to tell of', () => {
    const { cause, missing } = refused(asked({ needs: [aRoom(), aRoom(), aRoom(), aRoom()] }), { rooms });
    expect([cause, missing]).toEqual([{ code: 'too-few-rooms', values: { needed: 4 } }, []]);
  });

  test('tell once of a room that neither of them was given', () => {
    const commitments = [taken('small', during('09:00', '10:00'))];
    const { reasons } = assigned(asked({ needs: [aRoom(), aRoom()] }), { rooms, commitments });
    expect(reasons.filter(({ resourceId }) => resourceId === 'small')).toEqual([
      { code: 'taken', resourceId: 'small' },
    ]);
  });
});

describe('a room is refused', () => {
  test('to more people than any room seats', () => {
    expect(refused(asked({ headcount: 81 }), { rooms })).toMatchObject({
      cause: { code: 'no-room-large-enough', values: { headcount: 81, largest: 80 } },
      blockedBy: [],
    });
    expect(refused(asked(), { rooms: [] }).cause).toEqual({
      code: 'no-room-large-enough',
      values: { headcount: 20, largest: 0 },
    });
  });

  test('to those who need what none has; room by room it says what is lacking', () => {
    const refusal = refused(asked({ needs: [aRoom({ features: ['stage', 'piano'] })] }), { rooms });
    expect(refusal.cause).toEqual({
      code: 'no-room-with-features',
      values: { features: 'stage piano', headcount: 20 },
    });
    expect(refusal.missing).toEqual([
      { code: 'room-lacks-feature', resourceId: 'small', values: { feature: 'stage' } },
      { code: 'room-lacks-feature', resourceId: 'middle', values: { feature: 'stage' } },
      { code: 'room-lacks-feature', resourceId: 'large', values: { feature: 'piano' } },
    ]);
  });

  test('for its size only where no room seats as many: the largest is large enough for as many as it seats', () => {
    const needs = [aRoom({ features: ['piano'] })];
    expect(refused(asked({ headcount: 80, needs }), { rooms }).cause.code).toBe('no-room-with-features');
    expect(refused(asked({ headcount: 81, needs }), { rooms }).cause.code).toBe('no-room-large-enough');
  });

  test('where the one with the features is too small, as one without features', () => {
    const needs = [aRoom({ features: ['flag'] })];
    const refusal = refused(asked({ headcount: 50, needs }), { rooms: [large, room('oath', { features: ['flag'] })] });
    expect(refusal.cause).toEqual({ code: 'no-room-with-features', values: { features: 'flag', headcount: 50 } });
    expect(refusal.missing).toContainEqual({
      code: 'room-too-small',
      resourceId: 'oath',
      values: { capacity: 40, headcount: 50 },
    });
  });

  test('where the only one with the feature is closed, though others are free', () => {
    const closures = [{ resourceId: 'large', ...during('09:59', '12:00') }];
    const request = asked({ needs: [aRoom({ features: ['stage'] })] });
    expect(refused(request, { rooms, closures })).toMatchObject({
      cause: { code: 'room-closed', resourceId: 'large' },
      blockedBy: [],
    });
    expect(assigned({ ...request, starts: [at('08:59')] }, { rooms, closures }).resourceIds).toEqual(['large']);
  });

  test('where the whole center is closed, in every room', () => {
    expect(refused(asked(), { rooms, closures: [during('09:30', '09:31')] })).toMatchObject({
      cause: { code: 'room-closed', resourceId: 'small' },
      missing: [
        { code: 'room-closed', resourceId: 'middle' },
        { code: 'room-closed', resourceId: 'large' },
      ],
    });
  });

  test('where every one is taken: the best fit is the cause, and who has them is told once each', () => {
    const commitments = [
      taken('small', during('08:00', '09:30'), { activityId: 'a' }),
      taken('small', during('09:30', '12:00'), { activityId: 'b' }),
      taken('middle', during('09:59', '12:00'), { activityId: 'c' }),
      taken('large', during('08:00', '09:01'), { activityId: 'a' }),
      taken('large', during('10:00', '12:00'), { activityId: 'not-in-the-way' }),
    ];
    expect(refused(asked(), { rooms, commitments })).toEqual({
      requestId: 'asked',
      cause: { code: 'taken', resourceId: 'small' },
      missing: [
        { code: 'taken', resourceId: 'middle' },
        { code: 'taken', resourceId: 'large' },
      ],
      blockedBy: ['a', 'b', 'c'],
      nearest: [],
    });
  });

  test.each([
    ['is taken', 'middle', { code: 'taken', resourceId: 'middle' }],
    ['is too small', 'small', { code: 'room-too-small', resourceId: 'small', values: { capacity: 20, headcount: 30 } }],
    ['is not of this center', 'gone', { code: 'no-such-resource', resourceId: 'gone' }],
  ])('where the one named %s, though others are free', (_, id, cause) => {
    const commitments = [taken('middle', during('09:00', '10:00'))];
    const request = asked({ headcount: 30, needs: [aRoom({ resourceId: id })] });
    expect(refused(request, { rooms, commitments })).toMatchObject({ cause, missing: [] });
  });

  test('where the one named lacks what is needed, and that is the cause', () => {
    const needs = [aRoom({ resourceId: 'small', features: ['projector'] })];
    expect(refused(asked({ needs }), { rooms }).cause).toEqual({
      code: 'room-lacks-feature',
      resourceId: 'small',
      values: { feature: 'projector' },
    });
  });

  test('beyond the minutes that are decided on, to the minute', () => {
    const halls = [room('hall', { setupMinutes: 30, teardownMinutes: 15 })];
    const within = during('08:30', '10:15');
    const placed = (change: object) => ({ rooms: halls, policy: { within: { ...within, ...change } } });
    expect(assigned(asked(), placed({})).start).toBe(at('09:00'));
    const commitments = [taken('hall', during('09:00', '10:00'))];
    expect(refused(asked(), { ...placed({}), commitments }).cause.code).toBe('taken');
    const cause = { code: 'crosses-day', resourceId: 'hall' };
    expect(refused(asked(), placed({ start: at('08:31') })).cause).toEqual(cause);
    expect(refused(asked(), placed({ end: at('10:14') })).cause).toEqual(cause);
  });

  test('with at most a dozen rooms told', () => {
    const many = Array.from({ length: 20 }, (_, n) => room(`room-${n}`));
    const commitments = many.map(({ id }) => taken(id, during('09:00', '10:00')));
    expect(refused(asked({ headcount: 41 }), { rooms: many }).missing).toHaveLength(12);
    const { cause, missing, blockedBy } = refused(asked(), { rooms: many, commitments });
    expect([cause.resourceId, missing.length, blockedBy.length]).toEqual(['room-0', 11, 20]);
  });
});
