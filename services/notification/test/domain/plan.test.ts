import { describe, expect, test } from '@jest/globals';
import { keyOf } from '../../src/domain/delivery.ts';
import { type ActivityEvent, type KnownActivity, knownAfter } from '../../src/domain/known-activity.ts';
import { planFor } from '../../src/domain/plan.ts';
import {
  announced,
  cancelled,
  confirmed,
  declined,
  deferred,
  displaced,
  moved,
  NOW,
  proposed,
  revisionDeclined,
  START,
  unplaced,
} from '../given.ts';

const cause = { eventId: 'activity/1@1.0', commandId: 'command' };
const HOUR_MS = 3_600_000;
const startMs = Date.parse(START);

const proposal: ActivityEvent = { type: 'ActivityProposed', data: proposed() };
const confirmation = (change = {}): ActivityEvent => ({ type: 'ActivityConfirmed', data: confirmed(change) });
const cancellation = (change = {}): ActivityEvent => ({ type: 'ActivityCancelled', data: cancelled(change) });

const known = (...events: ActivityEvent[]): KnownActivity => {
  const after = events.reduce<KnownActivity | undefined>(knownAfter, undefined);
  if (!after) throw new Error('no events');
  return after;
};

/** What the last of these events plans, as `message state at`. */
function planned(now: number, ...events: ActivityEvent[]): string[] {
  const last = events.at(-1) ?? proposal;
  return planFor(last, known(...events), cause, now).map(({ message, state, reason, at }) =>
    [message, reason ?? state, at].join(' '),
  );
}

