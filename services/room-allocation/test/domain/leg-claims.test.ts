import { describe, expect, test } from '@jest/globals';
import type { PlannedClaim } from '../../src/domain/allocator/allocation-problem.ts';
import { legsOfClaims } from '../../src/domain/leg-claims.ts';
import { at, during, kit, person, room, stop, tianping } from './support/given.ts';

// The boundary of the first day lies at 28:00.
const cut = { standardOffsetMinutes: 0, dayBoundaryMinutes: 240 };
const dayOne = 'center-day/tianping/2026-07-01';
const dayTwo = 'center-day/tianping/2026-07-02';

const hall: PlannedClaim = {
  resource: room('hall', { capacity: 80 }),
  role: 'room',
  count: 1,
  ...during('26:00', '29:00'),
};
const guide: PlannedClaim = { resource: person('guide'), role: 'guide', count: 1, ...during('26:00', '28:00') };
const chairs: PlannedClaim = { resource: kit('chairs', 60), role: 'kit', count: 40, ...during('27:00', '30:00') };
const bridge: PlannedClaim = {
  resource: stop('bridge', { groups: 2 }),
  role: 'stop',
  count: 1,
  ...during('28:00', '28:20'),
};

describe('the legs of claims', () => {
  test('are what each day has of them, cut at the boundary, with how many there are', () => {
    expect(legsOfClaims(tianping, cut, [hall, guide, chairs, bridge])).toEqual([
      {
        stream: dayOne,
        claims: [
          { resourceId: 'hall', count: 1, capacity: 1, ...during('26:00', '28:00') },
          { resourceId: 'guide', count: 1, capacity: 1, ...during('26:00', '28:00') },
          { resourceId: 'chairs', count: 40, capacity: 60, ...during('27:00', '28:00') },
        ],
      },
      {
        stream: dayTwo,
        claims: [
          { resourceId: 'hall', count: 1, capacity: 1, ...during('28:00', '29:00') },
          { resourceId: 'chairs', count: 40, capacity: 60, ...during('28:00', '30:00') },
          { resourceId: 'bridge', count: 1, capacity: 2, ...during('28:00', '28:20') },
        ],
      },
    ]);
  });

  test('ascend by stream, also where a later claim reaches back to an earlier day', () => {
    const late = { ...hall, start: at('52:00'), end: at('53:00') };
    const streams = legsOfClaims(tianping, cut, [late, bridge, guide]).map(({ stream }) => stream);
    expect(streams).toEqual([dayOne, dayTwo, 'center-day/tianping/2026-07-03']);
  });

  test('of one day are one', () => {
    expect(legsOfClaims(tianping, cut, [guide]).map(({ stream }) => stream)).toEqual([dayOne]);
  });
});
