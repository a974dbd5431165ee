import { convertIcsCalendar } from 'ts-ics';
import { asShown, type FeedInput, type Look } from './feed-texts.ts';

const LINE_OCTETS_MAX = 75;

/** All that an event of a feed may have. */
const PROPERTIES = new Set([
  ...['UID', 'SEQUENCE', 'DTSTAMP', 'DTSTART', 'DTEND', 'SUMMARY', 'LOCATION', 'DESCRIPTION', 'STATUS', 'TRANSP'],
  ...['CATEGORIES', 'URL', 'LAST-MODIFIED', 'GEO', 'X-APPLE-STRUCTURED-LOCATION'],
]);

/** Setup and teardown are events of their own. */
const eventsIn = (look: Look): number => (look === 'crew' ? 2 : 1);

const linesOf = (text: string): readonly string[] => text.slice(0, -2).split('\r\n');

function wrongEvent(lines: readonly string[]): string | undefined {
  const names = lines.filter((line) => !line.startsWith(' ')).map((line) => line.split(/[:;]/)[0] ?? '');
  const unknown = names.find((name) => !PROPERTIES.has(name));
  if (unknown !== undefined) return `a property ${unknown}`;
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  return repeated === undefined ? undefined : `${repeated} is there twice`;
}

/** What is wrong with the bytes of a calendar before anybody reads their meaning. */
export function malformed(text: string, { look }: FeedInput): string | undefined {
  if (!text.endsWith('END:VCALENDAR\r\n')) return 'it does not end';
  const lines = linesOf(text);
  const stray = lines.find((line) => /[\r\n]/.test(line));
  if (stray !== undefined) return `a bare CR or LF in ${JSON.stringify(stray)}`;
  const long = lines.find((line) => Buffer.byteLength(line) > LINE_OCTETS_MAX);
  if (long !== undefined) return `a line of ${Buffer.byteLength(long)} octets`;
  const components = lines.filter((line) => /^BEGIN:/i.test(line));
  const wanted = ['BEGIN:VCALENDAR', ...Array.from({ length: eventsIn(look) }, () => 'BEGIN:VEVENT')];
  if (components.join() !== wanted.join()) return `components: ${components.join()}`;
  const begins = lines.flatMap((line, index) => (line === 'BEGIN:VEVENT' ? [index] : []));
  const wrong = begins.map((begin) => wrongEvent(lines.slice(begin + 1, lines.indexOf('END:VEVENT', begin))));
  return wrong.find((one) => one !== undefined);
}

/** A property's text by the plainest reading of RFC 5545: unfolded, then unescaped. */
function textOf(text: string, property: string): string | undefined {
  const line = text
    .replaceAll('\r\n ', '')
    .split('\r\n')
    .find((one) => one.startsWith(`${property}:`));
  return line?.slice(property.length + 1).replace(/\\(.)/g, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped));
}

/** What the calendar is called, where it says so; by its look. */
function nameOf({ look, center, room, kind, person, theme, organization }: FeedInput): string | undefined {
  const at = ` · ${center}`;
  const names: Readonly<Record<Look, string | undefined>> = {
    activity: undefined,
    center,
    room: `${room}${at}`,
    kind: `${kind}${at}`,
    package: `教育套餐：${theme}`,
    route: `线路：${theme}`,
    organization: asShown(organization),
    person: `${person}${at}`,
    crew: `布置与撤场${at}`,
    canteen: `用餐人数${at}`,
  };
  return names[look];
}

function summariesOf({ look, title, kind }: FeedInput): readonly string[] {
  // A title of nothing is shown by the kind's name.
  const shown = asShown(title) || kind;
  if (look === 'crew') return [`布置：${shown}`, `撤场：${shown}`];
  return [look === 'canteen' ? `20 人 · ${shown}` : shown];
}

function descriptionOf({ look, step, lead }: FeedInput): string {
  const isPrivate = ['organization', 'person', 'crew', 'canteen'].includes(look);
  return `${isPrivate ? '人数：20\n' : ''}议程\n1. ${step}（10 分钟，${lead}）`;
}

const differs = (what: string, read: string | undefined, wanted: string | undefined): string | undefined =>
  read?.trim() === wanted?.trim() ? undefined : `${what} is ${JSON.stringify(read)}, not ${JSON.stringify(wanted)}`;

/** What two readers find that is not what was told: the same number of events, and every text of them as it was. */
export function misread(text: string, input: FeedInput, id: string): string | undefined {
  const { events = [] } = convertIcsCalendar(undefined, text);
  const summaries = summariesOf(input);
  if (events.length !== summaries.length) return `a reader finds ${events.length} events`;
  const place = `${input.room}, ${input.center}\n${input.address}`;
  const findings = events.flatMap((event, index) => [
    event.uid.startsWith(id) ? undefined : `the UID is ${event.uid}`,
    differs('SUMMARY', event.summary, summaries[index]),
    differs('LOCATION', event.location, place),
    differs('DESCRIPTION', event.description, descriptionOf(input)),
  ]);
  findings.push(differs('CATEGORIES', textOf(text, 'CATEGORIES'), input.kind));
  findings.push(differs('NAME', textOf(text, 'NAME'), nameOf(input)));
  findings.push(differs('X-WR-CALNAME', textOf(text, 'X-WR-CALNAME'), nameOf(input)));
  return findings.find((finding) => finding !== undefined);
}
