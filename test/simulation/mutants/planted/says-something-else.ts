import type { Mutant } from '../mutant.ts';

export const saysSomethingElse: Mutant = {
  name: 'says-something-else',
  standsFor: 'what is stored is not what was sent: a field that is cut, defaulted or mixed up on its way to the log',
  patches: [
    {
      module: 'services/scheduling/src/proposal',
      from: 'title: body.title,',
      to: 'title: body.title.slice(0, 8),',
    },
  ],
};
