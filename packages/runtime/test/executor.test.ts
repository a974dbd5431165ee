import { type Commit, type Decider, Fault, type Request, type Streams, streamsOf } from '@huitang/runtime';
import { MemoryLog } from '@huitang/runtime/conformance';
import { beforeEach, describe, expect, test } from '@jest/globals';

/** A hall with so many seats; the simplest rule that a stale cache or a lost conflict would break. */
interface Hall {
  readonly taken: number;
}
type Command = { readonly take: number } | { readonly free: number };
type Event =
  | { readonly type: 'SeatsTaken'; readonly data: number }
  | { readonly type: 'SeatsFreed'; readonly data: number };
const SEATS = 3;

const hall: Decider<Hall, Command, Event, { code: 'full' }> = {
  initial: () => ({ taken: 0 }),
  evolve: ({ taken }, event) => ({ taken: event.type === 'SeatsTaken' ? taken + event.data : taken - event.data }),
  decide(command, { taken }) {
    if ('free' in command) return { ok: true, events: taken === 0 ? [] : [{ type: 'SeatsFreed', data: command.free }] };
    if (taken + command.take > SEATS) return { ok: false, refusal: { code: 'full' } };
    return { ok: true, events: [{ type: 'SeatsTaken', data: command.take }] };
  },
};

const clock = {
  now: () => 0,
  after: (ms: number, task: () => void) => {
    const timer = setTimeout(task, ms);
    return () => clearTimeout(timer);
  },
};

let log: MemoryLog;
let appended: Commit[];

const open = (on: MemoryLog = log): Streams<Hall, Command, { code: 'full' }> =>
  streamsOf(hall, { log: on, clock, appended: (commit) => appended.push(commit), conflicted: () => {} });

let serial = 0;
const request = (command: Command, more: Partial<Request<Command>> = {}): Request<Command> => ({
  stream: 'hall/a',
  command,
  commandId: `command-${serial++}`,
  principal: 'tester',
  partitionKey: 'a',
  ...more,
});

beforeEach(() => {
  log = new MemoryLog();
  appended = [];
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
    await Promise.all([streams.load('hall/a'), rival.load('hall/a')]);
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
    let release = (): void => {};
    log.beforeAppend = () =>
      new Promise((resolve) => {
        release = resolve;
      });
    let refused = false;
    const first = streams.execute(request({ take: 3 }));
    await new Promise((resolve) => setTimeout(resolve, 5));
    const second = streams.execute(request({ take: 1 })).then((outcome) => {
      refused = !outcome.ok;
    });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(refused).toBe(false);
    release();
    await Promise.all([first, second]);
    expect(refused).toBe(true);
  });

  test('does not refuse for a commit that never became durable', async () => {
    const streams = open();
    let fail = (): void => {};
    log.beforeAppend = () =>
      new Promise((_, reject) => {
        fail = () => {
          log.beforeAppend = async () => {};
          reject(new Fault('storage-unavailable', 'disk full', { retriable: true }));
        };
      });
    const first = streams.execute(request({ take: 3 })).catch(() => 'failed');
    await new Promise((resolve) => setTimeout(resolve, 5));
    const second = streams.execute(request({ take: 3 }));
    await new Promise((resolve) => setTimeout(resolve, 5));
    fail();
    expect(await first).toBe('failed');
    expect(await second).toMatchObject({ ok: true, version: 1 });
  });

  test('waits for a state and wakes as soon as it holds', async () => {
    const streams = open();
    const waiting = streams.waitFor('hall/a', ({ taken }) => taken === 2, 5_000);
    await streams.execute(request({ take: 2 }));
    expect(await waiting).toMatchObject({ state: { taken: 2 }, version: 1 });
  });
});

describe('the executor on a log that appends in order', () => {
  test('decides commands of one stream without waiting for the fsync of those before them', async () => {
    const streams = open();
    await streams.load('hall/a');
    const waiting: (() => void)[] = [];
    log.beforeAppend = () =>
      new Promise((resolve) => {
        waiting.push(resolve);
      });
    const all = Promise.all([1, 1, 1].map((take) => streams.execute(request({ take }))));
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(log.appends).toBe(3);
    log.beforeAppend = async () => {};
    for (const resolve of waiting) resolve();
    expect((await all).map((outcome) => outcome.ok && outcome.version)).toEqual([1, 2, 3]);
  });
});
