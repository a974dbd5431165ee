import fc from 'fast-check';
import { convertIcsCalendar } from 'ts-ics';
import { type Area, areaOf } from './area.ts';
import { eventData, idOf, messageOf, onTheBus } from './messages.ts';
import { nastyText } from './nasty.ts';
import type { FuzzWorld } from './world.ts';

const LINE_OCTETS_MAX = 75;
/** What ends a line or a column, in one standard or another. */
const BREAKS = '\t\n\r\u000b\u000c\u0085\u2028\u2029';

/** All that a feed's single event may have. */
const PROPERTIES = new Set([
  'UID',
  'SEQUENCE',
  'DTSTAMP',
  'DTSTART',
  'DTEND',
  'SUMMARY',
  'LOCATION',
  'DESCRIPTION',
  'STATUS',
  'TRANSP',
  'CATEGORIES',
  'URL',
  'LAST-MODIFIED',
  'GEO',
  'X-APPLE-STRUCTURED-LOCATION',
]);

const anyText = fc.oneof(
  nastyText,
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc
    .array(
      fc.constantFrom(
        '\r',
        '\n',
        ';',
        ',',
        '\\',
        ':',
        '"',
        '\\n',
        'END:VCALENDAR',
        'BEGIN:VEVENT',
        '\u2028',
        '👩‍👩‍👧‍👦',
      ),
      {
        maxLength: 30,
      },
    )
    .map((parts) => parts.join('')),
);

/** One line, as a calendar shows it: breaks and tabs are spaces, no controls, no halves of characters, no outer spaces. */
const asShown = (text: string): string =>
  [...text.replaceAll('\r\n', '\n')]
    .map((character) => {
      if (BREAKS.includes(character)) return ' ';
      if (/[\ud800-\udfff]/.test(character) && character.length === 1) return '\ufffd';
      return /\p{Cc}/u.test(character) ? '' : character;
    })
    .join('')
    .trim();

/** What is wrong with the bytes of a calendar before anybody reads their meaning. */
function malformed(text: string): string | undefined {
  if (!text.endsWith('END:VCALENDAR\r\n')) return 'it does not end';
  const lines = text.slice(0, -2).split('\r\n');
  const stray = lines.find((line) => /[\r\n]/.test(line));
  if (stray !== undefined) return `a bare CR or LF in ${JSON.stringify(stray)}`;
  const long = lines.find((line) => Buffer.byteLength(line) > LINE_OCTETS_MAX);
  if (long !== undefined) return `a line of ${Buffer.byteLength(long)} octets`;
  const names = lines.filter((line) => !line.startsWith(' ')).map((line) => line.split(/[:;]/)[0] ?? '');
  const components = lines.filter((line) => /^BEGIN:/i.test(line));
  if (components.join() !== 'BEGIN:VCALENDAR,BEGIN:VEVENT') return `components: ${components.join()}`;
  const event = names.slice(names.indexOf('BEGIN', 1) + 1, names.lastIndexOf('END') - 1);
  const unknown = event.find((name) => !PROPERTIES.has(name));
  if (unknown !== undefined) return `a property ${unknown}`;
  const repeated = event.find((name, index) => event.indexOf(name) !== index);
  return repeated === undefined ? undefined : `${repeated} is there twice`;
}

function misread(text: string, title: string, uid: string): string | undefined {
  const { events = [] } = convertIcsCalendar(undefined, text);
  const [event] = events;
  if (!event || events.length !== 1) return `a reader finds ${events.length} events`;
  if (!event.uid.startsWith(`${uid}@`)) return `a reader finds the UID ${event.uid}`;
  // A title of nothing is shown by the kind's name.
  const wanted = asShown(title) || '社区活动';
  const read = event.summary.trim();
  return read === wanted ? undefined : `a reader finds ${JSON.stringify(read)}, not ${JSON.stringify(wanted)}`;
}

/** Activities with any title at all: what a calendar program reads is one event, with that title. */
export function feedsArea({ platform, connections }: FuzzWorld): Area {
  // Streams of their own, far from those of other areas.
  let serial = 500_000_000;
  return areaOf({
    name: 'feeds',
    share: 15,
    batch: 500,
    inputs: anyText,
    async wrong(title) {
      serial += 1;
      const id = idOf(serial);
      const number = serial;
      const data = { ...eventData.scheduling?.ActivityConfirmed?.(number), title, notify: false };
      const message = messageOf('scheduling', 'ActivityConfirmed', number, data);
      await platform.bus.publish([onTheBus('scheduling', number, JSON.stringify(message))]);
      await platform.bus.idle();
      const answer = await connections.ask({ method: 'GET', path: `/feeds/activities/${id}.ics`, headers: {} });
      const text = answer.body.toString();
      if (answer.status !== 200) return `answered ${answer.status} ${text.slice(0, 200)}`;
      return malformed(text) ?? misread(text, title, id);
    },
    show: (title) => JSON.stringify(title),
  });
}
