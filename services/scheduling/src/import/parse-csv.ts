import { Instant, type Minute, minuteOf } from '@huitang/contracts';
import { CsvError, parse } from 'csv-parse/sync';
import { broken, FILE_ROWS_MAX, normalized, type ParsedFile, tooLarge, tooManyRows } from './parsed-file.ts';
import { type Read, rowOf, withoutRepeats, wrong } from './row.ts';

const REQUIRED = ['room', 'start', 'end', 'title'] as const;
const OPTIONAL = ['id', 'kind', 'headcount', 'audience'] as const;
type Column = (typeof REQUIRED)[number] | (typeof OPTIONAL)[number];

/**
 * Reads bookings from comma-separated text (RFC 4180) with a header line: `room,start,end,title`, optionally
 * `id,kind,headcount,audience`, in any order; other columns are named and ignored. Instants carry their offset.
 * Unterminated quotes, uneven rows or a missing column break the file; a bad value breaks only its row. Never throws.
 */
export const parseCsv = (text: string): ParsedFile => {
  const content = normalized(text);
  if (content === undefined) return tooLarge;
  const read = recordsOf(content);
  if ('ok' in read) return read;
  const [header, ...records] = read.records;
  if (!header) return broken('the file is empty', 1);
  if (records.length > FILE_ROWS_MAX) return tooManyRows;
  const columns = header.fields.map((name) => name.trim().toLowerCase());
  const missing = REQUIRED.filter((name) => !columns.includes(name));
  if (missing.length > 0) return broken(`missing columns: ${missing.join(', ')}`, header.line);
  const repeated = columns.find((name, index) => isColumn(name) && columns.indexOf(name) !== index);
  if (repeated) return broken(`column ${repeated} is there twice`, header.line);
  const ignored = columns.filter((name) => !isColumn(name));
  return {
    ok: true,
    rows: withoutRepeats(records.map((record) => csvRow(record, columns))),
    ignoredColumns: ignored.map((name) => name.slice(0, 100)),
  };
};

interface CsvRecord {
  readonly line: number;
  readonly fields: readonly string[];
}

const recordsOf = (
  content: string,
): { readonly records: readonly CsvRecord[] } | Extract<ParsedFile, { ok: false }> => {
  const records: CsvRecord[] = [];
  let linesRead = 0;
  try {
    parse(content, {
      skip_empty_lines: true,
      record_delimiter: '\n',
      on_record: (fields, { lines }) => {
        linesRead = lines;
        records.push({ line: lines - breaksIn(fields), fields });
        return null;
      },
    });
    return { records };
  } catch (error) {
    if (!(error instanceof CsvError)) return broken('the file cannot be read as comma-separated text');
    // An unclosed quote swallows the rest of the file; what helps is where it may have been opened.
    const line = error.code === 'CSV_QUOTE_NOT_CLOSED' ? linesRead + 1 : error.lines;
    return broken(error.message.slice(0, 300), typeof line === 'number' ? line : undefined);
  }
};

/** csv-parse counts lines at a record's end; quoted line breaks lead back to its beginning. */
const breaksIn = (fields: readonly string[]): number =>
  fields.reduce((total, field) => total + field.split('\n').length - 1, 0);

const isColumn = (name: string): name is Column => [...REQUIRED, ...OPTIONAL].some((column) => column === name);

const csvRow = ({ line, fields }: CsvRecord, columns: readonly string[]) => {
  const cell = (name: Column): string => restored(fields[columns.indexOf(name)] ?? '');
  return rowOf({
    line,
    id: cell('id').trim(),
    room: cell('room'),
    title: cell('title'),
    start: instantOfCell('start', cell('start')),
    end: instantOfCell('end', cell('end')),
    kind: cell('kind'),
    headcount: cell('headcount'),
    audience: cell('audience'),
  });
};

/** Our export puts an apostrophe before what a spreadsheet would run as a formula; here it goes again. */
const restored = (cell: string): string => cell.replace(/^'(?=[=+\-@\t\n])/, '');

const LOCAL_TIME = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?)?$/;

const instantOfCell = (field: 'start' | 'end', cell: string): Read<Minute> => {
  const text = cell.trim();
  if (text === '') return wrong(field, 'missing', `no ${field}`);
  if (LOCAL_TIME.test(text))
    return wrong(field, 'no-zone', `${field}: without an offset such as +08:00 the instant is unknown`);
  const parsed = Instant.safeParse(text);
  return parsed.success
    ? { value: minuteOf(parsed.data) }
    : wrong(field, 'invalid', `${field}: ${parsed.error.issues[0]?.message ?? 'unreadable'}`);
};
