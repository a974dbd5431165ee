import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { openEmbedded } from '@huitang/engine-embedded';
import { createLogger, Fault, startHost } from '@huitang/runtime';
import { nodeClock, nodeIds } from '@huitang/runtime/adapters';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { hostedApi } from '../../src/api/hosted-api.ts';
import { exportLogCommand } from '../../src/commands/export-log.ts';
import { importCommand } from '../../src/commands/import.ts';
import { importLogCommand } from '../../src/commands/import-log.ts';
import { openPlatform } from '../../src/commands/open-platform.ts';
import { parseEnvironment } from '../../src/options.ts';
import { services } from '../../src/services.ts';
import { ran } from './cli.ts';
import { type Folders, newFolders, startServer } from './folder.ts';
import { count, tamper } from './tamper.ts';

let folders: Folders;
let newData: string;

beforeEach(async () => {
  folders = newFolders();
  newData = join(folders.data, '..', 'new');
  const rows = ['id,room,start,end,title', '1,Saal 1,2026-07-01T10:00:00+08:00,2026-07-01T11:00:00+08:00,Treffen'];
  const given = { data: folders.data, center: 'hall', createCenter: true, zone: 'Asia/Shanghai' };
  const imported = await ran(importCommand, { file: folders.file('week.csv', rows.join('\n')), ...given });
  expect(imported).toMatchObject({ exitCode: 0 });
});
afterEach(() => folders.remove());

const pathOf = (name: string): string => join(folders.data, '..', name);

async function leave(name = 'log.jsonl'): Promise<string> {
  expect(await ran(exportLogCommand, { file: pathOf(name), data: folders.data })).toMatchObject({ exitCode: 0 });
  return pathOf(name);
}

const moveIn = (file: string) => ran(importLogCommand, { file, data: newData });

describe('export-log', () => {
  test('compresses a file whose name ends in .gz, and import-log reads it under any name', async () => {
    const compressed = await leave('log.jsonl.gz');
    const plain = readFileSync(await leave(), 'utf8').split('\n');
    expect(gunzipSync(readFileSync(compressed)).toString('utf8').split('\n').slice(1, -2)).toEqual(plain.slice(1, -2));
    const renamed = pathOf('log');
    writeFileSync(renamed, readFileSync(compressed));
    expect(await moveIn(renamed)).toMatchObject({ exitCode: 0 });
  });

  test('overwrites no file, and leaves none when it cannot be', async () => {
    const file = await leave();
    await expect(leave()).rejects.toThrow(`${file} exists already`);
    tamper(folders.data, "INSERT INTO records (name, key, value) VALUES ('secrets', 'a', '{}')");
    await expect(leave('other.jsonl')).rejects.toMatchObject({ code: 'unknown-records' });
    expect([existsSync(pathOf('other.jsonl')), existsSync(pathOf('other.jsonl.part'))]).toEqual([false, false]);
  });

  test('says why a file cannot be written', async () => {
    await expect(leave('nowhere/log.jsonl')).rejects.toMatchObject({
      code: 'export-failed',
      message: expect.stringMatching(/nowhere\/log\.jsonl could not be written: .*no such file or directory/),
    });
  });

  test('makes no data where there are none, and is refused while a server has the folder', async () => {
    await expect(ran(exportLogCommand, { file: pathOf('x'), data: newData })).rejects.toThrow('there is no');
    expect(existsSync(newData)).toBe(false);
    const server = await startServer(folders.data);
    try {
      await expect(leave()).rejects.toMatchObject({ code: 'folder-in-use' });
    } finally {
      await server.stop();
    }
  });
});

