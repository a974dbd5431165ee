import type { Platform, StoredRecord } from '@huitang/runtime';
import { streamsOf } from '@huitang/runtime';
import { MemoryLog } from '@huitang/runtime/conformance';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { type Announcements, announcementsOf } from '../src/announcements.ts';
import { activityDecider, activityStream } from '../src/decider.ts';
import type { ActivityCommand } from '../src/domain/decide.ts';
import { activityId, details, grant } from './domain/samples.ts';

const DUE_MS = Date.parse('2026-06-24T01:00:00Z');
const EVENT = 'center-day/tianping/2026-07-01@1.0';
const starts = ['2026-07-01T01:00:00Z', '2026-07-01T02:00:00Z'];

let log: MemoryLog;
let rows: Map<string, StoredRecord<unknown>>;
let now: number;
let overdue: number;
/** Fails the next removal, as a process that ends just before it. */
let removes: boolean;
/** What happens between a look at what is due and what is done about it. */
let afterLook: () => void;

beforeEach(() => {
  log = new MemoryLog();
  rows = new Map();
  now = DUE_MS - 1;
  removes = true;
  afterLook = () => {};
});

const records = {
  set: () => ({
    async insertIfAbsent(key: string, value: unknown, options: object) {
      if (rows.has(key)) return false;
      rows.set(key, { key, value, ...options });
      return true;
    },
    async remove(key: string) {
      if (!removes) throw new Error('the process has ended');
      rows.delete(key);
    },
    async due(at: number, limit: number) {
      const due = [...rows.values()].filter(({ dueAt = 0 }) => dueAt <= at).slice(0, limit);
      afterLook();
      return due;
    },
  }),
};

/** A process of its own on the same log and records. */
function instance() {
  const clock = { now: () => now, after: () => () => {} };
  const activities = streamsOf(activityDecider, { log, clock, appended: () => {}, conflicted: () => {} });
  // The parts of a platform that announcements stand on.
  const announcementsOverdue = {
    set: (count: number) => {
      overdue = count;
    },
  };
  const platform = {
    records,
    clock,
    logger: { warn: () => {} },
    metrics: { announcementsOverdue },
  } as unknown as Platform;
  return { activities, announcements: announcementsOf(platform, activities) };
}

const wish = { ...details().wish, starts, announceLeadMinutes: 7 * 1440 };

async function confirmed(): Promise<Announcements> {
  const { activities, announcements } = instance();
  const { durationMinutes, headcount, needs, setupMinutes, teardownMinutes } = wish;
  const terms = { durationMinutes, headcount, needs, setupMinutes, teardownMinutes };
  const tentative = { ...terms, starts, preferredStart: '2026-07-01T01:00:00Z' };
  const commands: readonly ActivityCommand[] = [
    { type: 'ProposeActivity', activityId, details: details({ wish }) },
    { type: 'TakeGrant', grant: { ...grant(1), tentative }, now: '2026-06-01T00:00:00Z' },
  ];
  for (const command of commands) {
    const request = { stream: activityStream(activityId), command, commandId: command.type };
    const { state } = await activities.execute({ ...request, principal: 'demo', partitionKey: 'tianping' });
    await announcements.plan(state, EVENT);
  }
  return announcements;
}

const asked = async () =>
  (await log.read(activityStream(activityId))).filter(({ events }) =>
    events.some(({ type }) => type === 'FixingAsked'),
  );

describe('what is planned', () => {
  test('is asked about also where the clock is set back after it was found due', async () => {
    const { announceDue } = await confirmed();
    now = DUE_MS;
    afterLook = () => {
      now = DUE_MS - 60_000;
    };
    await announceDue();
    expect(await asked()).toHaveLength(1);
  });

  test('is asked about when it is due, once, by the event it follows from, and then forgotten', async () => {
    const { announceDue } = await confirmed();
    await announceDue();
    expect(await asked()).toEqual([]);
    now = DUE_MS;
    await announceDue();
    await announceDue();
    expect(await asked()).toMatchObject([
      { commandId: `announce/${activityId}/1.1`, causationId: EVENT, principal: 'service:scheduling' },
    ]);
    expect(rows.size).toBe(0);
  });

  test('is asked about once by several processes that find it due together', async () => {
    await confirmed();
    now = DUE_MS;
    await Promise.all([1, 2, 3].map(() => instance().announcements.announceDue()));
    expect(await asked()).toHaveLength(1);
    expect(rows.size).toBe(0);
  });

  test('is asked about once although whoever asked ended before writing that down', async () => {
    await confirmed();
    now = DUE_MS;
    removes = false;
    await instance().announcements.announceDue();
    expect([(await asked()).length, rows.size]).toEqual([1, 1]);
    removes = true;
    await instance().announcements.announceDue();
    expect([(await asked()).length, rows.size]).toEqual([1, 0]);
  });

  test('again after its answer was heard a second time, is asked about no second time', async () => {
    const announcements = await confirmed();
    now = DUE_MS;
    await announcements.announceDue();
    const { state } = await instance().activities.load(activityStream(activityId));
    await announcements.plan(state, EVENT);
    expect(rows.size).toBe(1);
    await announcements.announceDue();
    expect([(await asked()).length, rows.size]).toEqual([1, 0]);
  });

  test('is begun with no more once the host stops', async () => {
    const { announceDue } = await confirmed();
    now = DUE_MS;
    await announceDue(AbortSignal.abort());
    expect(await asked()).toEqual([]);
  });
});

test('what should have been announced a minute ago is counted until it is', async () => {
  const announcements = await confirmed();
  const counted = async (): Promise<number> => {
    await announcements.measure();
    return overdue;
  };
  now = DUE_MS + 59_999;
  expect(await counted()).toBe(0);
  now = DUE_MS + 60_000;
  expect(await counted()).toBe(1);
  await announcements.announceDue();
  expect(await counted()).toBe(0);
});
