import { exitCodeOf } from '@huitang/runtime';
import { expect, test } from '@jest/globals';
import { commands } from '../src/commands/index.ts';

const cli = { variables: {}, say: () => {} };

/** How a command ends that is called in this way; nothing it needs is there. */
async function endOf(line: string): Promise<readonly [number, string]> {
  const [name, ...args] = line.split(' ');
  const command = commands.find(({ usage }) => usage.split(' ')[0] === name);
  const error: unknown = await command?.run(args, cli).catch((thrown: unknown) => thrown);
  return [exitCodeOf(error), error instanceof Error ? error.message : ''];
}

test.each([
  ['replay-parked', 'replay-parked SERVICE [STREAM] [--list]'],
  ['replay-parked calendar --lists', 'replay-parked SERVICE [STREAM] [--list]'],
  ['replay-parked calendar activity/a more', 'replay-parked SERVICE [STREAM] [--list]'],
  [
    'replay-parked web',
    'replay-parked SERVICE [STREAM] [--list]: one of scheduling, room-allocation, notification, calendar, not web',
  ],
  ['replay', 'replay SERVICE'],
  ['replay constructor', 'replay SERVICE: one of scheduling, room-allocation, notification, calendar, not constructor'],
  ['republish calendar --list', 'republish SERVICE [STREAM]'],
  ['export-log', 'export-log FILE'],
  ['export-log a b', 'export-log FILE'],
  ['import-log --file', 'import-log FILE'],
])('`%s` is refused as wrong usage, before anything is opened: %s', async (line, usage) => {
  expect(await endOf(line)).toEqual([2, usage]);
});

test('`replay-parked calendar --list` is not, but wants to know where', async () => {
  const [code, message] = await endOf('replay-parked calendar --list');
  expect([code, message]).toEqual([2, expect.stringMatching(/^HUITANG_PUBLIC_URL: .*KAFKA_BROKERS: /)]);
});
