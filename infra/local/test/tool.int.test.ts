import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { runTool } from '../src/tool.ts';
import { temporaryFolder } from './temporary.ts';

const folder = temporaryFolder();
const log = join(folder, 'logs', 'tool.log');

const run = (command: string, code: string, timeoutMs = 10_000): Promise<void> =>
  runTool({
    command,
    args: ['-e', code],
    folder,
    environment: { GREETING: 'hello' },
    log,
    whenMissing: 'install it',
    timeoutMs,
  });

test('what a tool says goes into the log, and it has the environment it was given', async () => {
  await run(process.execPath, 'console.log(process.env.GREETING, process.env.PATH)');
  expect(readFileSync(log, 'utf8')).toContain('hello undefined');
});

test('a tool that is not there is one sentence', async () => {
  await expect(run(join(folder, 'missing'), '')).rejects.toThrow(/missing is missing: install it$/);
});

test('a tool that fails is named with its exit code and its log', async () => {
  await expect(run(process.execPath, 'process.exit(3)')).rejects.toThrow(`ended with 3: see ${log}`);
});

test('a tool that takes too long is ended', async () => {
  await expect(run(process.execPath, 'setInterval(() => {}, 1000)', 300)).rejects.toThrow('ended with SIGTERM');
});
