import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { newFolder, openIn, removeFolder } from './open-engine.ts';

let dir: string;

beforeEach(() => {
  dir = newFolder();
});
afterEach(() => removeFolder(dir));

const pathOf = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

function startChild(round: number): ChildProcessWithoutNullStreams {
  const hooks = new URL('./ts-hooks.js', import.meta.url).href;
  const script = pathOf('./acknowledging-child.ts');
  return spawn(process.execPath, ['--conditions=huitang-source', '--import', hooks, script, dir, String(round)]);
}

/** What the child said, up to the last whole line, and what it complained of. */
async function runUntil(child: ChildProcessWithoutNullStreams, enough: (lines: readonly string[]) => boolean) {
  let said = '';
  let complaint = '';
  const lines = (): string[] =>
    said
      .slice(0, said.lastIndexOf('\n') + 1)
      .split('\n')
      .slice(0, -1);
  child.stderr.on('data', (chunk) => {
    complaint += chunk;
  });
  child.stdout.on('data', (chunk) => {
    said += chunk;
    if (enough(lines())) child.kill('SIGKILL');
  });
  const [code, signal] = await once(child, 'close');
  return { lines: lines(), complaint, code, signal };
}

test('a second process on the same folder is refused with a message that says what to do', async () => {
  const engine = openIn(dir);
  expect(() => openIn(dir)).toThrow(expect.objectContaining({ code: 'folder-in-use', retriable: false }));
  const second = await runUntil(startChild(0), () => false);
  expect(second.code).not.toBe(0);
  expect(second.lines).toEqual([]);
  expect(second.complaint).toContain(`the data folder ${dir} is in use by another process`);
  await engine.close();
});

test('a folder that was closed can be opened again at once', async () => {
  await openIn(dir).close();
  await openIn(dir).close();
});

test('after SIGKILL in the middle of writing, the folder is free and everything acknowledged is there', async () => {
  const acknowledged: string[] = [];
  for (let round = 1; round <= 3; round += 1) {
    const { lines, signal, complaint } = await runUntil(startChild(round), (said) => said.length > 400);
    expect(complaint).toBe('');
    expect(signal).toBe('SIGKILL');
    acknowledged.push(...lines.filter((line) => line !== 'open'));
    const engine = openIn(dir);
    const published = new Set<unknown>();
    await engine.bus.subscribe(`round-${round}`, ['t'], async (body) => {
      published.add(body);
    });
    await engine.bus.idle();
    const records = engine.records.set('things');
    for (const commandId of acknowledged) {
      const stream = commandId.slice(0, commandId.lastIndexOf('/'));
      expect(await engine.log('scheduling').findCommand(stream, commandId)).toMatchObject({ stream, commandId });
      expect(published.has(commandId)).toBe(true);
      expect(await records.get(commandId)).toBeDefined();
    }
    await engine.close();
  }
  expect(acknowledged.length).toBeGreaterThanOrEqual(1_200);
});
