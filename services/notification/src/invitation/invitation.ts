import { type CalendarEvent, folded, quotedParameter, renderEvent } from '@huitang/icalendar';
import type { Mail } from '@huitang/runtime';
import { oneLine } from '../domain/text.ts';

/** Somebody with a mail box. */
export interface Person {
  readonly name: string;
  readonly address: string;
}

const NAMED = /^(.*)<([^<>]+)>\s*$/s;

/** Who `Huitang <huitang@example.org>` is. */
export function personIn(mailbox: string): Person {
  const [, name = '', address = mailbox] = NAMED.exec(mailbox) ?? [];
  return { name: oneLine(name).replace(/^"(.*)"$/, '$1'), address: address.trim() };
}

/** An address as a URI (RFC 6068); it takes no parameter's form, so it needs no quotes. */
const mailto = (address: string): string =>
  `mailto:${encodeURI(oneLine(address)).replace(/[?#&/]/g, encodeURIComponent)}`;

const named = ({ name }: Person): string => (name === '' ? '' : `;CN=${quotedParameter(oneLine(name))}`);

/** By hand: ical-generator writes parameters with the escapes of TEXT. No answer is asked for: none is read yet. */
const peopleLines = (organizer: Person, attendee: Person): readonly string[] => [
  `ORGANIZER${named(organizer)}:${mailto(organizer.address)}`,
  `ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=FALSE${named(attendee)}:${mailto(attendee.address)}`,
];

/**
 * An event as a mail carries it (iTIP, RFC 5546 3.2.2 and 3.2.5): a REQUEST for what stands, newly or otherwise than before,
 * a CANCEL for what does not; to one attendee, from whom the mail is from. Equal events have equal bytes.
 */
export function invitation(event: CalendarEvent, organizer: Person, attendee: Person): NonNullable<Mail['invitation']> {
  const method = event.status === 'CANCELLED' ? 'CANCEL' : 'REQUEST';
  const opening = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Huitang//Invitations//ZH',
    'CALSCALE:GREGORIAN',
    `METHOD:${method}`,
  ];
  const body = renderEvent(event, peopleLines(organizer, attendee)).toString('utf8');
  return { method, content: `${opening.map(folded).join('')}${body}${folded('END:VCALENDAR')}` };
}
