import { AllocationFixed, AllocationMoved, type Tentative } from '@huitang/contracts';
import { describe, expect, test } from '@jest/globals';
import { type ActivityState, isAnswered } from '../../src/domain/activity.ts';
import type { ActivityEvent } from '../../src/domain/activity-event.ts';
import { type ActivityCommand, decide } from '../../src/domain/decide.ts';
import { evolve } from '../../src/domain/evolve.ts';
import { activityId, details, grant, refusal } from './samples.ts';

const now = '2026-06-01T08:00:00.000Z';
const LEAD_DAYS = 7;
const starts = ['2026-07-01T01:00:00Z', '2026-07-01T01:30:00Z', '2026-07-01T02:00:00Z'];
const due = '2026-06-24T01:00:00Z';

const wish = { ...details().wish, starts, announceLeadMinutes: LEAD_DAYS * 1440 };
const { durationMinutes, headcount, needs, setupMinutes, teardownMinutes } = wish;
const tentative: Tentative = {
  ...{ durationMinutes, headcount, needs, setupMinutes, teardownMinutes },
  starts,
  preferredStart: '2026-07-01T01:00:00Z',
};

const propose: ActivityCommand = { type: 'ProposeActivity', activityId, details: details({ wish }) };
const granted = (revision = 1): ActivityCommand => ({
  type: 'TakeGrant',
  grant: { ...grant(revision), tentative },
  now,
});
const revise: ActivityCommand = { type: 'ReviseActivity', details: details({ wish, title: '改期的重温誓词' }) };
const cancel: ActivityCommand = { type: 'CancelActivity', now };
const announce: ActivityCommand = { type: 'AnnounceActivity', now };
const pin: ActivityCommand = { type: 'PinActivity' };
const whenDue = (at = due, revision = 1): ActivityCommand => ({ type: 'AnnounceWhenDue', revision, now: at });

const hour = (start: string) => ({ start, end: start.replace('00:00Z', '30:00Z') });
const placed = (start: string, allocationVersion: number, revision = 1) => {
  const { claims } = grant(revision);
  return { ...grant(revision), ...hour(start), claims, allocationVersion };
};
const move = (start = '2026-07-01T02:00:00Z', allocationVersion = 2, revision = 1): ActivityCommand => ({
  type: 'TakeMove',
  move: AllocationMoved.parse({
    ...placed(start, allocationVersion, revision),
    tentative,
    from: { ...hour('2026-07-01T01:00:00Z'), resourceIds: ['tianping-hall'] },
    because: { code: 'made-way' },
  }),
  now,
});
const fixed = (start = '2026-07-01T01:00:00Z', allocationVersion = 1, revision = 1): ActivityCommand => ({
  type: 'TakeFixed',
  fixed: AllocationFixed.parse(placed(start, allocationVersion, revision)),
  now,
});

/** Runs commands one after another, as the executor does: the last state, and what the last command led to. */
function after(...commands: ActivityCommand[]) {
  let state: ActivityState;
  let events: readonly ActivityEvent[] = [];
  for (const command of commands) {
    const decision = decide(command, state);
    if (!decision.ok) return { state, events: [], types: [], refusal: decision.refusal };
    events = decision.events;
    state = events.reduce(evolve, state);
  }
  return { state, events, types: events.map(({ type }) => type), refusal: undefined };
}

describe('what was given within several starts', () => {
  test('is confirmed with what it may still have, and with when it is announced', () => {
    expect(after(propose, granted()).events[0]).toMatchObject({
      type: 'ActivityConfirmed',
      data: { announced: false, announcesAt: due, mayStart: starts },
    });
  });

  test('says neither where it is fixed from the start', () => {
    const { events } = after(propose, { type: 'TakeGrant', grant: grant(1), now });
    expect(events[0]?.data).toMatchObject({ announced: true });
    for (const field of ['announcesAt', 'mayStart', 'allocationVersion'])
      expect(events[0]?.data).not.toHaveProperty(field);
  });

  test('is asked about when its time has come, and not a millisecond before', () => {
    expect(after(propose, granted(), whenDue('2026-06-24T00:59:59.999Z')).types).toEqual([]);
    expect(after(propose, granted(), whenDue()).events).toMatchObject([
      { type: 'FixingAsked', data: { because: 'lead', revision: 1, start: '2026-07-01T01:00:00Z' } },
    ]);
  });

  test('is announced once it is fixed, with the start it was fixed with', () => {
    const { events, state } = after(
      propose,
      granted(),
      move(),
      whenDue('2026-06-30T00:00:00Z'),
      fixed('2026-07-01T02:00:00Z', 2),
    );
    expect(events).toMatchObject([
      { type: 'ActivityAnnounced', data: { announced: true, start: '2026-07-01T02:00:00Z', displayRevision: 2 } },
    ]);
    expect(events[0]?.data).not.toHaveProperty('mayStart');
    expect(events[0]?.data).not.toHaveProperty('announcesAt');
    expect(state).toMatchObject({ status: 'confirmed', confirmed: { announced: true } });
  });

  test('owes an answer from the question to the fixing', () => {
    expect(isAnswered(after(propose, granted()).state)).toBe(true);
    expect(isAnswered(after(propose, granted(), announce).state)).toBe(false);
    expect(isAnswered(after(propose, granted(), announce, fixed()).state)).toBe(true);
  });

  test('is asked about once, however often its time comes or somebody asks', () => {
    expect(after(propose, granted(), whenDue(), whenDue()).types).toEqual([]);
    expect(after(propose, granted(), whenDue(), announce).types).toEqual([]);
    expect(after(propose, granted(), announce, fixed(), announce)).toMatchObject({ types: [], refusal: undefined });
    expect(after(propose, granted(), announce, fixed(), fixed()).types).toEqual([]);
  });
});

