import { expect, test } from '@jest/globals';
import { claim, given, granted } from './given.ts';
import { noDoubleBooking } from './no-double-booking.ts';

test('those who change places in one commit never have one together; those who come to one do', () => {
  const places = (room: string) => ({ claims: [{ ...claim, resourceId: room }] });
  const moved = (activityId: string, room: string) => ({
    ...granted(activityId, 1, places(room)),
    type: 'AllocationMoved',
  });
  const day = 'center-day/center-1/2026-06-03';
  const { append } = given(noDoubleBooking);
  append('room-allocation', day, [granted('a', 1, places('hall')), granted('b', 1, places('study'))]);
  expect(append('room-allocation', day, [moved('a', 'study'), moved('b', 'hall')])).toEqual([]);
  expect(append('room-allocation', day, [moved('a', 'hall'), moved('b', 'hall')])).toHaveLength(1);
});
