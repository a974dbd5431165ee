import type { Mutant } from '../mutant.ts';

export const inboxDropped: Mutant = {
  name: 'inbox-dropped',
  standsFor: 'no inbox: a message that comes again is handled again',
  patches: [
    {
      module: 'packages/runtime/src/consumer',
      from: 'if (last && comparePositions(positionIn(message), last) <= 0)',
      to: 'if (last && message.id === "")',
    },
  ],
};