describe('a plan', () => {
  test('has nothing for a wish that is not answered', () => {
    expect(planned(NOW, proposal)).toEqual([]);
    expect(planned(NOW, proposal, { type: 'ActivityRevised', data: proposed({ revision: 2 }) })).toEqual([]);
  });

  test('says that a wish waits in a round, as long as that is not published', () => {
    const waits: ActivityEvent = { type: 'ActivityDeferred', data: deferred() };
    expect(planned(NOW, proposal, waits)).toEqual(['deferred planned 2026-06-28T08:00:00.000Z']);
    const publishes = Date.parse(deferred().round.publishesAt);
    expect(planned(publishes, proposal, waits)[0]).toContain('deferred too-late');
  });

  test('has a confirmation at once and two reminders', () => {
    expect(planned(NOW, proposal, confirmation())).toEqual([
      'confirmed planned 2026-06-28T08:00:00.000Z',
      'reminder-day planned 2026-07-01T01:00:00.000Z',
      'reminder-hour planned 2026-07-02T00:00:00.000Z',
    ]);
  });

  const reminders = (now: number): string[] =>
    planned(now, confirmation())
      .slice(1)
      .map((text) => text.split(' ')[1] ?? '');

  test.each([
    [24 * HOUR_MS + 1, ['planned', 'planned']],
    [24 * HOUR_MS, ['planned', 'planned']],
    [24 * HOUR_MS - 1, ['too-late', 'planned']],
    [HOUR_MS, ['too-late', 'planned']],
    [HOUR_MS - 1, ['too-late', 'too-late']],
    [0, ['too-late', 'too-late']],
  ])('made %d ms before the start leaves out reminders whose moment is past', (before, states) => {
    expect(reminders(startMs - before)).toEqual(states);
  });

  test('has no confirmation of what has begun', () => {
    expect(planned(startMs - 1, confirmation())[0]).toContain('confirmed planned');
    expect(planned(startMs, confirmation())[0]).toContain('confirmed too-late');
  });

  test('calls a later revision a change', () => {
    expect(planned(NOW, confirmation(), confirmation({ revision: 2 }))[0]).toContain('changed planned');
  });

  test('tells what is held instead until it begins, and what has no place until it would have been over', () => {
    const held: ActivityEvent = { type: 'ActivityDisplaced', data: displaced() };
    const gone: ActivityEvent = { type: 'ActivityUnplaced', data: unplaced() };
    expect(planned(NOW, confirmation(), held)).toEqual(['displaced planned 2026-06-28T08:00:00.000Z']);
    expect(planned(NOW, confirmation(), gone)).toEqual(['unplaced planned 2026-06-28T08:00:00.000Z']);
    expect(planned(Date.parse('2026-07-02T06:00:00Z'), confirmation(), held)[0]).toContain('displaced too-late');
    expect(planned(Date.parse('2026-07-02T02:15:00Z'), confirmation(), gone)[0]).toContain('unplaced too-late');
  });

  test('of what is announced after it was displaced has keys of its own, so that reminders come again', () => {
    const held: ActivityEvent = { type: 'ActivityDisplaced', data: displaced() };
    const { before: _, because: __, ordered: ___, nearest: ____, announcesAt: _____, ...place } = displaced();
    const accepted: ActivityEvent = {
      type: 'ActivityAnnounced',
      data: announced({ ...place, announced: true, wasDisplaced: true }),
    };
    const first = planFor(confirmation(), known(confirmation()), cause, NOW);
    const second = planFor(accepted, known(confirmation(), held, accepted), cause, NOW);
    expect(second.map(({ message, at }) => `${message} ${at}`)).toEqual([
      'announced 2026-06-28T08:00:00.000Z',
      'reminder-day 2026-07-01T06:00:00.000Z',
      'reminder-hour 2026-07-02T05:00:00.000Z',
    ]);
    expect(new Set([...first, ...second].map(keyOf)).size).toBe(6);
  });

  test('reminds of nothing that may still move, and of everything from its announcement on', () => {
    const tentative = confirmation({ announced: false, announcesAt: '2026-06-30T01:00:00Z' });
    const move: ActivityEvent = { type: 'ActivityMoved', data: moved() };
    expect(planned(NOW, tentative)).toEqual(['confirmed planned 2026-06-28T08:00:00.000Z']);
    expect(planned(NOW, tentative, move)).toEqual(['moved planned 2026-06-28T08:00:00.000Z']);
    expect(planned(NOW, tentative, { type: 'ActivityPinned', data: confirmed({ announced: false }) })).toEqual([]);
    const late = Date.parse('2026-07-01T12:00:00Z');
    expect(planned(late, tentative, { type: 'ActivityAnnounced', data: announced() })).toEqual([
      'announced planned 2026-07-01T12:00:00.000Z',
      `reminder-day too-late ${new Date(late).toISOString()}`,
      'reminder-hour planned 2026-07-02T00:00:00.000Z',
    ]);
  });

  test('has a message of its own for every move, and none for one that a later move has overtaken', () => {
    const move = (allocationVersion: number): ActivityEvent => ({
      type: 'ActivityMoved',
      data: moved({ allocationVersion }),
    });
    const tentative = confirmation({ announced: false });
    const keys = [2, 3]
      .flatMap((version) => planFor(move(version), known(tentative, move(version)), cause, NOW))
      .map(keyOf);
    expect(new Set(keys).size).toBe(2);
    const [first] = planFor(move(2), known(tentative, move(2), move(3)), cause, NOW);
    expect(first).toMatchObject({ state: 'dropped', reason: 'overtaken' });
  });

  test('has one message for an answer that says no', () => {
    expect(planned(NOW, proposal, { type: 'ActivityDeclined', data: declined() })).toEqual([
      'declined planned 2026-06-28T08:00:00.000Z',
    ]);
    const no: ActivityEvent = { type: 'ActivityRevisionDeclined', data: revisionDeclined() };
    expect(planned(NOW, confirmation(), no)).toEqual(['revision-declined planned 2026-06-28T08:00:00.000Z']);
  });

  test('has a cancellation for what had a place and is not over', () => {
    expect(planned(NOW, confirmation(), cancellation())).toEqual(['cancelled planned 2026-06-28T08:00:00.000Z']);
    expect(planned(Date.parse('2026-07-02T02:15:00Z'), confirmation(), cancellation())[0]).toContain('too-late');
    expect(planned(NOW, proposal, cancellation({ wasConfirmed: false }))).toEqual([]);
  });

  test.each([
    confirmation({ notify: false }),
    cancellation({ notify: false }),
    { type: 'ActivityDeclined', data: declined({ notify: false }) } as ActivityEvent,
  ])('has nothing for imported history', (event) => {
    expect(planned(NOW, event)).toEqual([]);
  });

  test('has the same keys however much more is known, so that a replay plans nothing new', () => {
    const events = [proposal, confirmation(), confirmation({ revision: 2 }), cancellation({ revision: 2 })];
    const newest = known(...events);
    events.forEach((event, index) => {
      const then = planFor(event, known(...events.slice(0, index + 1)), cause, NOW).map(keyOf);
      const now = planFor(event, newest, cause, startMs + HOUR_MS).map(keyOf);
      expect(now).toEqual(then);
    });
  });

  test('of an event that was overtaken long ago is dropped at once', () => {
    const newest = known(proposal, confirmation(), cancellation());
    const states = planFor(confirmation(), newest, cause, NOW).map(({ reason }) => reason);
    expect(states).toEqual(['cancelled', 'cancelled', 'cancelled']);
  });

  test('keeps the event and the command it follows from', () => {
    expect(planFor(confirmation(), known(confirmation()), cause, NOW)[0]).toMatchObject(cause);
  });
});
