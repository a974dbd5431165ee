import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { center, proposal } from './support/centers.ts';
import { freePort } from './support/free-port.ts';
import { spawnPlatform } from './support/process.ts';

const hasStrace = spawnSync('strace', ['-V']).status === 0;
const whyNot = 'strace is not installed';
if (!hasStrace && process.env.CI) test('strace is there in CI', () => expect(whyNot).toBe(''));
// skip: without strace nobody can watch the system calls; the name of the test says so.
const traced = hasStrace ? test : test.skip;

type Call = { readonly line: string; readonly fd: string };

/** What a trace tells, in the order of time: bytes put into the log file, log file made durable, answers sent. */
const calls = (trace: string, name: RegExp): (Call & { readonly at: number })[] =>
  trace
    .split('\n')
    .map((line, at) => ({ at, line, fd: /(?:pwrite64|write|writev|fdatasync|fsync)\((\d+)/.exec(line)?.[1] ?? '' }))
    .filter(({ line }) => name.test(line));

/** Syncs that ended well: those of another thread are told in two lines, begun and resumed. */
function syncsIn(trace: string): { fd: string; begun: number; at: number }[] {
  const open = new Map<string, { fd: string; begun: number }>();
  return trace.split('\n').flatMap((line, at) => {
    const pid = /^\d+/.exec(line)?.[0] ?? '';
    const fd = /f(?:data)?sync\((\d+)/.exec(line)?.[1];
    if (fd !== undefined && /=\s*0/.test(line)) return [{ fd, begun: at, at }];
    if (fd !== undefined) open.set(pid, { fd, begun: at });
    const begun = /f(?:data)?sync resumed.*=\s*0/.test(line) ? open.get(pid) : undefined;
    return begun ? [{ ...begun, at }] : [];
  });
}

/** The lines of the answers that left before the log was durable with what they tell. */
function tooEarly(trace: string): string[] {
  const written = calls(trace, /pwrite64\(/);
  const synced = syncsIn(trace);
  const answers = calls(trace, /HTTP\/1\.1 20[12]/);
  return answers.flatMap(({ at, line }) => {
    const id = /\\"id\\":\\"([0-9a-f-]{36})\\"/.exec(line)?.[1];
    if (id === undefined) return [];
    const put = written.find((call) => call.at < at && call.line.includes(`activity/${id}`));
    const durable = put && synced.some((sync) => sync.begun > put.at && sync.at < at);
    return durable ? [] : [line.slice(0, 200)];
  });
}

const answered = (trace: string): number => calls(trace, /HTTP\/1\.1 20[12].*\\"id\\":\\"[0-9a-f-]{36}\\"/).length;

traced(
  `every 2xx of a proposal is sent after the fsync of its commit (${hasStrace ? 'watched by strace' : whyNot})`,
  async () => {
    const dir = mkdtempSync(join(tmpdir(), 'huitang-fsync-'));
    const file = join(dir, 'trace');
    const under = [
      'strace',
      '-f',
      '-qq',
      '-s',
      '9000',
      '-e',
      'trace=pwrite64,write,writev,fdatasync,fsync',
      '-o',
      file,
    ];
    try {
      const platform = await spawnPlatform({ dataDir: join(dir, 'data'), port: await freePort(), under });
      const opened = await platform.post('/api/centers', center('sync', [{ id: 'sync-hall' }]));
      await platform.get(`/api/activities?seen=${opened.headers.get('huitang-position')}`);
      await platform.post('/api/organizations', {
        id: 'branch',
        name: '第一党支部',
        email: 'branch@example.org',
        language: 'zh',
      });
      const day = Math.floor(Date.now() / 86_400_000 + 3) * 86_400_000;
      const propose = (index: number) =>
        platform.post(
          '/api/activities',
          proposal('sync', `${new Date(day + index * 7_200_000).toISOString().slice(0, 19)}Z`),
        );
      for (let index = 0; index < 10; index += 1) expect((await propose(index)).status).toBe(202);
      const together = await Promise.all(Array.from({ length: 40 }, (_, index) => propose(20 + index)));
      expect(together.map(({ status }) => status)).toEqual(together.map(() => 202));
      await platform.stop();
      const trace = readFileSync(file, 'utf8');
      expect(answered(trace)).toBe(50);
      expect(tooEarly(trace)).toEqual([]);
      // The check can fail: without the fsyncs every answer would have been too early.
      expect(tooEarly(trace.replace(/^.*f(?:data)?sync.*$/gm, ''))).toHaveLength(50);
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  },
  120_000,
);
