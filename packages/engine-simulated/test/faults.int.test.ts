import type { StorageKind, Verdict, World } from '@huitang/engine-simulated';
import { isRetriable, type Platform } from '@huitang/runtime';
import { sampleCommit } from '@huitang/runtime/conformance';
import { describe, expect, test } from '@jest/globals';
import { newWorld, startIn } from './open-world.ts';

const STREAM = 'activity/a';

/** A world in which the first call of `what` has this verdict. */
function worldWith(storage: StorageKind, what: string, verdict: Verdict): World {
  let left = 1;
  return newWorld(storage, {
    faults: (call) => {
      if (call.what !== what || left === 0) return 'done';
      left -= 1;
      return verdict;
    },
  });
}

/** What came of a call by the time nothing is planned any more. */
async function outcomeOf(world: World, call: Promise<unknown>): Promise<unknown> {
  let outcome: unknown = 'never';
  call.then(
    (value) => {
      outcome = value;
    },
    (error: unknown) => {
      outcome = error;
    },
  );
  await world.run(() => false);
  return outcome;
}

const append = ({ log }: Platform) => log('scheduling').append(sampleCommit(STREAM, 1));

const storedIn = ({ durable }: World): number => durable.log('scheduling').ofStream(STREAM).length;

describe.each<StorageKind>(['one-file', 'servers'])('on %s', (storage) => {
  test('what is refused has no effect, and the caller may try again', async () => {
    const world = worldWith(storage, 'log.append', 'refused');
    const { platform } = startIn(world);
    expect(isRetriable(await outcomeOf(world, append(platform)))).toBe(true);
    expect(storedIn(world)).toBe(0);
    expect(await outcomeOf(world, append(platform))).toEqual({ outcome: 'appended' });
  });

  test('what is lost was done, and the caller hears a fault', async () => {
    const world = worldWith(storage, 'log.append', 'lost');
    const { platform } = startIn(world);
    expect(isRetriable(await outcomeOf(world, append(platform)))).toBe(true);
    expect(storedIn(world)).toBe(1);
  });

  test('a crash before the effect leaves nothing, and nobody hears of it', async () => {
    const world = worldWith(storage, 'log.append', 'crash-before');
    const process = startIn(world);
    expect(await outcomeOf(world, append(process.platform))).toBe('never');
    expect(process.isAlive()).toBe(false);
    expect(storedIn(world)).toBe(0);
  });

  test('reads are refused and lost as well', async () => {
    for (const verdict of ['refused', 'lost'] as const) {
      const world = worldWith(storage, 'log.read', verdict);
      const { platform } = startIn(world);
      expect(isRetriable(await outcomeOf(world, platform.log('scheduling').read(STREAM)))).toBe(true);
      expect(await outcomeOf(world, platform.log('scheduling').read(STREAM))).toEqual([]);
    }
  });

  test('a process that has ended hears nothing any more: no answer, no timer, no tick', async () => {
    const world = newWorld(storage);
    const process = startIn(world);
    let heard = 0;
    const hear = (): void => {
      heard += 1;
    };
    process.platform.clock.after(50, hear);
    process.platform.ticker.every('tick', '* * * * * *', async () => hear());
    process.platform.records.set('duties').put('a', {}).then(hear, hear);
    process.crash();
    expect(await outcomeOf(world, process.platform.vault.get('person/a'))).toBe('never');
    expect(heard).toBe(0);
  });

  test('the next process finds what was acknowledged', async () => {
    const world = newWorld(storage);
    const first = startIn(world);
    await outcomeOf(world, append(first.platform));
    first.crash();
    const { platform } = startIn(world);
    expect(await outcomeOf(world, platform.log('scheduling').read(STREAM))).toHaveLength(1);
  });
});

test('on servers a crash after the effect leaves it', async () => {
  const world = worldWith('servers', 'log.append', 'crash-after');
  const process = startIn(world);
  expect(await outcomeOf(world, append(process.platform))).toBe('never');
  expect(process.isAlive()).toBe(false);
  expect(storedIn(world)).toBe(1);
});

test('on servers what is late is done after its caller was told that it was not, and after whatever came since', async () => {
  const world = worldWith('servers', 'records.put', 'late');
  const { platform } = startIn(world);
  const colours = platform.records.set<{ colour: string }>('colours');
  let told: unknown;
  const stored: unknown[] = [];
  void colours.put('a', { colour: 'red' }).catch(async (error: unknown) => {
    told = error;
    await colours.put('a', { colour: 'green' });
    stored.push(await colours.get('a'));
  });
  await world.run(() => false);
  stored.push(world.durable.records('all', 'colours').get('a')?.value);
  expect(isRetriable(told)).toBe(true);
  expect(stored).toEqual([{ colour: 'green' }, '{"colour":"red"}']);
});

