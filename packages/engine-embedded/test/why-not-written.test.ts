import { describe, expect, test } from '@jest/globals';
import { whyNotWritten } from '../src/why-not-written.ts';

const failure = (code: string): Error => Object.assign(new Error(`${code}: as the system says it`), { code });

describe('why a file could not be written', () => {
  test.each([
    ['ENOENT', 'there is no folder /backups'],
    ['EACCES', 'this user may not write into /backups'],
    ['EROFS', '/backups is on a read-only file system'],
    ['ENOSPC', 'the disk is full'],

    ['EIO', 'EIO: as the system says it'],
    ['toString', 'toString: as the system says it'],
  ])('%s is said as: %s', (code, sentence) => {
    expect(whyNotWritten(failure(code), '/backups')).toBe(sentence);
  });

  test.each([
    ['libsql', { code: 'SQLITE_FULL', rawCode: 13 }],
    ['libsql, with an extended code', { code: 'SQLITE_FULL', rawCode: 13 + 256 * 3 }],
    ['Node', { code: 'ERR_SQLITE_ERROR', errcode: 13 }],
  ])('SQLite says by its code that the disk is full: %s', (_driver, codes) => {
    const failed = Object.assign(new Error('database or disk is full'), codes);
    expect(whyNotWritten(failed, '/backups')).toBe('the disk is full');
  });

  test('an error without a message is said by its code, never as [object Object]', () => {
    expect(whyNotWritten({ code: 'SQLITE_IOERR', rawCode: 10 }, '/backups')).toBe('SQLITE_IOERR');
  });
});
