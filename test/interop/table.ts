import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Reader } from './readers.ts';

const DOCUMENT = fileURLToPath(new URL('../../docs/calendars.md', import.meta.url));
const BEGIN = '<!-- The two tables are written by `HUITANG_INTEROP_TABLE=write pnpm test:interop`. -->\n';
const END = '<!-- End of the two tables. -->\n';

/** After one transition: how many feeds and events there were, and which readers read them all alike. */
export interface Line {
  readonly transition: string;
  readonly feeds: number;
  readonly events: number;
  readonly readBy: readonly string[];
}

const row = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
const rule = (cells: readonly unknown[]): string => row(cells.map(() => '---'));

const noteOf = ({ note, losesBackslashes }: Reader): string =>
  [note, losesBackslashes ? 'takes a backslash before an n, though escaped, for a line break' : '']
    .filter(Boolean)
    .join('; ');

/** Who reads, and who read what. */
export function tables(readers: readonly Reader[], lines: readonly Line[]): string {
  const about = ['program', 'is', 'what it does beside reading, and leaves out'];
  const head = ['after', 'feeds', 'events', ...readers.map(({ name }) => name)];
  return [
    row(about),
    rule(about),
    ...readers.map((reader) => row([reader.name, reader.language, noteOf(reader)])),
    '',
    row(head),
    rule(head),
    ...lines.map(({ transition, feeds, events, readBy }) =>
      row([transition, feeds, events, ...readers.map(({ name }) => (readBy.includes(name) ? '✓' : '✗'))]),
    ),
    '',
  ].join('\n');
}

const around = (): { before: string; inside: string; after: string } => {
  const text = readFileSync(DOCUMENT, 'utf8');
  const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error('docs/calendars.md has no place for its tables');
  return {
    before: text.slice(0, begin + BEGIN.length),
    inside: text.slice(begin + BEGIN.length, end),
    after: text.slice(end),
  };
};

export const tablesInDocument = (): string => around().inside;

export function writeTables(text: string): void {
  const { before, after } = around();
  writeFileSync(DOCUMENT, `${before}\n${text}\n${after}`);
}
