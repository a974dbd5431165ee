import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { verifyFile } from '@huitang/engine-embedded';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { importCommand } from '../../src/commands/import.ts';
import { ran } from './cli.ts';
import { type Folders, newFolders, startServer } from './folder.ts';

let folders: Folders;

beforeEach(() => {
  folders = newFolders();
});
afterEach(() => folders.remove());

const week = [
  'id,room,start,end,title,headcount,notes',
  '1,会堂,2026-07-01T22:00:00+08:00,2026-07-02T00:00:00+08:00,"到午夜,正好",250,x',
  '2,会堂,2026-07-02T00:00:00+08:00,2026-07-02T01:00:00+08:00,紧接着,,',
  '3,Saal 1,2026-07-01T23:30:00+08:00,2026-07-02T05:30:00+08:00,Über die Tagesgrenze,,',
].join('\n');

const create = { center: 'hall', createCenter: true, zone: 'Asia/Shanghai' };

/** How much is stored, without a word of what. */
const counts = () => verifyFile(join(folders.data, 'huitang.db'));

const feedOf = async (address: string, room: string): Promise<string> => {
  const answer = await fetch(`${address}/feeds/rooms/${room}.ics?from=2026-07-01T00:00:00Z&to=2026-07-03T00:00:00Z`);
  expect(answer.status).toBe(200);
  return answer.text();
};

