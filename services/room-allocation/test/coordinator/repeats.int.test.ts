import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EmbeddedEngine, openEmbedded } from '@huitang/engine-embedded';
import { createLogger, type EventLog } from '@huitang/runtime';
import { nodeClock, nodeIds } from '@huitang/runtime/adapters';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { answerWish } from '../../src/coordinator/answer.ts';
import type { Asked } from '../../src/coordinator/asked.ts';
import type { Coordinator } from '../../src/coordinator/coordinator.ts';
import { holidayCalendars } from '../../src/domain/holiday-calendars.ts';
import { createFacts } from '../../src/facts.ts';
import { ownStreams } from '../../src/streams.ts';
import { asked, CENTER, profile, room, wish } from './world.ts';

const clock = nodeClock();
let dir: string;
let engine: EmbeddedEngine;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'huitang-repeats-'));
  engine = openEmbedded({ dir, clock, ids: nodeIds(), logger: createLogger('silent') });
});
afterEach(async () => {
  await engine.close();
  rmSync(dir, { recursive: true, force: true });
});

const processOn = (log: EventLog, conflicted: () => void = () => {}): Coordinator => ({
  ...ownStreams({ log, clock, appended: () => {}, conflicted }),
  clock,
  factsOf: createFacts(holidayCalendars([])),
  holdersOf: async () => [],
  kindLimitsOf: async () => undefined,
});

async function open({ centers }: Coordinator, rooms: number): Promise<void> {
  const resources = Array.from({ length: rooms }, (_, index) => room(`r${index}`));
  const outcome = await centers.execute({
    stream: `center/${CENTER}`,
    command: {
      type: 'OpenCenter',
      profile: profile({ resources }),
      standardOffsetMinutes: 480,
      now: '2026-07-01T00:00:00Z',
    },
    commandId: 'open',
    principal: 'demo',
    partitionKey: CENTER,
  });
  if (!outcome.ok) throw new Error(outcome.refusal.code);
}

/** Three for each room and quarter of an hour of one day. */
const rivals = (rooms: number, quarters: number): readonly Asked[] =>
  Array.from({ length: rooms * quarters * 3 }, (_, index) => {
    const slot = Math.floor(index / 3);
    const quarter = Math.floor(slot / rooms);
    const time = `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`;
    const needs = [{ role: 'room', features: [], resourceId: `hall-r${slot % rooms}` }];
    return asked(index + 1, wish([`2026-07-02T${time}`], 15, { needs }));
  });

/** Places that the log itself has given to more than one activity. */
async function givenTwice(log: EventLog): Promise<readonly string[]> {
  const holders = new Map<string, Set<string>>();
  for (const { events } of await log.read(`center-day/${CENTER}/2026-07-02`)) {
    for (const { type, data } of events) {
      if (type !== 'AllocationGranted') continue;
      const { activityId, claims } = data as { activityId: string; claims: { resourceId: string; start: string }[] };
      for (const { resourceId, start } of claims) {
        const key = `${resourceId} ${start}`;
        holders.set(key, (holders.get(key) ?? new Set()).add(activityId));
      }
    }
  }
  expect(holders.size).toBeGreaterThan(0);
  return [...holders].flatMap(([key, ids]) => (ids.size > 1 ? [key] : []));
}

describe('on the real engine, with events delivered twice while others are answered', () => {
  test.each([1, 2, 3])('no place is given twice by one process (%i)', async (seed) => {
    const log = engine.log('room-allocation');
    let conflicts = 0;
    const process = processOn(log, () => {
      conflicts += 1;
    });
    await open(process, 10);
    const all = rivals(10, 24);
    const work: Promise<void>[] = [];
    for (const [index, one] of all.entries()) {
      work.push(answerWish(process, one));
      const other = all[(index * 7 + seed * 13) % (index + 1)];
      if (index % 5 < 2 && other) work.push(answerWish(process, other));
      if (index % 7 < 2) await new Promise((resolve) => setTimeout(resolve, index % 3));
    }
    await Promise.all(work);
    expect(await givenTwice(log)).toEqual([]);
    expect(conflicts).toBe(0);
  });

  test('no place is given twice by two processes that handle the same events', async () => {
    const log = engine.log('room-allocation');
    const processes = [processOn(log), processOn(log)];
    if (processes[0]) await open(processes[0], 4);
    const all = rivals(4, 16);
    await Promise.all(processes.flatMap((process) => all.map((one) => answerWish(process, one))));
    expect(await givenTwice(log)).toEqual([]);
  });
});
