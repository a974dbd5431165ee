import { AllocationGranted } from '@huitang/contracts';
import { describe, expect, test } from '@jest/globals';
import type { Assignment } from '../../src/domain/allocator/allocation-problem.ts';
import { grantedOf } from '../../src/domain/granted.ts';
import { activity, at, during, kit, room, tianping } from './support/given.ts';

const assignment: Assignment = {
  requestId: 'asked',
  resourceIds: [],
  start: at('09:00'),
  movedMinutes: -30,
  wastedSeats: 12,
  reasons: [{ code: 'moved-start', values: { minutes: -30 } }],
  claims: [
    {
      resource: room('hall', { name: { zh: '初心厅', en: 'Hall' } }),
      role: 'room',
      count: 1,
      ...during('08:45', '10:45'),
    },
    { resource: kit('chairs', 60), role: 'kit', count: 40, ...during('08:50', '10:40') },
  ],
  setupMinutes: 15,
  teardownMinutes: 15,
};
const answering = { activityId: activity(1), revision: 2, centerId: tianping, centerVersion: 7 };

describe('a granted allocation', () => {
  const granted = grantedOf(answering, assignment, 90);

  test('says for whom, by which version of the center, and when the activity itself is', () => {
    expect(granted).toMatchObject({
      ...answering,
      start: '2026-07-01T09:00:00Z',
      end: '2026-07-01T10:30:00Z',
      setupMinutes: 15,
      teardownMinutes: 15,
      movedMinutes: -30,
      wastedSeats: 12,
      reasons: [{ code: 'moved-start', values: { minutes: -30 } }],
    });
  });

  test('names every claim with its buffers, so that nobody has to look the resource up', () => {
    expect(granted.claims).toEqual([
      {
        resourceId: 'hall',
        role: 'room',
        name: { zh: '初心厅', en: 'Hall' },
        start: '2026-07-01T08:45:00Z',
        end: '2026-07-01T10:45:00Z',
        count: 1,
      },
      {
        resourceId: 'chairs',
        role: 'kit',
        name: { zh: 'chairs', en: 'chairs' },
        start: '2026-07-01T08:50:00Z',
        end: '2026-07-01T10:40:00Z',
        count: 40,
      },
    ]);
  });

  test('says of what staff ordered that they chose it, not its organization', () => {
    const reasons = [{ code: 'preferred-start' }, { code: 'room-named', resourceId: 'hall' }, { code: 'others-moved' }];
    const ordered = grantedOf({ ...answering, isOrdered: true }, { ...assignment, reasons }, 90);
    expect(ordered.reasons).toEqual([
      { code: 'ordered-start' },
      { code: 'ordered-room', resourceId: 'hall' },
      { code: 'others-moved' },
    ]);
    expect(ordered).not.toHaveProperty('isOrdered');
    expect(grantedOf(answering, { ...assignment, reasons }, 90).reasons).toEqual(reasons);
  });

  test('is an event as contracts describe it, and survives being one', () => {
    expect(AllocationGranted.parse(JSON.parse(JSON.stringify(granted)))).toEqual(granted);
  });
});
