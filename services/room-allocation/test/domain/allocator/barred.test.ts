import { describe, expect, test } from '@jest/globals';
import { allocate } from '../../../src/domain/allocator/allocate.ts';
import type { Barred } from '../../../src/domain/allocator/barred.ts';
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
  problem,
  refused,
  resourceId,
  room,
  stop,
  taken,
  visit,
} from '../support/given.ts';

const bars = (id: string, bounds: Partial<Barred> = {}, code = 'not-bookable-by-kind'): Barred => ({
  resourceId: resourceId(id),
  because: { code, values: { kind: 'film' } },
  ...bounds,
});

const rooms = [room('hall', { capacity: 80 }), room('studio', { capacity: 20 })];

describe('a room that a request may not have', () => {
  test('is not given, though it would fit best', () => {
    const request = asked({ barred: [bars('studio')] });
    expect(assigned(request, { rooms }).resourceIds).toEqual(['hall']);
  });

  test('is told where it is the only one that would do', () => {
    const request = asked({ headcount: 50, barred: [bars('hall')] });
    expect(refused(request, { rooms })).toMatchObject({
      cause: { code: 'not-bookable-by-kind', resourceId: 'hall', values: { kind: 'film' } },
      missing: [{ code: 'room-too-small', resourceId: 'studio' }],
    });
  });

  test('is told where it is the one named', () => {
    const request = asked({ needs: [aRoom({ resourceId: 'studio' })], barred: [bars('studio')] });
    expect(refused(request, { rooms }).cause).toMatchObject({ code: 'not-bookable-by-kind', resourceId: 'studio' });
  });

  test.each([
    ['09:29', false],
    ['09:30', true],
    ['10:00', true],
    ['10:01', false],
  ])('only beyond its bounds is had within them: %s', (start, isHad) => {
    const bounds = { startsBefore: at('09:30'), startsAfter: at('10:00') };
    const request = asked({ headcount: 50, starts: [at(start)], barred: [bars('hall', bounds, 'not-bookable-yet')] });
    const { assignments, refusals } = allocate(problem({ rooms, requests: [request] }));
    expect(assignments.length).toBe(isHad ? 1 : 0);
    expect(refusals.map(({ cause }) => cause.code)).toEqual(isHad ? [] : ['not-bookable-yet']);
  });

  test('is offered at no start beyond its bounds', () => {
    const request = asked({ headcount: 50, barred: [bars('hall', { startsBefore: at('10:30') })] });
    const nearestStarts = [at('10:00'), at('10:30'), at('11:00')];
    const { nearest } = refused(request, { rooms, policy: { nearestStarts, nearestMax: 5 } });
    expect(nearest.map(({ start }) => start)).toEqual([at('10:30'), at('11:00')]);
  });

  test('is not what a tentative one is moved to', () => {
    const standing = asked({ requestId: 'tentative', starts: [at('09:00'), at('09:00') + 1], barred: [bars('hall')] });
    const assignment = assigned(standing, { rooms });
    const named = asked({ needs: [aRoom({ resourceId: 'studio' })] });
    const { moves, refusals } = allocate(
      problem({ rooms, tentative: [{ request: standing, assignment }], requests: [named] }),
    );
    expect([moves.length, refusals[0]?.cause.code]).toEqual([0, 'taken']);
  });
});

describe('people, kit and stops that a request may not have', () => {
  const guide = person('guide');
  const other = person('other');

  test.each([
    ['person', { pools: [guide] }, [aGuide()], 'guide'],
    ['kit', { pools: [kit('chairs', 30)] }, [pieces('chairs', 20)], 'chairs'],
    ['stop', { stops: [stop('bridge')] }, [visit('bridge', 0, 10)], 'bridge'],
  ])('are told: %s', (_, resources, needs, id) => {
    const never = refused(asked({ needs, barred: [bars(id)] }), resources);
    expect(never.cause).toMatchObject({ code: 'not-bookable-by-kind', resourceId: id });
    const late = refused(asked({ needs, barred: [bars(id, { startsBefore: at('09:01') }, 'so-soon')] }), resources);
    expect(late.cause).toMatchObject({ code: 'so-soon', resourceId: id });
    expect([never.missing, late.missing]).toEqual([[], []]);
    expect(assigned(asked({ needs, barred: [bars(id, { startsBefore: at('09:00') })] }), resources).start).toBe(
      at('09:00'),
    );
  });

  test('leave it to others who may be asked, or say who is busy and who may not be', () => {
    const request = asked({ needs: [aGuide()], barred: [bars('guide', { startsAfter: at('08:59') }, 'too-far')] });
    expect(assigned(request, { pools: [guide, other] }).resourceIds).toEqual(['other']);
    const commitments = [taken('other', during('09:00', '10:00'))];
    expect(refused(request, { pools: [guide, other], commitments })).toMatchObject({
      cause: { code: 'people-busy' },
      missing: expect.arrayContaining([
        { code: 'person-busy', resourceId: 'other' },
        { code: 'too-far', resourceId: 'guide', values: { kind: 'film' } },
      ]),
    });
  });
});