describe('a move', () => {
  test('tells what it was and why, and puts the announcement off by as much', () => {
    const { events } = after(propose, granted(), move());
    expect(events).toMatchObject([
      {
        type: 'ActivityMoved',
        data: {
          start: '2026-07-01T02:00:00Z',
          before: { start: '2026-07-01T01:00:00Z', end: '2026-07-01T01:30:00Z' },
          because: { code: 'made-way' },
          announced: false,
          announcesAt: '2026-06-24T02:00:00Z',
          allocationVersion: 2,
          displayRevision: 1,
        },
      },
    ]);
    expect(after(propose, granted(), move(), whenDue()).types).toEqual([]);
    expect(after(propose, granted(), move(), whenDue('2026-06-24T02:00:00Z')).types).toEqual(['FixingAsked']);
  });

  test('leaves nothing of itself in what stands', () => {
    const { confirmed } = after(propose, granted(), move()).state ?? {};
    for (const field of ['before', 'because']) expect(confirmed).not.toHaveProperty(field);
  });

  test('that is heard again, or after a later one, changes nothing', () => {
    expect(after(propose, granted(), move(), move()).types).toEqual([]);
    expect(after(propose, granted(), move('2026-07-01T01:30:00Z', 3), move()).types).toEqual([]);
  });

  test.each([
    ['of a revision that stands no more', [granted(), revise, granted(2), move()]],
    ['of what is cancelled', [granted(), cancel, move()]],
    ['of what is announced', [granted(), announce, fixed(), move()]],
  ])('%s changes nothing', (_, commands) => {
    expect(after(propose, ...commands).types).toEqual([]);
  });

  test('counts for what stands while a revision waits', () => {
    expect(after(propose, granted(), revise, move()).state).toMatchObject({
      awaitsAnswer: true,
      confirmed: { revision: 1, start: '2026-07-01T02:00:00Z' },
    });
  });
});

describe('pinning', () => {
  test('fixes what stands, and announces nothing', () => {
    const { events, state } = after(propose, granted(), pin, fixed());
    expect(events).toMatchObject([{ type: 'ActivityPinned', data: { announced: false, announcesAt: due } }]);
    expect(events[0]?.data).not.toHaveProperty('mayStart');
    expect(state).toMatchObject({ pinned: true, displayRevision: 0, confirmed: { announced: false } });
  });

  test('is announced when its time has come, or sooner, without another question', () => {
    expect(after(propose, granted(), pin, fixed(), whenDue()).types).toEqual(['ActivityAnnounced']);
    expect(after(propose, granted(), pin, fixed(), announce).types).toEqual(['ActivityAnnounced']);
  });

  test('is announced with its fixing when both were asked for', () => {
    expect(after(propose, granted(), pin, announce, fixed()).types).toEqual(['ActivityAnnounced']);
    expect(after(propose, granted(), announce, pin, fixed()).types).toEqual(['ActivityAnnounced']);
  });

  test('again, or of what is announced, changes nothing', () => {
    expect(after(propose, granted(), pin, pin).types).toEqual([]);
    expect(after(propose, granted(), pin, fixed(), pin)).toMatchObject({ types: [], refusal: undefined });
    expect(after(propose, granted(), announce, fixed(), pin)).toMatchObject({ types: [], refusal: undefined });
  });
});

describe('a newer revision', () => {
  test('begins anew: what was asked about the one before, or pinned, is over', () => {
    expect(after(propose, granted(), pin, fixed(), revise, granted(2)).state).toMatchObject({ pinned: false });
    const { state } = after(propose, granted(), revise, whenDue(), granted(2));
    expect(isAnswered(state)).toBe(true);
    expect(after(propose, granted(), whenDue(), revise, granted(2), fixed()).types).toEqual([]);
    expect(after(propose, granted(), revise, granted(2), whenDue()).types).toEqual([]);
  });

  test('that was declined leaves the one before to be announced', () => {
    const declined: ActivityCommand = { type: 'TakeRefusal', refusal: refusal(2) };
    expect(after(propose, granted(), revise, declined, whenDue()).types).toEqual(['FixingAsked']);
    expect(after(propose, granted(), revise, whenDue(), declined, fixed()).types).toEqual(['ActivityAnnounced']);
  });
});

describe.each([
  ['announcing', announce],
  ['pinning', pin],
])('%s', (_, order) => {
  test.each([
    ['what has no place', [], { code: 'not-confirmed' }],
    ['what is cancelled', [granted(), cancel], { code: 'already-cancelled' }],
    ['what may be about to change', [granted(), revise], { code: 'answer-pending', revision: 2 }],
    ['what is not what somebody was looking at', [granted()], { code: 'revision-mismatch', revision: 1 }],
  ])('%s is refused', (what, commands, expected) => {
    const command = what.includes('looking') ? { ...order, expectedRevision: 2 } : order;
    expect(after(propose, ...commands, command).refusal).toEqual(expected);
  });
});

test('nothing is asked about what is cancelled', () => {
  expect(after(propose, granted(), cancel, whenDue())).toMatchObject({ types: [], refusal: undefined });
  expect(after(propose, granted(), announce, cancel, fixed()).types).toEqual([]);
});
