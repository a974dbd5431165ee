import type { Mutant } from '../mutant.ts';

export const quietHoursIgnored: Mutant = {
  name: 'quiet-hours-ignored',
  standsFor: 'preferences asked for when a message is planned, and not when it is due',
  patches: [
    {
      module: 'services/notification/src/judge',
      from: "holdOf(delivery, heard, preferences, clock.now(), minuteOfDay(timeZone)) ?? 'send'",
      to: "'send'",
    },
  ],
};
