import { describe, expect, test } from '@jest/globals';
import { type Delivery, delivered, dropped, keyOf } from '../../src/domain/delivery.ts';
import { fanOut } from '../../src/domain/fan-out.ts';
import { type ActivityEvent, type KnownActivity, knownAfter } from '../../src/domain/known-activity.ts';
import { planFor } from '../../src/domain/plan.ts';
import { reminders } from '../../src/domain/reminders.ts';
import { replanned } from '../../src/domain/replan.ts';
import { announced, cancelled, confirmed, displaced, NOW, START, unplaced } from '../given.ts';

const cause = { eventId: 'activity/1@1.0', commandId: 'command' };
const HOUR_MS = 3_600_000;
const startMs = Date.parse(START);

const confirmation = (change = {}): ActivityEvent => ({ type: 'ActivityConfirmed', data: confirmed(change) });

/** What is known and in the ledger after these events, with the usual reminders. */
function after(...events: ActivityEvent[]): { known: KnownActivity; entries: readonly Delivery[] } {
  let known: KnownActivity | undefined;
  const entries = new Map<string, Delivery>();
  for (const event of events) {
    known = knownAfter(known, event);
    for (const one of planFor(event, known, cause, NOW)) if (!entries.has(keyOf(one))) entries.set(keyOf(one), one);
  }
  if (!known) throw new Error('no events');
  return { known, entries: [...entries.values()] };
}

const text = ({ message, minutesBefore, allocationVersion, channel, state, reason, at }: Delivery): string =>
  [message, minutesBefore, allocationVersion && `v${allocationVersion}`, channel, reason ?? state, at.slice(5, 16)]
    .filter((part) => part !== undefined)
    .join(' ');

function changes({ known, entries }: ReturnType<typeof after>, distances: readonly number[], now = NOW) {
  const { fresh, changed } = replanned(known, entries, distances, now);
  return { fresh: fresh.map(text), changed: changed.map(text) };
}

describe('reminders', () => {
  test('are overtaken by the next nearer one, the nearest by the start', () => {
    expect(reminders(100 * HOUR_MS, [60, 2880, 60])).toEqual([
      { message: 'reminder', minutesBefore: 2880, tellAt: 52 * HOUR_MS, uselessAt: 99 * HOUR_MS },
      { message: 'reminder-hour', tellAt: 99 * HOUR_MS, uselessAt: 100 * HOUR_MS },
    ]);
    expect(reminders(0, [])).toEqual([]);
  });

  test('of several distances have keys of their own, those of a day and an hour the ones they always had', () => {
    const known = after(confirmation()).known;
    const keys = planFor(confirmation(), known, cause, NOW, [2880, 1440, 120, 60]).map(keyOf);
    const about = `${known.id}/1`;
    expect(keys).toEqual([
      `${about}/confirmed/organization/hengshan-branch`,
      `${about}/reminder-2880/organization/hengshan-branch`,
      `${about}/reminder-day/organization/hengshan-branch`,
      `${about}/reminder-120/organization/hengshan-branch`,
      `${about}/reminder-hour/organization/hengshan-branch`,
    ]);
  });
});

describe('reminders that are asked for otherwise', () => {
  test('are the same where nothing is asked for otherwise', () => {
    expect(changes(after(confirmation()), [1440, 60])).toEqual({ fresh: [], changed: [] });
  });

  test('are planned where they are new, and dropped where nobody wants them any more', () => {
    expect(changes(after(confirmation()), [2880, 60])).toEqual({
      fresh: ['reminder 2880 planned 06-30T01:00'],
      changed: ['reminder-day switched-off 06-28T08:00'],
    });
  });

  test('end when a new nearer one comes', () => {
    const { changed } = replanned(after(confirmation()).known, after(confirmation()).entries, [1440, 120, 60], NOW);
    expect(changed).toMatchObject([
      { message: 'reminder-day', uselessAt: new Date(startMs - 2 * HOUR_MS).toISOString() },
    ]);
  });

  test('come back when they are wanted again, unless their time is over or they were sent', () => {
    const { known, entries } = after(confirmation());
    const off = entries.map((one) => (one.message === 'confirmed' ? one : dropped(one, 'switched-off', NOW)));
    expect(changes({ known, entries: off }, [1440, 60]).changed).toEqual([
      'reminder-day planned 07-01T01:00',
      'reminder-hour planned 07-02T00:00',
    ]);
    expect(changes({ known, entries: off }, [1440, 60], startMs - 2 * HOUR_MS).changed).toEqual([
      'reminder-hour planned 07-02T00:00',
    ]);
    const sent = entries.map((one) => delivered(one, NOW));
    expect(changes({ known, entries: sent }, [1440, 60])).toEqual({ fresh: [], changed: [] });
    expect(changes({ known, entries: sent }, [])).toEqual({ fresh: [], changed: [] });
  });

  test('are left alone in their last minute: somebody may have them in hand', () => {
    const all = after(confirmation());
    expect(changes(all, [60], startMs - 24 * HOUR_MS - 60_000).changed).toHaveLength(1);
    expect(changes(all, [60], startMs - 24 * HOUR_MS - 59_999)).toEqual({ fresh: [], changed: [] });
  });

  test('are not planned when their moment is past', () => {
    expect(changes(after(confirmation()), [1440, 120, 60], startMs - 90 * 60_000).fresh).toEqual([]);
  });

  test.each<[string, ActivityEvent[]]>([
    ['may still move', [confirmation({ announced: false, announcesAt: '2026-06-30T01:00:00Z' })]],
    ['is cancelled', [confirmation(), { type: 'ActivityCancelled', data: cancelled() }]],
    ['has lost its place', [confirmation(), { type: 'ActivityUnplaced', data: unplaced() }]],
    ['nobody is to be told of', [confirmation({ notify: false })]],
  ])('are none for what %s', (_, events) => {
    expect(changes(after(...events), [2880, 120])).toEqual({ fresh: [], changed: [] });
  });

  test('are those of the newest revision', () => {
    const later = confirmation({ revision: 2, start: '2026-07-03T01:00:00Z', end: '2026-07-03T02:00:00Z' });
    expect(changes(after(confirmation(), later), [2880, 1440, 60]).fresh).toEqual([
      'reminder 2880 planned 07-01T01:00',
    ]);
  });

  test('of what was announced after it was displaced go on with its keys', () => {
    const held: ActivityEvent = { type: 'ActivityDisplaced', data: displaced() };
    const { before: _, because: __, ordered: ___, nearest: ____, announcesAt: _____, ...place } = displaced();
    const accepted: ActivityEvent = {
      type: 'ActivityAnnounced',
      data: announced({ ...place, announced: true, wasDisplaced: true }),
    };
    const all = after(confirmation(), held, accepted);
    expect(changes(all, [1440, 120, 60]).fresh).toEqual(['reminder 120 v2 planned 07-02T04:00']);
  });

  test('come in every way it was told before, and in no other', () => {
    const { known, entries } = after(confirmation());
    const ways = fanOut(entries, [{ channel: 'mail' }, { channel: 'inbox' }]);
    expect(changes({ known, entries: ways }, [1440, 120, 60]).fresh).toEqual([
      'reminder 120 planned 07-01T23:00',
      'reminder 120 inbox planned 07-01T23:00',
    ]);
  });
});
