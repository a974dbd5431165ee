import type { Mutant } from '../mutant.ts';

export const planNotAwaited: Mutant = {
  name: 'plan-not-awaited',
  standsFor: 'a promise that nobody awaits: when it fails, the process ends, or a mail is never planned',
  patches: [
    {
      module: 'services/notification/src/reactions',
      from: 'await ledger.plan(planFor(',
      to: 'void ledger.plan(planFor(',
    },
  ],
};
