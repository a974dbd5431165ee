import type { Mutant } from '../mutant.ts';

export const roomTooSmall: Mutant = {
  name: 'room-too-small',
  standsFor: 'seats that are not there: a room for fewer than come',
  patches: [
    {
      module: 'services/room-allocation/src/domain/allocator/suitable',
      from: 'if (room.capacity < headcount)',
      to: 'if (room.capacity < headcount - 10)',
    },
  ],
};
