import type { Field, ShownEvent } from './event.ts';
import type { Reader } from './readers.ts';
import type { Read } from './reading.ts';
import type { Taken } from './story.ts';

const TEXTS = ['summary', 'location', 'description'] as const;

type Event = Readonly<Record<string, string | number>>;

const FIELDS: readonly Field[] = ['uid', 'start', 'end', ...TEXTS, 'status', 'sequence'];

const withoutSilent = (event: ShownEvent, silent: readonly Field[]): Event =>
  Object.fromEntries(FIELDS.filter((field) => !silent.includes(field)).map((field) => [field, event[field]]));

const keyOf = ({ start, end, uid = '', summary }: Event): string => [start, end, uid, summary].join('\n');

/** Events as far as a reader tells them, in an order that is not the file's. */
const comparable = (events: readonly ShownEvent[], { silent }: Reader): readonly Event[] =>
  events.map((event) => withoutSilent(event, silent)).sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));

/** Without backslashes and all that one may be thought to belong to. */
const withoutBackslashes = (text: string | number | undefined): string =>
  String(text)
    .replace(/\\+n?|\n/g, '')
    .trim();

/** What was found, with the texts that were to have a backslash as they were to be, if nothing else is wrong with them. */
function excused(found: Event, expected: Event | undefined): Event {
  const texts = TEXTS.filter((field) => String(expected?.[field]).includes('\\'));
  const same = texts.filter((field) => withoutBackslashes(found[field]) === withoutBackslashes(expected?.[field]));
  return { ...found, ...Object.fromEntries(same.map((field) => [field, expected?.[field] ?? ''])) };
}

/** One feed as a reader has it. */
interface Side {
  readonly feed: string;
  readonly problems: readonly string[];
  readonly events: readonly Event[];
}

/** What a reader found in a feed, and what it should have found: equal, when it reads as the API tells. */
export function sides(reader: Reader, read: Read, { feed, expected }: Taken): { found: Side; wanted: Side } {
  const wanted = comparable(expected, reader);
  const found = comparable(read.events, reader);
  const events = reader.losesBackslashes ? found.map((event, index) => excused(event, wanted[index])) : found;
  return { found: { feed, problems: read.problems, events }, wanted: { feed, problems: [], events: wanted } };
}
