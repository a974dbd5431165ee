import { MemoryLog, privateCommit } from '@huitang/runtime/conformance';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { apply, type Live, type LiveStreams, statesOf } from '../../src/executor/live.ts';
import { gate, type HallStreams, openHall, request, STREAM, settled } from './hall.ts';

/** A log whose next read a test can hold back. */
class HeldLog extends MemoryLog {
  reads = 0;
  held: Promise<void> | undefined;
  /** For an answer that is on its way for so long. */
  late: Promise<void> | undefined;

  override async read(stream: string, fromVersion?: number) {
    this.reads += 1;
    const { held, late } = this;
    this.held = undefined;
    this.late = undefined;
    await held;
    const commits = await super.read(stream, fromVersion);
    await late;
    return commits;
  }
}

let log: HeldLog;
let streams: HallStreams;
let rival: HallStreams;

beforeEach(() => {
  log = new HeldLog();
  streams = openHall(log);
  rival = openHall(log);
});

/** Lets `streams` find its refusal of a command and holds it back while it reads newer versions. */
async function refusing() {
  const read = gate();
  log.held = read.opened;
  const outcome = streams.execute(request({ take: 3 }));
  await settled();
  return { outcome, goOn: read.open };
}

describe('loading a stream', () => {
  test('is one read for all who decide upon it at once', async () => {
    await Promise.all([streams.load(STREAM), ...[1, 1].map((take) => streams.execute(request({ take })))]);
    const readsOfFirst = log.reads;
    await openHall(log).load(STREAM);
    expect([readsOfFirst, log.reads]).toEqual([1, 2]);
  });

  test('tells what others have appended since', async () => {
    await streams.load(STREAM);
    await rival.execute(request({ take: 2 }));
    expect(await streams.load(STREAM)).toMatchObject({ state: { taken: 2 }, version: 1 });
  });

  test('tells nothing of an append that begins while it waits for another', async () => {
    await streams.load(STREAM);
    const [read, first, second] = [gate(), gate(), gate()];
    const appends = [first.opened, second.opened];
    log.beforeAppend = () => appends.shift() ?? Promise.resolve();
    log.held = read.opened;
    const loading = streams.load(STREAM);
    await settled();
    const taking = [streams.execute(request({ take: 1 }))];
    read.open();
    await settled();
    taking.push(streams.execute(request({ take: 1 })));
    first.open();
    expect(await loading).toMatchObject({ state: { taken: 1 }, version: 1 });
    second.open();
    await Promise.all(taking);
  });

  test.each(['before it', 'while it reads'])(
    'tells nothing of an append begun %s until that is durable',
    async (when) => {
      await streams.load(STREAM);
      const [read, durable] = [gate(), gate()];
      log.beforeAppend = () => durable.opened;
      log.held = read.opened;
      const takes = () => streams.execute(request({ take: 1 }));
      const taking = when === 'before it' ? [takes()] : [];
      let told = false;
      const loading = streams.load(STREAM).finally(() => {
        told = true;
      });
      await settled();
      if (when === 'while it reads') taking.push(takes());
      read.open();
      await settled();
      expect(told).toBe(false);
      durable.open();
      await Promise.all(taking);
      expect(await loading).toMatchObject({ state: { taken: 1 }, version: 1 });
    },
  );
});

describe('newer versions, read before a refusal', () => {
  test('are not applied upon an append under way: nothing is decided on such a mixture', async () => {
    await streams.execute(request({ take: 1 }));
    const { outcome, goOn } = await refusing();
    await rival.execute(request({ free: 1 }));
    await rival.execute(request({ take: 3 }));
    const durable = gate();
    log.beforeAppend = () => durable.opened;
    const taking = streams.execute(request({ take: 1 }));
    await settled();
    goOn();
    await settled();
    const freeing = streams.execute(request({ free: 1 }));
    await settled();
    durable.open();
    expect(await freeing).toMatchObject({ ok: true, version: 4, state: { taken: 2 } });
    await Promise.all([taking, outcome]);
  });

  test('count also when the state they are compared with became void meanwhile', async () => {
    await streams.execute(request({ take: 3 }));
    const { outcome, goOn } = await refusing();
    await rival.execute(request({ free: 3 }));
    // Built on the same old state: it takes the version that the rival has, and is void.
    await streams.execute(request({ free: 1 }));
    goOn();
    expect(await outcome).toMatchObject({ ok: true, state: { taken: 3 } });
  });
});

