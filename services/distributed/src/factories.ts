import { calendar } from '@huitang/calendar';
import { notification } from '@huitang/notification';
import { roomAllocation } from '@huitang/room-allocation';
import type { ServiceFactory } from '@huitang/runtime';
import { scheduling } from '@huitang/scheduling';

/** The services with state of their own, by name. */
export const factories: Readonly<
  Record<'scheduling' | 'room-allocation' | 'notification' | 'calendar', ServiceFactory>
> = {
  scheduling,
  'room-allocation': roomAllocation,
  notification,
  calendar,
};
