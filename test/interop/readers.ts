import type { Field } from './event.ts';
import { built, script } from './reading.ts';

/** A program that reads iCalendar and shares no code with ours, nor with another of the list but where it says so. */
export interface Reader {
  readonly name: string;
  readonly language: string;
  /** What it does beside reading, and what it leaves out. */
  readonly note: string;
  /** Fields that it has no way to tell. */
  readonly silent: readonly Field[];
  /** Takes a backslash before an n, though escaped, for a line break, and may lose other backslashes. */
  readonly losesBackslashes: boolean;
}

/** Reads files that are named to it. */
export interface FileReader extends Reader {
  readonly command: readonly string[];
}

type Traits = Partial<Pick<Reader, 'note' | 'silent' | 'losesBackslashes'>>;

const described = (
  name: string,
  language: string,
  { note = '', silent = [], losesBackslashes = false }: Traits,
): Reader => ({
  name,
  language,
  note,
  silent,
  losesBackslashes,
});

const reader = (name: string, language: string, command: readonly string[], traits: Traits = {}): FileReader => ({
  ...described(name, language, traits),
  command,
});

// Debian's own Python, which has Debian's packages.
const python = (file: string) => script('/usr/bin/python3', file);
const node = (file: string) => script(process.execPath, file);
const losesBackslashes = true;

export const fileReaders: readonly FileReader[] = [
  reader('icalendar', 'Python', python('python-icalendar.py'), { losesBackslashes }),
  reader('vobject', 'Python', python('python-vobject.py'), { note: 'validates' }),
  reader('libical', 'C', built('libical'), { note: 'checks its restrictions (RFC 5546)' }),
  reader('ruby-icalendar', 'Ruby', script('ruby', 'ruby-icalendar.rb'), { note: 'strict', losesBackslashes }),
  reader('Data::ICal', 'Perl', script('perl', 'data-ical.pl'), {
    note: 'warns of COLOR, NAME and REFRESH-INTERVAL (RFC 7986)',
    losesBackslashes,
  }),
  reader('sabre/vobject', 'PHP', script('php', 'sabre-vobject.php'), { note: 'validates' }),
  reader('Horde_Icalendar', 'PHP', script('php', 'horde-icalendar.php'), { losesBackslashes }),
  reader('ical.js', 'JavaScript', node('ical-js.mjs'), { note: 'strict' }),
  reader('node-ical', 'JavaScript', node('node-ical.mjs'), { losesBackslashes }),
  reader('ts-ics', 'TypeScript', node('ts-ics.mjs'), { note: 'leaves out SEQUENCE:0' }),
  reader('calcurse', 'client', python('calcurse.py'), {
    note: 'imports; keeps neither UID nor STATUS nor SEQUENCE',
    silent: ['uid', 'status', 'sequence'],
  }),
];

/** They follow the feeds over HTTP while the story is played. */
export const vdirsyncer = described('vdirsyncer', 'client', {
  note: 'synchronizes twice, the second time nothing moves; puts a hash of the event in place of the UID',
  silent: ['uid'],
});
export const khal = described('khal', 'client', {
  note: 'lists what vdirsyncer has stored; reads with icalendar; tells no SEQUENCE',
  silent: ['uid', 'sequence'],
  losesBackslashes,
});

export const readers: readonly Reader[] = [...fileReaders, vdirsyncer, khal];
