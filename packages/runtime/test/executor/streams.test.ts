import { Fault } from '@huitang/runtime';
import { MemoryLog } from '@huitang/runtime/conformance';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { gate, type HallStreams, openHall, request, SEATS, STREAM, settled } from './hall.ts';

let log: MemoryLog;
const open = (): HallStreams => openHall(log);

beforeEach(() => {
  log = new MemoryLog();
});

describe.each([true, false])('the executor on a log with appendsInOrder=%s', (appendsInOrder) => {
  beforeEach(() => {
    log = new MemoryLog({ appendsInOrder });
  });

  test('decides on what happened before and appends the next version', async () => {
    const streams = open();
    await streams.execute(request({ take: 2 }));
    const outcome = await streams.execute(request({ take: 1 }));
    expect(outcome).toMatchObject({ ok: true, version: 2, state: { taken: 3 }, repeated: false });
    expect(log.commits.map(({ version }) => version)).toEqual([1, 2]);
  });

  test('never refuses from a stale cache: seats freed by another process can be taken', async () => {
    const streams = open();
    await streams.execute(request({ take: 3 }));
    await open().execute(request({ free: 2 }));
    expect(await streams.execute(request({ take: 2 }))).toMatchObject({ ok: true, state: { taken: 3 } });
  });

  test('never says "nothing to do" from a stale cache', async () => {
    const streams = open();
    await streams.execute(request({ take: 1 }));
    await streams.execute(request({ free: 1 }));
    await open().execute(request({ take: 1 }));
    expect(await streams.execute(request({ free: 1 }))).toMatchObject({ ok: true, version: 4 });
  });

  test('decides again when another process was first', async () => {
    const streams = open();
    const rival = open();
    await Promise.all([streams.load(STREAM), rival.load(STREAM)]);
    const outcomes = await Promise.all([streams.execute(request({ take: 2 })), rival.execute(request({ take: 2 }))]);
    expect(outcomes.map(({ ok }) => ok).sort()).toEqual([false, true]);
    expect(log.commits).toHaveLength(1);
  });

  test('lets exactly as many of many rivals in as there are seats', async () => {
    const processes = [open(), open(), open()];
    const outcomes = await Promise.all(
      Array.from({ length: 60 }, (_, index) => processes[index % 3]!.execute(request({ take: 1 }))),
    );
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(SEATS);
    expect(log.commits.map(({ version }) => version)).toEqual([1, 2, 3]);
  });

  test('carries a command out once, also when it comes again later, elsewhere, or when it would be refused now', async () => {
    const first = request({ take: 3 });
    await open().execute(first);
    for (const streams of [open(), open()]) {
      expect(await streams.execute(first)).toMatchObject({ ok: true, repeated: true, version: 1 });
    }
    expect(log.commits).toHaveLength(1);
  });

  test('carries a command out once when it comes twice at the same time', async () => {
    const streams = open();
    const same = request({ take: 1 });
    const outcomes = await Promise.all([streams.execute(same), streams.execute(same), open().execute(same)]);
    expect(outcomes.every(({ ok }) => ok)).toBe(true);
    expect(log.commits).toHaveLength(1);
  });

  test('refuses another command under a used id, whether it would be accepted or refused', async () => {
    const streams = open();
    await streams.execute(request({ take: 1 }, { commandId: 'same' }));
    for (const take of [2, 9]) {
      expect(await streams.execute(request({ take }, { commandId: 'same' }))).toMatchObject({
        ok: false,
        refusal: { code: 'command-reused' },
      });
    }
    expect(log.commits).toHaveLength(1);
  });

  test('reads back after a lost answer and reports what happened', async () => {
    const streams = open();
    log.afterAppend = async () => {
      log.afterAppend = async () => {};
      throw new Fault('storage-unavailable', 'connection lost', { retriable: true });
    };
    expect(await streams.execute(request({ take: 2 }))).toMatchObject({ ok: true, state: { taken: 2 } });
    expect(await streams.execute(request({ take: 1 }))).toMatchObject({ ok: true, version: 2 });
  });

  test('passes a fault on when nothing happened, and is right again afterwards', async () => {
    const streams = open();
    log.beforeAppend = async () => {
      log.beforeAppend = async () => {};
      throw new Fault('storage-unavailable', 'down', { retriable: true });
    };
    await expect(streams.execute(request({ take: 2 }))).rejects.toThrow('down');
    expect(await streams.execute(request({ take: 3 }))).toMatchObject({ ok: true, version: 1 });
  });

  test('answers nothing before what the answer rests on is durable', async () => {
    const streams = open();
    const durable = gate();
    log.beforeAppend = () => durable.opened;
    let refused = false;
    const first = streams.execute(request({ take: 3 }));
    await settled();
    const second = streams.execute(request({ take: 1 })).then((outcome) => {
      refused = !outcome.ok;
    });
    await settled();
    expect(refused).toBe(false);
    durable.open();
    await Promise.all([first, second]);
    expect(refused).toBe(true);
  });

  test('does not refuse for a commit that never became durable', async () => {
    const streams = open();
    const durable = gate();
    log.beforeAppend = () => durable.opened;
    const first = streams.execute(request({ take: 3 })).catch(() => 'failed');
    await settled();
    const second = streams.execute(request({ take: 3 }));
    await settled();
    log.beforeAppend = async () => {};
    durable.fail(new Fault('storage-unavailable', 'disk full', { retriable: true }));
    expect(await first).toBe('failed');
    expect(await second).toMatchObject({ ok: true, version: 1 });
  });

  test('waits for a state and wakes as soon as it holds', async () => {
    const streams = open();
    const waiting = streams.waitFor(STREAM, ({ taken }) => taken === 2, 5_000);
    await streams.execute(request({ take: 2 }));
    expect(await waiting).toMatchObject({ state: { taken: 2 }, version: 1 });
  });
});

describe('the executor on a log that appends in order', () => {
  test('decides commands of one stream without waiting for the fsync of those before them', async () => {
    const streams = open();
    await streams.load(STREAM);
    const durable = gate();
    log.beforeAppend = () => durable.opened;
    const all = Promise.all([1, 1, 1].map((take) => streams.execute(request({ take }))));
    await settled();
    expect(log.appends).toBe(3);
    durable.open();
    expect((await all).map((outcome) => outcome.ok && outcome.version)).toEqual([1, 2, 3]);
  });
});
