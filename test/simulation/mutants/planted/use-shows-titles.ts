import type { Mutant } from '../mutant.ts';

export const useShowsTitles: Mutant = {
  name: 'use-shows-titles',
  standsFor: 'the title of a private activity in the public use of its room',
  patches: [
    {
      module: 'services/room-allocation/src/domain/shown',
      from: 'return { title: OCCUPIED, audience };',
      to: 'return { title: { zh: title, en: title }, audience };',
    },
  ],
};
