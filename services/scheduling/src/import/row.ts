import { createHash } from 'node:crypto';
import { Audience, instantOf, KindId, line as lineOf, type Minute, Title } from '@huitang/contracts';
import type { ImportRow, RowError } from './parsed-file.ts';

/** A value that was read, or what is wrong with it. */
export type Read<Value> = { readonly value: Value } | { readonly error: RowError };

/** What a parser found for one row, still as the file has it. Empty text means: not given. */
export interface RawRow {
  readonly line: number;
  readonly id: string;
  readonly room: string;
  readonly title: string;
  readonly start: Read<Minute>;
  readonly end: Read<Minute>;
  readonly kind?: string | undefined;
  readonly headcount?: string | undefined;
  readonly audience?: string | undefined;
}

export const wrong = (
  field: RowError['field'],
  code: RowError['code'],
  message: string,
): { readonly error: RowError } => ({
  error: { field, code, message },
});

/** As long as a Wish can be: what is longer is a mistyped year. */
const DURATION_MINUTES_MAX = 20_160;

/** Every value checked; the first thing wrong becomes the row's error. Never throws. */
export const rowOf = (raw: RawRow): ImportRow => {
  const room = textOf('room', raw.room, lineOf(200));
  const title = textOf('title', raw.title, Title);
  const id = raw.id === '' ? { value: derivedUid(raw) } : textOf('id', raw.id, lineOf(255));
  const kind = optional(raw.kind, kindOf);
  const headcount = optional(raw.headcount, headcountOf);
  const audience = optional(raw.audience, audienceOf);
  const error = firstError([id, room, raw.start, raw.end, intervalOf(raw), title, kind, headcount, audience]);
  return {
    line: raw.line,
    uid: 'value' in id ? id.value : derivedUid(raw),
    title: 'value' in title ? title.value : presentable(raw.title),
    ...('value' in room && { room: room.value }),
    ...('value' in raw.start && { start: instantOf(raw.start.value) }),
    ...('value' in raw.end && { end: instantOf(raw.end.value) }),
    ...('value' in kind && kind.value !== undefined && { kind: kind.value }),
    ...('value' in headcount && headcount.value !== undefined && { headcount: headcount.value }),
    ...('value' in audience && audience.value !== undefined && { audience: audience.value }),
    ...(error && { error }),
  };
};

/** The later of two rows with one id is refused: nobody can know which was meant to replace the other. */
export const withoutRepeats = (rows: readonly ImportRow[]): ImportRow[] => {
  const lines = new Map<string, number>();
  return rows.map((row) => {
    if (row.error) return row;
    const first = lines.get(row.uid);
    if (first !== undefined) return { ...row, ...wrong('id', 'repeated-id', `the id of line ${first}`) };
    lines.set(row.uid, row.line);
    return row;
  });
};

/** For files without ids: the same room, start and title are the same booking at every import. */
const derivedUid = (raw: RawRow): string => {
  const start = 'value' in raw.start ? instantOf(raw.start.value) : '';
  const hash = createHash('sha256').update(JSON.stringify([raw.room.trim(), start, oneLine(raw.title).trim()]));
  return `row-${hash.digest('hex').slice(0, 32)}`;
};

/** Line breaks of every sort become spaces: a title is one line wherever it is shown. */
const oneLine = (text: string): string => text.replace(/\r\n|[\n\v\f\r\u0085\u2028\u2029]/g, ' ');

/** A wrong title as a report can show it: short, without controls and halves of characters. */
const presentable = (text: string): string =>
  [
    ...oneLine(text.slice(0, 400))
      .replace(/\p{Cc}/gu, ' ')
      .replace(/\p{Cs}/gu, '\ufffd'),
  ]
    .slice(0, 200)
    .join('')
    .trim();

type Line = ReturnType<typeof lineOf>;

const textOf = (field: 'id' | 'room' | 'title', text: string, schema: Line): Read<string> => {
  const trimmed = oneLine(text).trim();
  if (trimmed === '') return wrong(field, 'missing', `no ${field}`);
  const parsed = schema.safeParse(trimmed);
  if (parsed.success) return { value: parsed.data };
  const issue = parsed.error.issues[0];
  return wrong(
    field,
    issue?.code === 'too_big' ? 'too-long' : 'invalid',
    `${field}: ${issue?.message ?? 'unreadable'}`,
  );
};

const intervalOf = ({ start, end }: RawRow): Read<undefined> => {
  if (!('value' in start && 'value' in end)) return { value: undefined };
  const minutes = end.value - start.value;
  if (minutes < 0) return wrong('end', 'ends-before-start', 'the end comes before the start');
  if (minutes === 0) return wrong('end', 'zero-length', 'start and end are the same minute');
  if (minutes > DURATION_MINUTES_MAX) return wrong('end', 'too-long', `at most ${DURATION_MINUTES_MAX} minutes`);
  return { value: undefined };
};

const kindOf = (text: string): Read<string> => {
  const parsed = KindId.safeParse(text);
  return parsed.success ? { value: parsed.data } : wrong('kind', 'invalid', 'a kind’s id such as oath-renewal');
};

const headcountOf = (text: string): Read<number> => {
  const headcount = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  return headcount >= 1 && headcount <= 100_000
    ? { value: headcount }
    : wrong('headcount', 'invalid', 'a whole number from 1 to 100000');
};

const audienceOf = (text: string): Read<Audience> => {
  const parsed = Audience.safeParse(text);
  return parsed.success ? { value: parsed.data } : wrong('audience', 'invalid', 'public, members or private');
};

const optional = <Value>(text: string | undefined, read: (text: string) => Read<Value>): Read<Value | undefined> => {
  const trimmed = text?.trim() ?? '';
  return trimmed === '' ? { value: undefined } : read(trimmed);
};

const firstError = (reads: readonly Read<unknown>[]): RowError | undefined => {
  for (const read of reads) if ('error' in read) return read.error;
  return undefined;
};
