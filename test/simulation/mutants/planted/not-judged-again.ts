import type { Mutant } from '../mutant.ts';

export const notJudgedAgain: Mutant = {
  name: 'not-judged-again',
  standsFor: 'a mail is sent by what was heard, without asking whether it is still so',
  patches: [
    {
      module: 'services/notification/src/judge',
      from: 'await newestActivity({ history }, delivery.activityId)',
      to: 'await knownActivity(views, delivery.activityId)',
    },
  ],
};
