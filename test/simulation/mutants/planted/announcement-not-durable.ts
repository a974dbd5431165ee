import { forgetfulOf } from '../forgetful-timers.ts';
import type { Mutant } from '../mutant.ts';

export const announcementNotDurable: Mutant = {
  name: 'announcement-not-durable',
  standsFor: 'announcements in setTimeout: what is tentative when its process ends stays so for ever',
  stage: { plant: forgetfulOf('scheduling-announcements') },
};
