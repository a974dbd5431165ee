import type { Installation, Mail, Platform } from '@huitang/runtime';
import { type Delivery, MAIL } from '../domain/delivery.ts';
import { ATTEMPTS_MAX, retryDelayMs } from '../domain/retry.ts';
import { oneLine } from '../domain/text.ts';
import type { Ready } from '../judge.ts';
import { compose } from '../letter/compose.ts';
import { renderHtml } from '../letter/render-html.ts';
import { renderText } from '../letter/render-text.ts';
import { deliveryId } from '../outcomes.ts';
import type { Channel } from './channel.ts';

/** The mail of a delivery, the same each time as long as what it tells has not changed. */
function mailFor(
  delivery: Delivery,
  { activity, center, contact }: Ready,
  { publicUrl, uidDomain }: Pick<Installation, 'publicUrl' | 'uidDomain'>,
): Mail {
  const letter = compose(delivery.message, { activity, center, recipient: contact, publicUrl });
  return {
    messageId: `${deliveryId(delivery)}@${uidDomain}`,
    date: delivery.tellAt,
    to: { name: oneLine(contact.name), address: contact.email },
    subject: oneLine(letter.subject),
    text: renderText(letter),
    html: renderHtml(letter),
  };
}

/** To the address that the organization was entered with, in its language. */
export const mailChannel = ({ mailer, installation }: Platform): Channel => ({
  name: MAIL,
  retry: { attemptsMax: ATTEMPTS_MAX, delayMs: retryDelayMs },
  async send(delivery, ready) {
    await mailer.send(mailFor(delivery, ready, installation));
    return undefined;
  },
});
