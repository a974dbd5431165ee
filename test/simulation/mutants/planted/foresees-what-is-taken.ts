import type { Mutant } from '../mutant.ts';

export const foreseesWhatIsTaken: Mutant = {
  name: 'foresees-what-is-taken',
  standsFor: 'a search that looks at rooms and hours, and not at what others have been given',
  patches: [
    {
      module: 'services/room-allocation/src/availability',
      from: 'allocateOn(day, asking, { holds: true })',
      to: 'allocateOn({ ...day, activities: { ...day.activities, parts: [] } }, asking, { holds: true })',
    },
  ],
};
