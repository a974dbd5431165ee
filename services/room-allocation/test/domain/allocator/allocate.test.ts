import { describe, expect, test } from '@jest/globals';
import { allocate } from '../../../src/domain/allocator/allocate.ts';
import { aGuide, aRoom, asked, assigned, at, during, person, problem, refused, room, taken } from '../support/given.ts';

const hall = room('hall', { capacity: 80 });
const studio = room('studio', { capacity: 30 });
const rooms = [hall, studio];

describe('of several acceptable starts', () => {
  const starts = ['10:00', '09:00', '11:00'].map(at);

  test('the first in the order of preference is given, not the earliest', () => {
    expect(assigned(asked({ starts }), { rooms })).toMatchObject({ start: at('10:00'), movedMinutes: 0 });
  });

  test('the next is given where one cannot be had: how far it moved and what was in the way are told', () => {
    const commitments = [taken('studio', during('10:30', '11:00')), taken('hall', during('10:59', '11:30'))];
    const found = assigned(asked({ starts }), { rooms, commitments });
    expect(found).toMatchObject({ start: at('09:00'), movedMinutes: -60, resourceIds: ['studio'] });
    expect(found.reasons).toEqual([
      { code: 'moved-start', values: { minutes: -60 } },
      { code: 'taken', resourceId: 'studio' },
      { code: 'best-fit', resourceId: 'studio', values: { capacity: 30, headcount: 20, wastedSeats: 10 } },
    ]);
  });

  test('what was in the way of the preferred one is told, not of those tried after it', () => {
    const commitments = [taken('hall', during('10:00', '11:00'))];
    const closures = [during('09:00', '09:30')];
    const request = asked({ starts, needs: [aRoom({ resourceId: 'hall' })] });
    const { start, reasons } = assigned(request, { rooms, commitments, closures });
    expect([start, reasons[1]]).toEqual([at('11:00'), { code: 'taken', resourceId: 'hall' }]);
  });

  test('a preferred start with a larger room goes before a later one with a better fit', () => {
    const commitments = [taken('studio', during('10:00', '11:00'))];
    expect(assigned(asked({ starts }), { rooms, commitments })).toMatchObject({
      start: at('10:00'),
      resourceIds: ['hall'],
    });
  });

  test('minutes moved are counted from the preferred start, also where it is not among them', () => {
    const later = asked({ starts: [at('11:30')], preferredStart: at('10:00') });
    expect(assigned(later, { rooms }).movedMinutes).toBe(90);
    expect(assigned(later, { rooms }).reasons[0]).toEqual({ code: 'moved-start', values: { minutes: 90 } });
  });

  test('a preferred start that comes later in the list is given for itself, with nothing in its way', () => {
    const commitments = [taken('hall', during('10:00', '11:00')), taken('studio', during('10:00', '11:00'))];
    const { reasons } = assigned(asked({ starts, preferredStart: at('09:00') }), { rooms, commitments });
    expect(reasons.map(({ code }) => code)).toEqual(['preferred-start', 'best-fit']);
  });

  test('a refusal tells room by room what was in the way of the first, and no more of the others', () => {
    const commitments = [taken('hall', during('09:00', '12:00')), taken('studio', during('09:00', '12:00'))];
    const { cause, missing } = refused(asked({ starts }), { rooms, commitments });
    expect([cause, ...missing]).toEqual([
      { code: 'taken', resourceId: 'studio' },
      { code: 'taken', resourceId: 'hall' },
    ]);
  });

  test('a refusal tells what was in the way of the first, also where it was something else at the last', () => {
    const commitments = [taken('hall', during('10:00', '11:00')), taken('studio', during('10:00', '11:00'))];
    const request = asked({ starts: [at('10:00'), at('07:00')] });
    expect(refused(request, { rooms, commitments }).cause).toEqual({ code: 'taken', resourceId: 'studio' });
  });

  test('a refusal tells who was in the way of any of them', () => {
    const commitments = [
      taken('studio', during('10:00', '11:00'), { activityId: 'a' }),
      taken('hall', during('10:00', '11:00'), { activityId: 'b' }),
      taken('hall', during('09:00', '10:00'), { activityId: 'c' }),
      taken('studio', during('08:00', '12:00'), { activityId: 'd' }),
      taken('hall', during('11:59', '12:00'), { activityId: 'e' }),
    ];
    const refusal = refused(asked({ starts, needs: [aRoom({ resourceId: 'hall' })] }), { rooms, commitments });
    expect(refusal).toMatchObject({ cause: { code: 'taken', resourceId: 'hall' }, blockedBy: ['b', 'c', 'e'] });
  });

  test('none at all is a refusal too', () => {
    expect(refused(asked({ starts: [] }), { rooms })).toMatchObject({ cause: { code: 'no-start-left' }, missing: [] });
  });
});

describe('of several requests', () => {
  test('what the first is given, the second finds taken', () => {
    const requests = ['a', 'b', 'c'].map((requestId) => asked({ requestId }));
    const { assignments, refusals } = allocate(problem({ rooms, requests }));
    expect(assignments.map(({ requestId, resourceIds }) => [requestId, ...resourceIds])).toEqual([
      ['a', 'studio'],
      ['b', 'hall'],
    ]);
    expect(refusals).toMatchObject([{ requestId: 'c', cause: { code: 'taken' }, blockedBy: ['a', 'b'] }]);
  });

  test('a refused one takes nothing, not even the part that it could have had', () => {
    const requests = [
      asked({ requestId: 'walk', needs: [aRoom(), aGuide()] }),
      asked({ requestId: 'talk', needs: [aRoom()] }),
    ];
    const { assignments } = allocate(problem({ rooms: [studio], requests }));
    expect(assignments.map(({ requestId }) => requestId)).toEqual(['talk']);
  });

  test('people are spread: who has led one group leads the next one last', () => {
    const pools = ['ann', 'bo', 'cai'].map((id) => person(id));
    const requests = ['09:00', '10:00', '11:00', '12:00'].map((time) =>
      asked({ starts: [at(time)], needs: [aGuide()] }),
    );
    const { assignments } = allocate(problem({ pools, requests }));
    expect(assignments.map(({ resourceIds }) => resourceIds[0])).toEqual(['ann', 'bo', 'cai', 'ann']);
  });

  test('nothing that is committed moves', () => {
    const commitments = [taken('hall', during('09:00', '10:00'))];
    const { moves } = allocate(problem({ rooms: [hall], commitments, requests: [asked()] }));
    expect(moves).toEqual([]);
  });

  test('no requests are no answers', () => {
    expect(allocate(problem({ rooms }))).toEqual({ assignments: [], moves: [], refusals: [] });
  });

  test('three hundred for one hour are answered, one with the room and each other with the reason', () => {
    const requests = Array.from({ length: 300 }, (_, n) => asked({ requestId: `request-${n}` }));
    const { assignments, refusals } = allocate(problem({ rooms: [hall], requests }));
    expect([assignments.length, refusals.length]).toEqual([1, 299]);
    expect(new Set(refusals.map(({ blockedBy }) => blockedBy.join()))).toEqual(new Set(['request-0']));
  });
});
