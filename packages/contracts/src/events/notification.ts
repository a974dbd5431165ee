import { z } from 'zod';
import { ActivityId } from '../ids.ts';

const delivery = {
  deliveryKey: z.string(),
  activityId: ActivityId,
  revision: z.int().min(1),
  message: z.string(),
  /** The Vault subject it went to; never an address. */
  recipient: z.string(),
  /** By what it was told; absent for a mail. */
  channel: z.string().optional(),
  attempts: z.int().min(1),
};

export const NotificationDelivered = z.object(delivery);
export type NotificationDelivered = z.infer<typeof NotificationDelivered>;

export const NotificationFailed = z.object({ ...delivery, error: z.string() });
export type NotificationFailed = z.infer<typeof NotificationFailed>;

export const notificationEvents = { NotificationDelivered, NotificationFailed } as const;
