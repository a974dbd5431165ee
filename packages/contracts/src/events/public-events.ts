import type { z } from 'zod';
import { calendarEvents } from './calendar.ts';
import { notificationEvents } from './notification.ts';
import { roomAllocationEvents } from './room-allocation.ts';
import { schedulingEvents } from './scheduling.ts';

/** Every event that leaves its service, by type. What is not here stays in its stream. */
export const publicEvents = {
  ...schedulingEvents,
  ...roomAllocationEvents,
  ...notificationEvents,
  ...calendarEvents,
} as const;

export type PublicEvents = { [T in keyof typeof publicEvents]: z.infer<(typeof publicEvents)[T]> };
export type PublicEventType = keyof PublicEvents;

export const isPublic = (type: string): type is PublicEventType => Object.hasOwn(publicEvents, type);
