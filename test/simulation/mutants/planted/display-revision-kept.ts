import type { Mutant } from '../mutant.ts';

export const displayRevisionKept: Mutant = {
  name: 'display-revision-kept',
  standsFor: 'a cancellation with the SEQUENCE of what it cancels: calendars ignore it',
  patches: [
    {
      module: 'services/scheduling/src/domain/decide',
      from: 'const shown = wasConfirmed\n',
      to: 'const shown = wasConfirmed && command.now === ""\n',
    },
  ],
};
