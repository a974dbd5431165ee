import type { Installation, Mail } from '@huitang/runtime';
import type { Delivery } from './domain/delivery.ts';
import { oneLine } from './domain/text.ts';
import type { Ready } from './judge.ts';
import { compose } from './letter/compose.ts';
import { renderHtml } from './letter/render-html.ts';
import { renderText } from './letter/render-text.ts';
import { deliveryId } from './outcomes.ts';

/** The mail of a delivery, the same each time as long as what it tells has not changed. */
export function mailFor(
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
