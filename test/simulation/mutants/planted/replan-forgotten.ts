import type { Mutant } from '../mutant.ts';

export const replanForgotten: Mutant = {
  name: 'replan-forgotten',
  standsFor: 'reminders that are planned when an activity is confirmed, and never again',
  patches: [
    {
      module: 'services/notification/src/preferences/preference-store',
      from: 'await replan(organizationId)',
      to: 'await 0',
    },
  ],
};
