import type { Mutant } from '../mutant.ts';

export const copyAlwaysGood: Mutant = {
  name: 'copy-always-good',
  standsFor: '304 to whoever has any copy: a calendar that never changes again',
  patches: [
    {
      module: 'services/calendar/src/conditional',
      from: 'tags.find((tag) => sent.includes(tag))',
      to: 'tags[sent.length - 1]',
    },
  ],
};
