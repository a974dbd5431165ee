import { bodyHash, type Mail, type Platform } from '@huitang/runtime';
import { organizationOf } from '../contacts.ts';
import { keyOf, MAIL } from '../domain/delivery.ts';
import { isInvitation, type OptionalKind, unsubscribableKind } from '../domain/preferences.ts';
import { ATTEMPTS_MAX, retryDelayMs } from '../domain/retry.ts';
import { oneLine } from '../domain/text.ts';
import { eventFor } from '../invitation/event.ts';
import { invitation, personIn } from '../invitation/invitation.ts';
import type { Ready } from '../judge.ts';
import { compose } from '../letter/compose.ts';
import { digestOf } from '../letter/digest.ts';
import type { Letter } from '../letter/letter.ts';
import { renderDigestHtml, renderHtml } from '../letter/render-html.ts';
import { renderDigestText, renderText } from '../letter/render-text.ts';
import { deliveryId } from '../outcomes.ts';
import { unsubscribeAddresses } from '../preferences/unsubscribe-address.ts';
import { unsubscribeWords } from '../preferences/unsubscribe-words.ts';
import type { Channel, ReadyLetter } from './channel.ts';

const letterFor = ({ delivery, ready }: ReadyLetter, { publicUrl }: Platform['installation']): Letter => {
  const { activity, center, contact, preferences } = ready;
  const { calendar } = preferences;
  return compose(delivery.message, { activity, center, recipient: contact, publicUrl, calendar });
};

const boxOf = ({ contact }: Ready): Mail['to'] => ({ name: oneLine(contact.name), address: contact.email });

/** The event that a mail brings along, where the organization's calendar lives on its mails. */
function invitationOf(
  { delivery, ready }: ReadyLetter,
  installation: Platform['installation'],
): Pick<Mail, 'invitation'> {
  const { activity, center, contact, preferences } = ready;
  if (!isInvitation(delivery.message, preferences)) return {};
  const event = eventFor(activity, center, contact.language, installation);
  return event ? { invitation: invitation(event, personIn(installation.mailFrom), boxOf(ready)) } : {};
}

const optionalIn = (letters: readonly ReadyLetter[]): readonly OptionalKind[] => [
  ...new Set(letters.flatMap(({ delivery, ready }) => unsubscribableKind(delivery.message, ready.preferences) ?? [])),
];

const byTime = (letters: readonly ReadyLetter[]): readonly ReadyLetter[] =>
  [...letters].sort((a, b) => Date.parse(a.delivery.tellAt) - Date.parse(b.delivery.tellAt));

/** Two digests of the same messages are one mail, whoever sends it. */
const digestId = (letters: readonly ReadyLetter[]): string =>
  bodyHash(letters.map(({ delivery }) => keyOf(delivery)).sort());

/** To the address that the organization was entered with, in its language. */
export function mailChannel(platform: Platform): Channel {
  const { mailer, installation } = platform;
  const addresses = unsubscribeAddresses(platform);

  /** Where mails like these end; nothing where they come in any case. */
  async function wayOut(letters: readonly [ReadyLetter, ...ReadyLetter[]], { contact }: Ready) {
    const kinds = optionalIn(letters);
    if (kinds.length === 0) return {};
    const url = await addresses.addressOf({ organizationId: organizationOf(letters[0].delivery.recipient), kinds });
    const unsubscribe = { label: unsubscribeWords[contact.language].link, url };
    return { letter: { unsubscribe }, mail: { unsubscribeUrl: url } };
  }

  return {
    name: MAIL,
    rings: true,
    retry: { attemptsMax: ATTEMPTS_MAX, delayMs: retryDelayMs },
    async send(delivery, ready) {
      const one = { delivery, ready };
      const out = await wayOut([one], ready);
      const letter = { ...letterFor(one, installation), ...out.letter };
      await mailer.send({
        messageId: `${deliveryId(delivery)}@${installation.uidDomain}`,
        date: delivery.tellAt,
        to: boxOf(ready),
        subject: oneLine(letter.subject),
        text: renderText(letter),
        html: renderHtml(letter),
        ...invitationOf(one, installation),
        ...out.mail,
      });
      return undefined;
    },
    async sendTogether(letters) {
      const [first, ...others] = byTime(letters);
      if (!first) return undefined;
      const out = await wayOut([first, ...others], first.ready);
      const written = others.map((one) => letterFor(one, installation));
      const digest = { ...digestOf([letterFor(first, installation), ...written]), ...out.letter };
      await mailer.send({
        messageId: `${digestId(letters)}@${installation.uidDomain}`,
        date: first.delivery.digestAt ?? first.delivery.tellAt,
        to: boxOf(first.ready),
        subject: oneLine(digest.subject),
        text: renderDigestText(digest),
        html: renderDigestHtml(digest),
        ...out.mail,
      });
      return undefined;
    },
  };
}
