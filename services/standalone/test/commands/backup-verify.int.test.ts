import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { dataFile, openEmbedded } from '@huitang/engine-embedded';
import { createLogger } from '@huitang/runtime';
import { nodeClock, nodeIds } from '@huitang/runtime/adapters';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { backupCommand } from '../../src/commands/backup.ts';
import { verifyCommand } from '../../src/commands/verify.ts';
import { ran } from './cli.ts';
import { tamper } from './tamper.ts';

let dir: string;
let writer: ChildProcess | undefined;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'huitang-'));
});
afterEach(async () => {
  await stopWriting();
  rmSync(dir, { recursive: true, force: true });
});

const pathOf = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** A process that has the folder and goes on writing until it is stopped. */
async function startWriting(): Promise<void> {
  const hooks = new URL('../../../../packages/engine-embedded/test/ts-hooks.js', import.meta.url).href;
  const args = ['--conditions=huitang-source', '--import', hooks, pathOf('./writing-child.ts'), dir];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  writer = child;
  const [chunk] = await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
  expect(String(chunk)).toContain('writing');
}

async function stopWriting(): Promise<void> {
  if (!writer || writer.exitCode !== null || writer.signalCode !== null) return;
  writer.kill('SIGKILL');
  await once(writer, 'exit');
}

const commitsIn = ({ said }: { readonly said: readonly string[] }): number =>
  Number(/(\d+) commits/.exec(said[0] ?? '')?.[1]);

describe('while a process writes', () => {
  test('a backup is a whole copy of one moment, and verified', async () => {
    await startWriting();
    const copy = join(dir, 'copy.db');
    const backup = await ran(backupCommand, { file: copy, data: dir });
    expect(backup).toMatchObject({ exitCode: 0, told: [] });
    expect(backup.said.at(-1)).toBe('no problems');
    expect(commitsIn(backup)).toBeGreaterThanOrEqual(2_000);
    expect(writer?.exitCode).toBe(null);
    const again = await ran(verifyCommand, { data: dir, file: copy });
    expect(commitsIn(again)).toBe(commitsIn(backup));
    const now = await ran(verifyCommand, { data: dir });
    expect(commitsIn(now)).toBeGreaterThan(commitsIn(backup));
  });

  test('verify finds nothing wrong, time and again, with commits waiting for the relay', async () => {
    await startWriting();
    let before = 0;
    for (let round = 0; round < 5; round += 1) {
      const verified = await ran(verifyCommand, { data: dir });
      expect(verified).toMatchObject({ exitCode: 0, said: [expect.any(String), 'no problems'] });
      expect(commitsIn(verified)).toBeGreaterThan(before);
      before = commitsIn(verified);
    }
    expect(writer?.exitCode).toBe(null);
  });
});

describe('after the process was killed', () => {
  beforeEach(async () => {
    await startWriting();
    await stopWriting();
  });

  test('the folder is sound, and a backup is a file that can be put in its place', async () => {
    expect(await ran(verifyCommand, { data: dir })).toMatchObject({ exitCode: 0 });
    const backup = await ran(backupCommand, { file: join(dir, 'copy.db'), data: dir });
    const restored = join(dir, 'restored');
    mkdirSync(restored);
    renameSync(join(dir, 'copy.db'), dataFile(restored));
    const engine = openEmbedded({ dir: restored, clock: nodeClock(), ids: nodeIds(), logger: createLogger('silent') });
    const { commits, problems } = await engine.verify();
    await engine.close();
    expect([commits, problems]).toEqual([commitsIn(backup), []]);
  });

  test.each([
    [
      'a changed commit',
      "UPDATE commits SET body = replace(body, '读书会 3', '读书会 4') WHERE stream = 'activity/7' AND version = 3",
      'problem: activity/7@3.0 is not what the bus has of it',
    ],
    [
      'a removed version',
      "DELETE FROM commits WHERE stream = 'activity/7' AND version = 3",
      'problem: activity/7@4 follows version 2',
    ],
  ])('verify finds %s, says so, and exits with 1; a backup of it does so too', async (_, statement, problem) => {
    tamper(dir, statement);
    const verified = await ran(verifyCommand, { data: dir });
    expect(verified.exitCode).toBe(1);
    expect(verified.said).toContain(problem);
    const backup = await ran(backupCommand, { file: join(dir, 'copy.db'), data: dir });
    expect(backup.exitCode).toBe(1);
    expect(backup.said).toContain(problem);
  });
});

describe('where there are no data', () => {
  test('neither command makes any', async () => {
    await expect(ran(verifyCommand, { data: dir })).rejects.toThrow(`there is no ${join(dir, 'huitang.db')}`);
    await expect(ran(backupCommand, { file: join(dir, 'copy.db'), data: dir })).rejects.toThrow('there is no');
    expect(readdirSync(dir)).toEqual([]);
  });

  test('a backup overwrites no file', async () => {
    await startWriting();
    await stopWriting();
    await ran(backupCommand, { file: join(dir, 'copy.db'), data: dir });
    await expect(ran(backupCommand, { file: join(dir, 'copy.db'), data: dir })).rejects.toThrow('exists already');
    expect(existsSync(join(dir, 'copy.db.part'))).toBe(false);
  });
});
