import { describe, expect, test } from '@jest/globals';
import {
  canServe,
  concerned,
  isPersonNeed,
  type RoomNeed,
  unsuitable,
} from '../../../src/domain/allocator/suitable.ts';
import { aGuide, aRoom, kit, person, pieces, resourceId, room, stop, visit } from '../support/given.ts';

const hall = room('hall', { capacity: 80, features: ['oath-wall', 'flag'] });
const wanting = (change: Partial<RoomNeed> = {}): RoomNeed => ({ role: 'room', features: [], ...change });

describe('a room', () => {
  test('does for as many people as it has seats, and for nobody more', () => {
    expect(unsuitable(hall, wanting(), 80)).toBeUndefined();
    expect(unsuitable(hall, wanting(), 81)).toEqual({
      code: 'room-too-small',
      resourceId: 'hall',
      values: { capacity: 80, headcount: 81 },
    });
  });

  test('must have every feature; the first one lacking is told', () => {
    expect(unsuitable(hall, wanting({ features: ['flag', 'oath-wall'] }), 10)).toBeUndefined();
    expect(unsuitable(hall, wanting({ features: ['flag', 'stage', 'piano'] }), 10)).toEqual({
      code: 'room-lacks-feature',
      resourceId: 'hall',
      values: { feature: 'stage' },
    });
  });

  test('that is not the one named never does', () => {
    expect(unsuitable(hall, wanting({ resourceId: resourceId('hall') }), 10)).toBeUndefined();
    expect(unsuitable(hall, wanting({ resourceId: resourceId('studio') }), 10)).toEqual({
      code: 'not-the-room-named',
      resourceId: 'hall',
    });
  });
});

describe('a person', () => {
  const lecturer = person('lecturer', { roles: ['lecturer', 'guide'], skills: ['language:en', 'package:scientists'] });

  test('serves in each of their roles and in no other', () => {
    const asks = (role: 'guide' | 'lecturer' | 'interpreter') => canServe(lecturer, { role, skills: [] });
    expect([asks('guide'), asks('lecturer'), asks('interpreter')]).toEqual([true, true, false]);
  });

  test('needs every skill that is asked for', () => {
    const asks = (...skills: string[]) => canServe(lecturer, { role: 'lecturer', skills });
    expect([asks('package:scientists', 'language:en'), asks('language:en', 'language:fr')]).toEqual([true, false]);
  });

  test('is needed as guide, lecturer or interpreter; a room, kit or a stop is no person', () => {
    const needs = [aGuide(), aRoom(), pieces('chairs', 1), visit('bridge', 0, 10)];
    expect(needs.map(isPersonNeed)).toEqual([true, false, false, false]);
  });
});

describe('the resources concerned', () => {
  const resources = [
    hall,
    room('studio'),
    person('guide', { skills: ['route:red'] }),
    person('lecturer', { roles: ['lecturer'] }),
    kit('chairs', 50),
    kit('headsets', 50),
    stop('bridge'),
    stop('garden'),
  ];
  const ids = (...needs: Parameters<typeof concerned>[1]) => concerned(resources, needs).map(({ id }) => id);

  test('are all rooms where a room is needed, whether they would do or not: a refusal tells why not', () => {
    expect(ids(aRoom({ features: ['piano'] }))).toEqual(['hall', 'studio']);
  });

  test('are the people who could serve', () => {
    expect(ids(aGuide())).toEqual(['guide']);
    expect(ids(aGuide('route:renewed'))).toEqual([]);
  });

  test('are the kit and the stops that are named', () => {
    expect(ids(pieces('chairs', 5), visit('garden', 0, 10))).toEqual(['chairs', 'garden']);
  });

  test('are none where nothing is needed', () => {
    expect(ids()).toEqual([]);
  });
});