describe('those who are refused at the same time', () => {
  test('look together, and each rests on a look that began after they asked', async () => {
    await streams.execute(request({ take: 3 }));
    const readsBefore = log.reads;
    const { outcome, goOn } = await refusing();
    const others = [2, 2, 2].map((take) => streams.execute(request({ take })));
    await settled();
    expect(log.reads - readsBefore).toBe(1);
    goOn();
    expect(await outcome).toMatchObject({ ok: false, refusal: { code: 'full' } });
    const outcomes = await Promise.all(others);
    expect(outcomes.map(({ ok }) => ok)).toEqual([false, false, false]);
    expect(log.reads - readsBefore).toBe(2);
  });

  test('find what was appended while the look before theirs was under way', async () => {
    await streams.execute(request({ take: 3 }));
    const answer = gate();
    log.late = answer.opened;
    const first = streams.execute(request({ take: 2 }));
    await settled();
    await rival.execute(request({ free: 2 }));
    const second = streams.execute(request({ take: 2 }));
    await settled();
    answer.open();
    const outcomes = await Promise.all([first, second]);
    expect(outcomes.map(({ ok }) => ok).sort()).toEqual([false, true]);
  });

  test('miss nothing that an append of this process, begun while they wait, has in its place', async () => {
    const unordered = new HeldLog();
    Object.assign(unordered, { appendsInOrder: false });
    const own = openHall(unordered);
    const other = openHall(unordered);
    await own.execute(request({ take: 3 }));
    // Somebody else looks, and the look takes its time.
    const look = gate();
    unordered.late = look.opened;
    const before = own.execute(request({ take: 3 }));
    await settled();
    await other.execute(request({ free: 2 }));
    // Only now this one asks; seats are free.
    const outcome = own.execute(request({ take: 2 }));
    await settled();
    // An append upon the same old state has the version that the other's commit has, until the log says no.
    const append = gate();
    unordered.beforeAppend = () => append.opened;
    const freeing = own.execute(request({ free: 1 }));
    await settled();
    look.open();
    await settled();
    append.open();
    expect(await outcome).toMatchObject({ ok: true });
    await Promise.all([before, freeing]);
  });
});

describe('what others have appended before somebody asks', () => {
  /** The answer of the next read is on its way while a rival frees two seats of a full hall. */
  async function freedMeanwhile(begin: () => Promise<unknown>) {
    const answer = gate();
    log.late = answer.opened;
    const begun = begin();
    await settled();
    await rival.execute(request({ free: 2 }));
    return { begun, arrive: answer.open };
  }

  test('is not missed by a refusal, when another who looked at the same time has found it', async () => {
    await streams.execute(request({ take: 3 }));
    await rival.execute(request({ free: 2 }));
    const look = gate();
    log.held = look.opened;
    const outcome = streams.execute(request({ take: 2 }));
    await settled();
    await streams.load(STREAM);
    look.open();
    expect(await outcome).toMatchObject({ ok: true, state: { taken: 3 } });
  });

  test('is not missed by a refusal that shares a read begun before', async () => {
    await rival.execute(request({ take: 3 }));
    const { begun, arrive } = await freedMeanwhile(() => streams.load(STREAM));
    const outcome = streams.execute(request({ take: 2 }));
    await settled();
    arrive();
    expect(await outcome).toMatchObject({ ok: true, state: { taken: 3 } });
    await begun;
  });

  test('is not missed by whoever only wants to know, and shares a read begun before', async () => {
    await rival.execute(request({ take: 3 }));
    const { begun, arrive } = await freedMeanwhile(() => streams.load(STREAM));
    const loaded = streams.load(STREAM);
    await settled();
    arrive();
    expect(await loaded).toMatchObject({ state: { taken: 1 }, version: 2 });
    await begun;
  });
});

describe('the states that are kept', () => {
  const live = (version: number): Live<null> => ({
    state: null,
    version,
    lastPublic: null,
    lastCommandId: undefined,
    pending: 0,
    valid: true,
    tail: Promise.resolve(),
    found: 0,
  });

  test.each([
    [1, 800],
    [50, 800],
    [200, 200],
    [1_000_000, 8],
  ])('of streams with %d commits are %d', (commits, expected) => {
    const states = statesOf<null>();
    for (let n = 0; n < 2_000; n += 1) states.set(`${n}`, live(commits));
    expect(states.size).toBe(expected);
  });

  test('of streams that grow become fewer as they do', () => {
    const cache = statesOf<null>();
    const decider = { initial: () => null, evolve: () => null };
    const streams: LiveStreams<null> = {
      log: new MemoryLog(),
      decider,
      cache,
      busy: new Map(),
      loading: new Map(),
      looks: (_, look) => look(),
    };
    const names = Array.from({ length: 1_000 }, (_, n) => `hall/${n}`);
    for (const name of names) cache.set(name, live(0));
    for (const name of names) {
      const known = cache.get(name);
      for (let version = 1; known && version <= 200; version += 1) apply(streams, known, privateCommit(name, version));
    }
    expect(cache.size).toBeLessThan(240);
    expect(cache.size).toBeGreaterThan(160);
  });
});
