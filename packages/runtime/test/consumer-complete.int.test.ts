import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EmbeddedEngine, openEmbedded } from '@huitang/engine-embedded';
import {
  type Commit,
  createLogger,
  createMetrics,
  type EventHandlers,
  messagesOf,
  type Platform,
  POSITION_HEADER,
  startConsumer,
  waitUntilSeen,
} from '@huitang/runtime';
import { nodeClock, nodeIds } from '@huitang/runtime/adapters';
import { sampleCommit } from '@huitang/runtime/conformance';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

const SERVICE = 'room-allocation';
const GROUP = 'test.views';
const clock = nodeClock();
const ids = nodeIds();
const logger = createLogger('silent');

let dir: string;
let engine: EmbeddedEngine;
let platform: Platform;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'huitang-consumer-'));
  open();
});
afterEach(async () => {
  await engine.close();
  rmSync(dir, { recursive: true, force: true });
});

function open(): void {
  engine = openEmbedded({ dir, clock, ids, logger });
  const { bus, views } = engine;
  const history = async (stream: string) =>
    (await engine.log(SERVICE).read(stream)).flatMap((commit) => messagesOf(SERVICE, commit));
  // The parts of a platform that a consumer stands on.
  platform = { bus, views, clock, ids, logger, metrics: createMetrics(), history } as unknown as Platform;
}

/** The n-th commit of a center, published with it: its new name is the number. */
const renamed = (n: number, center = 'tianping'): Commit => {
  const data = {
    centerId: center,
    name: `${n}`,
    formerName: `${n - 1}`,
    displayRevision: n,
    displayChangedAt: '2026-07-01T00:00:00Z',
  };
  const previous = n > 1 ? `${n - 1}.0` : null;
  return sampleCommit(`center/${center}`, n, { previous, events: [{ type: 'CenterRenamed', data }] });
};

async function append(...commits: readonly Commit[]): Promise<void> {
  for (const commit of commits) await engine.log(SERVICE).append(commit);
}

/** A consumer that writes down what it has applied, or throws what it is given. */
async function recording(failure?: Error): Promise<string[]> {
  const applied: string[] = [];
  const CenterRenamed: EventHandlers['CenterRenamed'] = async ({ centerId, name }) => {
    if (failure && centerId === 'poison') throw failure;
    applied.push(`${centerId} ${name.en}`);
  };
  await startConsumer(platform, { group: GROUP, services: [SERVICE], handlers: { CenterRenamed }, rebuilds: [] });
  return applied;
}

const seen = (position: string) => waitUntilSeen(platform, GROUP, position, 100);

describe('a consumer of a bus that leaves nothing out', () => {
  test('keeps no position of its own in the file', async () => {
    const applied = await recording();
    await append(renamed(1), renamed(2), renamed(1, 'xuhui'));
    await engine.bus.idle();
    expect(applied.sort()).toEqual(['tianping 1', 'tianping 2', 'xuhui 1']);
    await engine.close();
    open();
    const stored = platform.views.collection({ name: `positions.${GROUP}`, fields: {}, indexes: [], byIdOnly: true });
    expect(await stored.get('center/tianping')).toBeUndefined();
  });

  test('whose process ends without closing it leaves nothing out', async () => {
    await recording();
    await append(renamed(1), renamed(2));
    await engine.bus.idle();
    await engine.close();
    open();
    const applied = await recording();
    await append(renamed(3));
    await engine.bus.idle();
    expect(applied.at(-1)).toBe('tianping 3');
  });

  test('has seen what it applied before a restart, and not what nobody has written', async () => {
    await recording();
    await append(renamed(1), renamed(2));
    await engine.bus.idle();
    await engine.close();
    open();
    await recording();
    await engine.bus.idle();
    expect(await seen('center/tianping@2.0')).toBeUndefined();
    for (const madeUp of ['center/tianping@3.0', 'center/nowhere@1.0']) {
      expect(await seen(madeUp)).toMatchObject({ status: 422, body: { errors: [{ field: 'seen' }] } });
    }
  });

  test('has not seen what it could not apply, before and after a restart', async () => {
    const never = new Error('never');
    await recording(never);
    await append(renamed(1, 'poison'), renamed(1));
    await engine.bus.idle();
    expect(await seen('center/poison@1.0')).toMatchObject({ status: 503 });
    await engine.close();
    open();
    await recording(never);
    await engine.bus.idle();
    expect(await seen('center/poison@1.0')).toMatchObject({ status: 503 });
    expect(await seen('center/tianping@1.0')).toBeUndefined();
  });

  test(`takes ${POSITION_HEADER} of another group's stream for seen only when it is through with it`, async () => {
    expect(await seen('center/tianping@1.0')).toMatchObject({ status: 422 });
    await append(renamed(1));
    expect(await seen('center/tianping@1.0')).toMatchObject({ status: 503 });
    await recording();
    expect(await waitUntilSeen(platform, GROUP, 'center/tianping@1.0')).toBeUndefined();
  });
});
