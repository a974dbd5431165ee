import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { readImportFile, typeOf } from '../../src/commands/import-file.ts';

const dir = mkdtempSync(join(tmpdir(), 'huitang-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe('what a file is', () => {
  test.each([
    ['week.csv', 'BEGIN:VCALENDAR', 'text/csv'],
    ['WEEK.ICS', 'id,room', 'text/calendar'],
    ['week.ical', '', 'text/calendar'],
    ['week', 'BEGIN:VCALENDAR\r\n', 'text/calendar'],
    ['week.txt', '\ufeff\n begin:vcalendar', 'text/calendar'],
    ['week', 'id,room,start,end,title', 'text/csv'],
    ['week', '', 'text/csv'],
  ])('%s beginning with %j is %s', (name, text, type) => {
    expect(typeOf(name, text)).toBe(type);
  });
});

test('a file that is not there, or not UTF-8, is refused by name', async () => {
  await expect(readImportFile(join(dir, 'none.csv'))).rejects.toThrow(/none.csv cannot be read: .*ENOENT/);
  writeFileSync(join(dir, 'gbk.csv'), Buffer.from([0xb5, 0xda, 0xd2, 0xbb]));
  await expect(readImportFile(join(dir, 'gbk.csv'))).rejects.toThrow('gbk.csv is not UTF-8');
});
