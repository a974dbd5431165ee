import { describe, expect, test } from '@jest/globals';
import { parseCsv } from '../../src/import/parse-csv.ts';

const HEADER = 'id,room,start,end,title';
const START = '2026-03-02T09:00:00+08:00';
const END = '2026-03-02T10:00:00+08:00';

const rowsOf = (text: string) => {
  const parsed = parseCsv(text);
  if (!parsed.ok) throw new Error(parsed.refusal.message);
  return parsed.rows;
};
const only = (cells: string, header = HEADER) => rowsOf(`${header}\n${cells}\n`)[0]!;

describe('a CSV file', () => {
  test('gives each row in UTC minutes with the line it begins on', () => {
    const rows = rowsOf(
      `${HEADER}\r\nx,Hall,${START},${END},"two\r\nlines"\r\n\r\ny,Hall,${END},2026-03-02T03:00:00Z,Next\r\n`,
    );
    expect(rows).toEqual([
      {
        line: 2,
        uid: 'x',
        room: 'Hall',
        start: '2026-03-02T01:00:00Z',
        end: '2026-03-02T02:00:00Z',
        title: 'two lines',
      },
      { line: 5, uid: 'y', room: 'Hall', start: '2026-03-02T02:00:00Z', end: '2026-03-02T03:00:00Z', title: 'Next' },
    ]);
  });

  test('may begin with a byte order mark, order its columns freely and shout their names', () => {
    const row = only(`Talk,${END},${START},Hall`, '\ufeffTitle, END ,Start,ROOM');
    expect(row).toMatchObject({
      title: 'Talk',
      room: 'Hall',
      start: '2026-03-02T01:00:00Z',
      end: '2026-03-02T02:00:00Z',
    });
  });

  test('has its unknown columns named and ignored', () => {
    const parsed = parseCsv(`track,${HEADER},type\nScience,1,Hall,${START},${END},Talk,lecture\n`);
    expect(parsed).toMatchObject({ ok: true, ignoredColumns: ['track', 'type'] });
  });

  test('with only a header is a file of no rows', () => {
    expect(parseCsv(HEADER)).toEqual({ ok: true, rows: [], ignoredColumns: [] });
  });

  test.each([
    ['an unterminated quote', `${HEADER}\n1,Hall,${START},${END},"open\n2,Hall,${START},${END},Talk\n`, 2],
    ['a row too short', `${HEADER}\n1,Hall,${START},${END},Talk\n2,Hall,${START},${END}\n`, 3],
    ['a row too long', `${HEADER}\n1,Hall,${START},${END},Talk,more\n`, 2],
    ['text after a closing quote', `${HEADER}\n1,Hall,${START},${END},"Talk"more\n`, 2],
    ['a missing column', `id,room,start,title\n1,Hall,${START},Talk\n`, 1],
    ['a column twice', `${HEADER},room\n1,Hall,${START},${END},Talk,Cellar\n`, 1],
    ['nothing at all', '', 1],
  ])('with %s is broken as a whole, at its line', (_, text, line) => {
    expect(parseCsv(text)).toMatchObject({ ok: false, refusal: { code: 'broken-file', line } });
  });

  test('of more than 10 MB or 20,000 rows is refused as a whole', () => {
    expect(parseCsv(`${HEADER}\n${'x'.repeat(10 * 1024 * 1024)}`)).toMatchObject({ ok: false });
    const rows = Array.from({ length: 20_001 }, (_, n) => `${n},Hall,${START},${END},Talk`);
    expect(parseCsv([HEADER, ...rows].join('\n'))).toMatchObject({ ok: false });
    expect(parseCsv([HEADER, ...rows.slice(1)].join('\n'))).toMatchObject({ ok: true });
  });
});

