import { calendar } from '@huitang/calendar';
import { notification } from '@huitang/notification';
import { roomAllocation } from '@huitang/room-allocation';
import type { ServiceFactory } from '@huitang/runtime';
import { scheduling } from '@huitang/scheduling';
import { webOf } from '@huitang/web';

/** The four services of the platform. */
export const services: readonly ServiceFactory[] = [scheduling, roomAllocation, notification, calendar];

/** The same with the pages, which talk to the HTTP API at `apiBase` like anybody else. */
export const servicesWithPages = (apiBase: () => string): readonly ServiceFactory[] => [
  ...services,
  webOf({ apiBase }),
];
