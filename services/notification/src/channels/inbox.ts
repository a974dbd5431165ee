import type { Platform } from '@huitang/runtime';
import { organizationOf } from '../contacts.ts';
import { keyOf } from '../domain/delivery.ts';
import { ATTEMPTS_MAX, retryDelayMs } from '../domain/retry.ts';
import { oneLine } from '../domain/text.ts';
import type { Inboxes } from '../inbox/inboxes.ts';
import { compose } from '../letter/compose.ts';
import type { Channel } from './channel.ts';

/** Into the organization's inbox, which its screens show: once for each message, for it is our own log. */
export const inboxChannel = ({ installation }: Platform, inboxes: Inboxes): Channel => ({
  name: 'inbox',
  retry: { attemptsMax: ATTEMPTS_MAX, delayMs: retryDelayMs },
  async send(delivery, { activity, center, contact }) {
    const { activityId, revision, message, tellAt, eventId } = delivery;
    const { publicUrl } = installation;
    const { subject, opening, rows, language } = compose(message, { activity, center, recipient: contact, publicUrl });
    const colon = language === 'zh' ? '：' : ': ';
    const lines = [...opening, ...rows.map(({ label, value }) => `${label}${colon}${value}`)].map(oneLine);
    const url = `${publicUrl}/activities/${activityId}`;
    const posted = { activityId, revision, message, at: tellAt, subject: oneLine(subject), lines, url };
    // Its own, whoever has asked for something else since.
    await inboxes.post(organizationOf(delivery.recipient), { ...posted, deliveryKey: keyOf(delivery) }, eventId);
    return undefined;
  },
});
