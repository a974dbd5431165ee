import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { parsePidFile, runningPid, startDetached, stop } from '../src/processes.ts';
import { eventually } from '../src/wait.ts';
import { temporaryFolder } from './temporary.ts';

const root = temporaryFolder();
const pids = join(root, 'pids');
const log = join(root, 'logs', 'it.log');
const pidFile = join(pids, 'kafka.json');

/** Starts a program that says `ready` and then waits for ever. */
async function started(code = ''): Promise<number> {
  startDetached({
    pids,
    name: 'kafka',
    command: process.execPath,
    args: ['-e', `${code}; console.log('ready'); setInterval(() => {}, 1000)`, root],
    mark: root,
    environment: {},
    folder: root,
    log,
  });
  await eventually(() => (readFileSync(log, 'utf8').includes('ready') ? true : undefined), 10_000);
  return runningPid(pids, 'kafka') ?? 0;
}

const isAlive = (pid: number): boolean => existsSync(`/proc/${pid}/exe`) || runningPid(pids, 'kafka') === pid;

afterEach(async () => {
  await stop(pids, 'kafka', 0);
  writeFileSync(log, '');
});

test('what was started runs under its name until it is stopped', async () => {
  const pid = await started();
  expect(pid).toBeGreaterThan(0);
  expect(await stop(pids, 'kafka')).toBe(true);
  expect(isAlive(pid)).toBe(false);
  expect(existsSync(pidFile)).toBe(false);
});

test('what does not stop when it is asked to is killed', async () => {
  const pid = await started("process.on('SIGTERM', () => console.log('no'))");
  expect(await stop(pids, 'kafka', 200)).toBe(true);
  expect(readFileSync(log, 'utf8')).toContain('no');
  expect(isAlive(pid)).toBe(false);
});

test('a process that died leaves a pid file that means nothing', async () => {
  const pid = await started();
  const file = readFileSync(pidFile, 'utf8');
  await stop(pids, 'kafka');
  writeFileSync(pidFile, file);
  expect(parsePidFile(file)?.pid).toBe(pid);
  expect(runningPid(pids, 'kafka')).toBeUndefined();
});

test('a stranger who has the number now is neither taken for ours nor stopped', async () => {
  mkdirSync(pids, { recursive: true });
  writeFileSync(pidFile, JSON.stringify({ pid: process.pid, mark: '/not/in/my/command/line' }));
  expect(runningPid(pids, 'kafka')).toBeUndefined();
  expect(await stop(pids, 'kafka')).toBe(false);
});

test('a command that is not there does not run, and nothing is thrown for it later', () => {
  const start = { pids, name: 'kafka', mark: 'x', args: [], environment: {}, folder: root, log } as const;
  startDetached({ ...start, command: join(root, 'missing') });
  expect(runningPid(pids, 'kafka')).toBeUndefined();
});

test.each(['', '{', '{"pid":"12","mark":"x"}', '{"pid":-1,"mark":"x"}', '{"pid":12,"mark":""}'])(
  'the pid file %j is as good as none',
  (text) => {
    expect(parsePidFile(text)).toBeUndefined();
  },
);