test('on servers what has left is done, as often as not, when its caller ends before it arrives; a read is not', async () => {
  const world = newWorld('servers');
  const process = startIn(world);
  const duties = process.platform.records.set('duties');
  for (let number = 0; number < 100; number += 1) void duties.put(`duty-${number}`, {});
  process.crash();
  await world.run(() => false);
  const stored = [...world.durable.records('all', 'duties').from('', '')].length;
  expect(stored).toBeGreaterThan(20);
  expect(stored).toBeLessThan(80);
});

describe('of several things in one call to servers', () => {
  const IDS = Array.from({ length: 10 }, (_, number) => `entry-${number}`);

  const putAll = ({ views }: Platform) =>
    views
      .collection<{ id: string }>({ name: 'entries', fields: {}, indexes: [] })
      .putAll(IDS.map((id) => ({ id, document: { id }, at: { stream: id, version: 1, index: 0 } })));

  const publish = ({ bus }: Platform) =>
    bus.publish(
      IDS.flatMap((subject) =>
        [1, 2].map((n) => ({ topic: 'events', key: subject, subject, body: `"${subject} ${n}"` })),
      ),
    );

  const storedOf = ({ durable }: World): readonly string[] =>
    durable
      .views('all')
      .all()
      .flatMap(({ rows }) => rows.keys());

  const publishedOf = ({ broker }: World): readonly string[] =>
    broker.partitionsOf(['events']).flatMap(({ messages }) => messages.map(({ body }) => JSON.parse(body) as string));

  /** How many were done in each of fifty worlds. */
  async function countsIn(
    [what, verdict]: readonly [string, Verdict],
    call: (platform: Platform) => Promise<unknown>,
    doneIn: (world: World) => readonly string[],
  ): Promise<readonly number[]> {
    const counts: number[] = [];
    for (let n = 0; n < 50; n += 1) {
      const world = worldWith('servers', what, verdict);
      await outcomeOf(world, call(startIn(world).platform));
      counts.push(doneIn(world).length);
    }
    return counts;
  }

  const isSome = (count: number): boolean => count > 0 && count < IDS.length;

  test.each<Verdict>(['lost', 'late', 'crash-after'])('some are done where nobody is told: %s', async (verdict) => {
    const counts = await countsIn(['views.putAll', verdict], putAll, storedOf);
    expect(counts.filter(isSome).length).toBeGreaterThan(10);
    expect(counts).toContain(IDS.length);
  });

  test.each<Verdict>(['done', 'slow'])('all are done where the caller is told so: %s', async (verdict) => {
    expect(new Set(await countsIn(['views.putAll', verdict], putAll, storedOf))).toEqual(new Set([IDS.length]));
  });

  test('of what is published no message comes without the one of its key before it', async () => {
    let halves = 0;
    for (let n = 0; n < 50; n += 1) {
      const world = worldWith('servers', 'bus.publish', 'lost');
      await outcomeOf(world, publish(startIn(world).platform));
      const bodies = new Set(publishedOf(world));
      for (const id of IDS) {
        if (bodies.has(`${id} 2`)) expect(bodies).toContain(`${id} 1`);
        else if (bodies.has(`${id} 1`)) halves += 1;
      }
    }
    expect(halves).toBeGreaterThan(10);
  });
});

test('who ends while it joins a group is no member of it', async () => {
  for (let seed = 1; seed <= 20; seed += 1) {
    const world = newWorld('servers', { seed });
    const process = startIn(world);
    void process.platform.bus.subscribe('views', ['events'], async () => {});
    process.crash();
    await world.run(() => false);
    expect(world.coordinator.groupIds()).toEqual([]);
  }
});

test('a mail that is late comes when its sender has given it up', async () => {
  const world = worldWith('servers', 'mailer.send', 'late');
  const { platform } = startIn(world);
  const to = { name: '支部', address: 'branch@example.org' };
  const mail = { messageId: 'a@x', date: '2026-06-01T00:00:00.000Z', to, subject: 's', text: 't', html: 'h' };
  let thereWhenTold: number | undefined;
  void platform.mailer.send(mail).catch(() => {
    thereWhenTold = world.mails.length;
  });
  await world.run(() => false);
  expect(thereWhenTold).toBe(0);
  expect(world.mails).toMatchObject([{ late: true, process: 'process' }]);
});

test('the same seed has the same history, another seed or another content another one', async () => {
  const same = [1, 2, 3].map((n) => sampleCommit(`s/${n}`, 1));
  const hashOf = async (seed: number, commits = same): Promise<string> => {
    const world = newWorld('servers', { seed });
    const { platform } = startIn(world);
    await outcomeOf(world, Promise.all(commits.map((commit) => platform.log('scheduling').append(commit))));
    return world.trace.hash();
  };
  expect(await hashOf(5)).toBe(await hashOf(5));
  expect(await hashOf(5)).not.toBe(await hashOf(6));
  const changed = same.map((commit) => ({ ...commit, bodyHash: 'hush' }));
  expect(await hashOf(5)).not.toBe(await hashOf(5, changed));
});