describe('a row', () => {
  test.each([
    ['no room', `1,,${START},${END},Talk`, 'room', 'missing'],
    ['an empty title', `1,Hall,${START},${END}, `, 'title', 'missing'],
    ['a title of 201 characters', `1,Hall,${START},${END},${'t'.repeat(201)}`, 'title', 'too-long'],
    ['a control character in its title', `1,Hall,${START},${END},Ta\u0000lk`, 'title', 'invalid'],
    ['a title that cannot be seen', `1,Hall,${START},${END},\u200b\u202e`, 'title', 'invalid'],
    ['an impossible date', `1,Hall,2026-02-30T09:00:00+08:00,${END},Talk`, 'start', 'invalid'],
    ['a start without zone', `1,Hall,2026-03-02T09:00:00,${END},Talk`, 'start', 'no-zone'],
    ['an end without zone', `1,Hall,${START},2026-03-02 10:00,Talk`, 'end', 'no-zone'],
    ['a date alone', `1,Hall,2026-03-02,${END},Talk`, 'start', 'no-zone'],
    ['no start', `1,Hall,,${END},Talk`, 'start', 'missing'],
    ['seconds', `1,Hall,2026-03-02T09:00:30+08:00,${END},Talk`, 'start', 'invalid'],
    ['an end before its start', `1,Hall,${END},${START},Talk`, 'end', 'ends-before-start'],
    ['no length', `1,Hall,${START},${START},Talk`, 'end', 'zero-length'],
    ['ten years', `1,Hall,${START},2036-03-02T10:00:00+08:00,Talk`, 'end', 'too-long'],
    ['an endless id', `${'1'.repeat(256)},Hall,${START},${END},Talk`, 'id', 'too-long'],
  ])('with %s is an error of that field and breaks nothing else', (_, cells, field, code) => {
    const rows = rowsOf(`${HEADER}\n${cells}\nok,Hall,${START},${END},Talk\n`);
    expect(rows[0]).toMatchObject({ error: { field, code } });
    expect(rows[1]).not.toHaveProperty('error');
  });

  const OPTIONS = `${HEADER},kind,headcount,audience`;
  test('takes kind, headcount and audience when they are given', () => {
    expect(only(`1,Hall,${START},${END},Talk,oath-renewal,40,members`, OPTIONS)).toMatchObject({
      kind: 'oath-renewal',
      headcount: 40,
      audience: 'members',
    });
    const bare = only(`1,Hall,${START},${END},Talk,,,`, OPTIONS);
    expect(Object.keys(bare).sort()).toEqual(['end', 'line', 'room', 'start', 'title', 'uid']);
  });

  test.each([
    ['kind', 'Oath Renewal,,'],
    ['kind', '__proto__,,'],
    ['headcount', ',0,'],
    ['headcount', ',-1,'],
    ['headcount', ',1.5,'],
    ['headcount', ',1000000000,'],
    ['audience', ',,everybody'],
  ])('with an unusable %s (%s) is an error of it', (field, cells) => {
    expect(only(`1,Hall,${START},${END},Talk,${cells}`, OPTIONS)).toMatchObject({ error: { field, code: 'invalid' } });
  });

  test.each(['=1+1', '+49', '-dash', '@home'])('gets %s back from our own export’s apostrophe', (title) => {
    expect(only(`1,Hall,${START},${END},'${title}`).title).toBe(title);
  });

  test('keeps an apostrophe that guards nothing', () => {
    expect(only(`1,Hall,${START},${END},'tis time`).title).toBe("'tis time");
  });

  test('without an id gets one from room, instant and title, whatever offset writes the instant', () => {
    const header = 'room,start,end,title';
    const uid = only(`Hall,${START},${END},Talk`, header).uid;
    expect(only(`Hall,2026-03-02T01:00:00Z,${END},Talk`, header).uid).toBe(uid);
    expect(only(`Cellar,${START},${END},Talk`, header).uid).not.toBe(uid);
    expect(only(`Hall,${START},${END},Talks`, header).uid).not.toBe(uid);
  });

  test('whose id was there before is refused, the first is not', () => {
    const rows = rowsOf(`${HEADER}\n1,Hall,${START},${END},Talk\n1,Cellar,${START},${END},Other\n`);
    expect(rows[0]).not.toHaveProperty('error');
    expect(rows[1]).toMatchObject({ error: { field: 'id', code: 'repeated-id', message: 'the id of line 2' } });
  });

  test('reports a megabyte of title in short', () => {
    expect(only(`1,Hall,${START},${END},${'😀'.repeat(250_000)}`).title.length).toBeLessThanOrEqual(400);
  });
});
