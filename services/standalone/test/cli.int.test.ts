import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { afterAll, describe, expect, test } from '@jest/globals';
import { newFolders } from './commands/folder.ts';
import { spawnSource } from './commands/processes.ts';

const folders = newFolders();
afterAll(() => folders.remove());

/** `huitang`, as a process of its own. */
async function huitang(args: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const child = spawnSource('cli', args, environment);
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { exitCode: child.exitCode, out, err };
}

describe('huitang', () => {
  test('imports, backs up, verifies and replays, each ending by itself with 0', async () => {
    const csv = 'id,room,start,end,title\n1,A,2026-07-01T09:00:00Z,2026-07-01T10:00:00Z,Treffen';
    const data = ['--data', folders.data];
    const imported = await huitang(
      ['--', 'import', folders.file('a.csv', csv), '--center', 'hall', '--create-center', '--zone', 'UTC', ...data],
      { HUITANG_LOG: 'debug' },
    );
    expect(imported).toEqual({
      exitCode: 0,
      out: '2  confirmed  A  2026-07-01 09:00  Treffen\n1 rows: 1 confirmed\n',
      err: '',
    });
    const copy = folders.file('x', '').replace(/x$/, 'copy.db');
    expect(await huitang(['backup', copy, ...data])).toMatchObject({ exitCode: 0, err: '' });
    expect(await huitang(['verify', '--file', copy])).toMatchObject({ exitCode: 0, err: '' });
    expect(await huitang(['replay', ...data])).toMatchObject({
      exitCode: 0,
      err: expect.stringMatching(/^rebuilding [1-9]\d* read models\n$/),
    });
  });

  test('says what is wrong on standard error, with 1 for what cannot be and 2 for wrong usage', async () => {
    const nowhere = await huitang(['verify', '--data', '/nowhere']);
    expect(nowhere).toEqual({ exitCode: 1, out: '', err: 'error: there is no /nowhere/huitang.db\n' });
    const unknown = await huitang(['verify', '--date', '/nowhere']);
    expect(unknown).toMatchObject({ exitCode: 2, out: '', err: expect.stringContaining('Did you mean --data?') });
    const environment = await huitang(['verify', '--data', folders.data], { HUITANG_LOG: 'loud' });
    expect(environment).toEqual({
      exitCode: 2,
      out: '',
      err: 'error: HUITANG_LOG: debug, info, warn, error or silent, not loud\n',
    });
    const help = await huitang(['verify', '--help']);
    expect(help).toMatchObject({ exitCode: 0, out: expect.stringContaining('Usage: huitang verify'), err: '' });
  });
});
