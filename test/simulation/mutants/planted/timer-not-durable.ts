import { forgetfulOf } from '../forgetful-timers.ts';
import type { Mutant } from '../mutant.ts';

export const timerNotDurable: Mutant = {
  name: 'timer-not-durable',
  standsFor: 'reminders in setTimeout: what is due later is gone with the process',
  stage: { plant: forgetfulOf('notification-deliveries') },
};