describe('import-log refuses, and makes no folder for,', () => {
  test.each<[string, (whole: Buffer) => Buffer, string]>([
    ['a cut file', (whole) => whole.subarray(0, whole.length / 2), 'the file is cut off'],
    ['a file without its last line', (whole) => whole.subarray(0, whole.lastIndexOf('{"kind":"trailer"')), 'cut off'],
    ['an edited line', (whole) => Buffer.from(whole.toString().replace('Treffen', 'Tanzen')), 'not as it was written'],
    [
      'another format version',
      (whole) => Buffer.from(whole.toString().replace('"version":1', '"version":7')),
      'the file has format version 7, this version reads 1',
    ],
    ['something else', () => Buffer.from('PK\u0003\u0004'), 'no file that `huitang export-log` wrote'],
  ])('%s', async (_, change, words) => {
    const file = pathOf('changed');
    writeFileSync(file, change(readFileSync(await leave())));
    await expect(moveIn(file)).rejects.toThrow(words);
    expect(existsSync(newData)).toBe(false);
  });

  test.each<[string, (whole: Buffer) => Buffer, string]>([
    ['cut', (whole) => whole.subarray(0, whole.length - 20), 'its compressed data end too early'],
    ['damaged', (whole) => whole.fill(0xff, 200, 220), 'not as it was written'],
  ])('a compressed file that is %s', async (_, change, words) => {
    const file = pathOf('changed');
    writeFileSync(file, change(readFileSync(await leave('log.jsonl.gz'))));
    await expect(moveIn(file)).rejects.toThrow(words);
    expect(existsSync(newData)).toBe(false);
  });

  test('a file that is not there', async () => {
    await expect(moveIn(pathOf('nothing'))).rejects.toThrow(`there is no ${pathOf('nothing')}`);
  });
});

describe('import-log into a folder', () => {
  test('where something was begun is refused, names what is there, and changes nothing', async () => {
    const file = await leave();
    const server = await startServer(newData, true);
    await server.stop();
    const tables = () =>
      ['commits', 'records', 'vault'].map((table) => count(newData, `SELECT count(*) AS n FROM ${table}`));
    const before = tables();
    await expect(moveIn(file)).rejects.toMatchObject({
      code: 'not-empty',
      message: `an import needs an empty place, and the data folder ${newData} has records (installation)`,
    });
    await expect(ran(importLogCommand, { file, data: folders.data })).rejects.toThrow(
      /has commits of scheduling, commits of room-allocation, .*records \(.*installation/,
    );
    expect(tables()).toEqual(before);
  });

  test('that stopped half-way lets no server start, says how to begin anew, and then can', async () => {
    const file = await leave();
    const clock = nodeClock();
    const engine = openEmbedded({ dir: newData, clock, ids: nodeIds(), logger: createLogger('silent') });
    // As an import leaves it whose process was killed.
    await engine.records.set('unfinished-import').put('import', { from: 'http://old' });
    await engine.close();
    const words = `an import into the data folder ${newData} was not finished, so what is there is only a part: remove it and import again`;
    await expect(startServer(newData)).rejects.toThrow(words);
    await expect(moveIn(file)).rejects.toThrow(words);
    newData = pathOf('newer');
    expect(await moveIn(file)).toMatchObject({ exitCode: 0 });
    const server = await startServer(newData);
    await server.stop();
  });
});

/** Proposes to a platform that dies before anybody hears of it; the activity's id. */
async function proposeUnheard(): Promise<string> {
  const platform = await openPlatform(folders.data, parseEnvironment({}));
  const publish = () => Promise.reject(new Fault('gone', 'the bus is gone', { retriable: true }));
  const host = await startHost({ ...platform, bus: { ...platform.bus, publish } }, services);
  const api = hostedApi(platform, host);
  const organization = { id: 'branch', name: '第一党支部', email: 'branch@example.org', language: 'zh' };
  expect(await api.call({ method: 'post', path: '/api/organizations', body: organization })).toMatchObject({
    status: 201,
  });
  const preferredStart = `${new Date(Date.now() + 9 * 86_400_000).toISOString().slice(0, 10)}T04:00:00Z`;
  const body = { kind: 'community-activity', organization: 'branch', center: 'hall', title: '读书会', headcount: 1 };
  const proposed = await api.call({ method: 'post', path: '/api/activities', body: { ...body, preferredStart } });
  expect(proposed).toMatchObject({ status: 202 });
  await host.stop();
  await platform.close();
  return z.object({ id: z.string() }).parse(proposed.body).id;
}

test('what the old place had accepted and told nobody is answered at the new one', async () => {
  const id = await proposeUnheard();
  expect(await moveIn(await leave())).toMatchObject({ exitCode: 0 });
  const server = await startServer(newData);
  try {
    const answer = await fetch(`${server.address}/api/activities/${id}`);
    expect(await answer.json()).toMatchObject({ id, status: expect.stringMatching(/^(confirmed|declined)$/) });
  } finally {
    await server.stop();
  }
});
