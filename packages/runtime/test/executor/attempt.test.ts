import { type Commit, Fault } from '@huitang/runtime';
import { MemoryLog } from '@huitang/runtime/conformance';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { gate, openHall, request, STREAM, settled } from './hall.ts';

const diskFull = () => new Fault('storage-unavailable', 'disk full', { retriable: true });

let log: MemoryLog;
beforeEach(() => {
  log = new MemoryLog();
});

describe('on a log that does not append in order', () => {
  beforeEach(() => {
    log = new MemoryLog({ appendsInOrder: false });
  });

  test('a command is decided only when the appends before it have ended, however many wait', async () => {
    const streams = openHall(log);
    const gates = [gate(), gate(), gate()];
    log.beforeAppend = ({ version }) => gates[version - 1]!.opened;
    const all = Promise.all([1, 1, 1].map((take) => streams.execute(request({ take }))));
    for (const [index, { open }] of gates.entries()) {
      await settled();
      expect(log.appends).toBe(index + 1);
      open();
    }
    expect((await all).map((outcome) => outcome.ok && outcome.version)).toEqual([1, 2, 3]);
  });

  test('nothing is appended upon a commit that never became durable', async () => {
    const streams = openHall(log);
    const durable = gate();
    const versions: number[] = [];
    log.beforeAppend = ({ version }) => {
      versions.push(version);
      return versions.length === 1 ? durable.opened : Promise.resolve();
    };
    const first = streams.execute(request({ take: 1 })).catch(() => 'failed');
    const second = streams.execute(request({ take: 1 }));
    await settled();
    durable.fail(diskFull());
    expect([await first, await second]).toEqual(['failed', expect.objectContaining({ ok: true, version: 1 })]);
    expect(versions).toEqual([1, 1]);
  });
});

test('after a conflict nothing remains of what was not appended', async () => {
  const streams = openHall(log);
  await streams.load(STREAM);
  await openHall(log).execute(request({ take: 2 }));
  expect(await streams.execute(request({ take: 1 }))).toMatchObject({ ok: true, version: 2, state: { taken: 3 } });
});

test('a command that read the stream together with one whose append fails is not refused for it', async () => {
  const streams = openHall(log);
  const durable = gate();
  log.beforeAppend = () => durable.opened;
  const first = streams.execute(request({ take: 3 })).catch(() => 'failed');
  const second = streams.execute(request({ take: 3 }));
  await settled();
  log.beforeAppend = async () => {};
  durable.fail(diskFull());
  expect([await first, await second]).toEqual(['failed', expect.objectContaining({ ok: true, version: 1 })]);
});

test('an answer that appends nothing tells the state it was decided on', async () => {
  const streams = openHall(log);
  const asked = gate();
  const { findCommand } = log;
  log.findCommand = async (...of) => {
    await asked.opened;
    return findCommand.apply(log, of);
  };
  const idle = streams.execute(request({ free: 1 }));
  await settled();
  await streams.execute(request({ take: 1 }));
  asked.open();
  expect(await idle).toMatchObject({ ok: true, state: { taken: 0 }, repeated: false, unchanged: true });
});

test('a command is told from another one under its id by its body, where that is given', async () => {
  const streams = openHall(log);
  const same = { commandId: 'same', body: 'one seat, please' };
  expect(await streams.execute(request({ take: 1 }, same))).toMatchObject({ repeated: false, unchanged: false });
  const again = await streams.execute(request({ take: 2 }, same));
  expect(again).toMatchObject({ ok: true, repeated: true, unchanged: false, version: 1 });
  expect(await streams.execute(request({ take: 1 }, { ...same, body: 'two' }))).toMatchObject({
    ok: false,
    refusal: { code: 'command-reused' },
  });
});

test('an append is told when it is durable and no earlier, a conflict each time', async () => {
  const told: (Commit | 'conflict')[] = [];
  const streams = openHall(log, {
    appended: (commit) => told.push(commit),
    conflicted: () => told.push('conflict'),
  });
  await streams.load(STREAM);
  await openHall(log).execute(request({ take: 1 }));
  const durable = gate();
  log.beforeAppend = () => durable.opened;
  const taking = streams.execute(request({ take: 1 }));
  await settled();
  expect(told).toEqual([]);
  durable.open();
  await taking;
  expect(told).toEqual(['conflict', expect.objectContaining({ stream: STREAM, version: 2 })]);
});

test('a command in conflict for ever is a fault that may be tried again', async () => {
  const streams = openHall(log);
  log.append = async () => ({ outcome: 'conflict' });
  await expect(streams.execute(request({ take: 1 }))).rejects.toMatchObject({
    code: 'too-many-conflicts',
    retriable: true,
  });
});