describe('into a folder that nobody uses', () => {
  test('a file makes its center, rooms and organization, and every row gets a line and a place', async () => {
    const file = folders.file('week.csv', week);
    const first = await ran(importCommand, { file, data: folders.data, ...create });
    expect(first).toEqual({
      exitCode: 0,
      said: [
        '2  confirmed  会堂  2026-07-01 22:00  到午夜,正好',
        '3  confirmed  会堂  2026-07-02 00:00  紧接着',
        '4  confirmed  Saal 1  2026-07-01 23:30  Über die Tagesgrenze',
        '3 rows: 3 confirmed',
      ],
      told: ['columns not used: notes'],
    });
    const server = await startServer(folders.data);
    expect((await feedOf(server.address, 'hall-room-836569c6')).match(/BEGIN:VEVENT/g)).toHaveLength(2);
    expect(await feedOf(server.address, 'hall-saal-1')).toContain('DTSTART');
    await server.stop();
    const stored = counts();
    const second = await ran(importCommand, { file, data: folders.data, center: 'hall' });
    expect(second).toMatchObject({ exitCode: 0, said: expect.arrayContaining(['3 rows: 3 unchanged']) });
    expect(counts()).toEqual(stored);
  });

  test('a row that clashes is refused with its reason, an edited one is changed, and the exit code says it', async () => {
    await ran(importCommand, { file: folders.file('week.csv', week), data: folders.data, ...create });
    const edited = [
      'id,room,start,end,title',
      '2,会堂,2026-07-02T00:30:00+08:00,2026-07-02T01:30:00+08:00,紧接着',
      '9,会堂,2026-07-01T23:59:00+08:00,2026-07-02T00:01:00+08:00,一分钟也不行',
      '10,别处,2026-07-01T09:00:00+08:00,2026-07-01T10:00:00+08:00,没有这个房间',
    ].join('\n');
    const again = await ran(importCommand, { file: folders.file('e.csv', edited), data: folders.data, ...create });
    expect(again).toMatchObject({
      exitCode: 1,
      told: ['center hall is there already and stays as it is'],
      said: [
        '2  changed    会堂  2026-07-02 00:30  紧接着',
        expect.stringMatching(
          /^3 {2}refused {4}会堂 {2}2026-07-01 23:59 {2}一分钟也不行 {2}\[taken: 会堂: taken at that time\.\]$/,
        ),
        expect.stringMatching(/^4 {2}refused {4}别处 {2}2026-07-01 09:00 {2}没有这个房间 {2}\[unknown-room: /),
        '3 rows: 1 changed, 2 refused',
      ],
    });
  });

  test('a center whose id would overlap another one is not made, and that is said', async () => {
    await ran(importCommand, { file: folders.file('week.csv', week), data: folders.data, ...create });
    const beside = { ...create, center: 'hall-east' };
    const refused = await ran(importCommand, { file: folders.file('week.csv', week), data: folders.data, ...beside });
    expect(refused).toMatchObject({ exitCode: 1, said: [], told: [expect.stringContaining('(id-overlaps)')] });
  });

  test('--json gives the report, or the problem, and nothing else', async () => {
    const file = folders.file('week.csv', week);
    const { said } = await ran(importCommand, { file, data: folders.data, ...create, json: true });
    expect(JSON.parse(said.join('\n'))).toMatchObject({
      rows: 3,
      outcomes: { confirmed: 3 },
      report: [{ line: 2 }, {}, {}],
    });
    const broken = folders.file('broken.csv', `${week}\n4,"`);
    const refused = await ran(importCommand, { file: broken, data: folders.data, center: 'hall', json: true });
    expect(refused.exitCode).toBe(1);
    expect(JSON.parse(refused.said.join('\n'))).toMatchObject({ code: 'broken-file' });
  });

  test.each([
    ['broken.csv', `${week}\n4,"offen`],
    ['broken.ics', 'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\n'],
    ['columns.csv', 'id,room\n1,x'],
  ])('a broken file (%s) changes nothing, not even the center it would have made', async (name, text) => {
    await ran(importCommand, { file: folders.file('week.csv', week), data: folders.data, ...create });
    const stored = counts();
    const file = folders.file(name, text);
    for (const center of ['hall', 'other']) {
      const refused = await ran(importCommand, { file, data: folders.data, ...create, center });
      expect(refused).toMatchObject({ exitCode: 1, said: [], told: [expect.stringContaining('(broken-file)')] });
      expect(counts()).toEqual(stored);
    }
  });

  test('an unknown center or organization is refused, and a mistyped folder is not made', async () => {
    const file = folders.file('week.csv', week);
    await expect(ran(importCommand, { file, data: folders.data, center: 'hall' })).rejects.toThrow(
      '--data: a folder with data',
    );
    expect(existsSync(folders.data)).toBe(false);
    await ran(importCommand, { file, data: folders.data, ...create });
    const elsewhere = await ran(importCommand, { file, data: folders.data, center: 'nowhere' });
    expect(elsewhere).toMatchObject({ exitCode: 1, told: [expect.stringContaining('(unknown-center)')] });
    const nobody = await ran(importCommand, { file, data: folders.data, center: 'hall', organization: 'nobody' });
    expect(nobody).toMatchObject({ exitCode: 1, told: [expect.stringContaining('(unknown-organization)')] });
  });
});

describe('into a folder that a server uses', () => {
  test('the file goes to that server, center and all, and comes out of its feeds', async () => {
    const server = await startServer(folders.data);
    try {
      const file = folders.file('week.csv', week);
      const given = { file, data: folders.data, url: server.address };
      const first = await ran(importCommand, { ...given, ...create });
      expect(first).toMatchObject({
        exitCode: 0,
        said: expect.arrayContaining(['3 rows: 3 confirmed']),
        told: [expect.stringContaining(`is in use: asking the server at ${server.address}`), 'columns not used: notes'],
      });
      await server.host.idle();
      expect((await feedOf(server.address, 'hall-room-836569c6')).match(/BEGIN:VEVENT/g)).toHaveLength(2);
      const withoutFolder = await ran(importCommand, { file, url: server.address, center: 'hall' });
      expect(withoutFolder).toMatchObject({ exitCode: 0, told: ['columns not used: notes'] });
    } finally {
      await server.stop();
    }
  });

  test('and where nobody has said which server that is, none is asked', async () => {
    const server = await startServer(folders.data);
    try {
      const given = { file: folders.file('week.csv', week), data: folders.data, ...create };
      await expect(ran(importCommand, given)).rejects.toThrow('name the server that has it with --url');
    } finally {
      await server.stop();
    }
  });

  test('and when nothing answers at the address, that is said', async () => {
    const server = await startServer(folders.data);
    try {
      const given = {
        file: folders.file('week.csv', week),
        data: folders.data,
        url: 'http://127.0.0.1:1',
        center: 'hall',
      };
      await expect(ran(importCommand, given)).rejects.toThrow('127.0.0.1:1 did not answer');
    } finally {
      await server.stop();
    }
  });
});

const realData = process.env.HUITANG_REAL_DATA;
// skip: third-party data that is not in the repository; HUITANG_REAL_DATA names its folder.
const withRealData = realData ? test : test.skip;
const why = realData ? '' : ' (not run: HUITANG_REAL_DATA does not name the folder of the files)';

withRealData.each(['csv', 'ics'])(
  `138 real bookings as %s load completely into a center made for them${why}`,
  async (type) => {
    const file = join(realData ?? '', `congress-2014.${type}`);
    expect(readFileSync(file, 'utf8').length).toBeGreaterThan(10_000);
    const given = { file, data: folders.data, center: 'congress', createCenter: true, zone: 'Europe/Berlin' };
    expect(await ran(importCommand, given)).toMatchObject({
      exitCode: 0,
      said: expect.arrayContaining(['138 rows: 138 confirmed']),
    });
    expect((await ran(importCommand, given)).said.at(-1)).toBe('138 rows: 138 unchanged');
  },
);
