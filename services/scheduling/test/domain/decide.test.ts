import { describe, expect, test } from '@jest/globals';
import type { ActivityState } from '../../src/domain/activity.ts';
import type { ActivityEvent } from '../../src/domain/activity-event.ts';
import { type ActivityCommand, decide } from '../../src/domain/decide.ts';
import { evolve } from '../../src/domain/evolve.ts';
import { activityId, details, grant, refusal } from './samples.ts';

const now = '2026-06-01T08:00:00.000Z';

/** Runs commands one after another, as the executor does, and returns all events with the last decision. */
function after(...commands: ActivityCommand[]) {
  let state: ActivityState;
  let events: readonly ActivityEvent[] = [];
  for (const command of commands) {
    const decision = decide(command, state);
    if (!decision.ok) return { state, events: [] as readonly ActivityEvent[], refusal: decision.refusal };
    events = decision.events;
    state = events.reduce(evolve, state);
  }
  return { state, events, refusal: undefined };
}

const propose: ActivityCommand = { type: 'ProposeActivity', activityId, details: details() };
const granted = (revision: number): ActivityCommand => ({ type: 'TakeGrant', grant: grant(revision), now });
const refused = (revision: number): ActivityCommand => ({ type: 'TakeRefusal', refusal: refusal(revision) });
const revise = (expectedRevision?: number): ActivityCommand => ({
  type: 'ReviseActivity',
  details: details({ title: '改期的重温誓词' }),
  ...(expectedRevision !== undefined && { expectedRevision }),
});
const cancel: ActivityCommand = { type: 'CancelActivity', now };

describe('an activity', () => {
  test('is confirmed by the grant of its wish, and then shows what was granted', () => {
    const { state, events } = after(propose, granted(1));
    expect(events.map(({ type }) => type)).toEqual(['ActivityConfirmed']);
    expect(state).toMatchObject({ status: 'confirmed', awaitsAnswer: false, displayRevision: 0 });
    expect(state?.confirmed).toMatchObject({ setupMinutes: 15, start: '2026-07-01T01:00:00Z', announced: true });
  });

  test('is declined by a refusal, and keeps its reasons', () => {
    const { state } = after(propose, refused(1));
    expect(state).toMatchObject({ status: 'declined', declined: { revision: 1, reasons: [{ code: 'taken' }] } });
  });

  test('can be proposed once', () => {
    expect(after(propose, propose).refusal).toEqual({ code: 'already-proposed' });
  });

  test('keeps what was confirmed while a revision waits and when it is refused', () => {
    const waiting = after(propose, granted(1), revise());
    expect(waiting.state).toMatchObject({ status: 'confirmed', awaitsAnswer: true, wished: { revision: 2 } });
    const { state, events } = after(propose, granted(1), revise(), refused(2));
    expect(events[0]).toMatchObject({ type: 'ActivityRevisionDeclined', data: { keeps: 1, revision: 2 } });
    expect(state).toMatchObject({ status: 'confirmed', confirmed: { revision: 1, title: '七月重温誓词' } });
  });

  test('raises the display revision with every confirmation and with its cancellation, never with a refusal', () => {
    const { state } = after(propose, granted(1), revise(), refused(2), revise(), granted(3));
    expect(state?.displayRevision).toBe(1);
    expect(after(propose, granted(1), revise(), granted(2), cancel).events[0]).toMatchObject({
      type: 'ActivityCancelled',
      data: { displayRevision: 2, wasConfirmed: true, revision: 2 },
    });
  });

  test('ignores answers to old revisions, repeated answers, and answers after its cancellation', () => {
    expect(after(propose, refused(1), revise(), granted(1)).events).toEqual([]);
    expect(after(propose, granted(1), granted(1)).events).toEqual([]);
    expect(after(propose, granted(1), refused(1)).state?.status).toBe('confirmed');
    expect(after(propose, cancel, granted(1)).state?.status).toBe('cancelled');
  });

  test('answers one question at a time', () => {
    expect(after(propose, revise()).refusal).toEqual({ code: 'answer-pending', revision: 1 });
  });

  test('is revised only by who has seen its newest revision', () => {
    expect(after(propose, granted(1), revise(2)).refusal).toEqual({ code: 'revision-mismatch', revision: 1 });
    expect(after(propose, granted(1), revise(1)).state?.wished.revision).toBe(2);
  });

  test('stays in its center', () => {
    const elsewhere: ActivityCommand = {
      type: 'ReviseActivity',
      details: details({ centerId: 'xuhui-riverside' as never }),
    };
    expect(after(propose, granted(1), elsewhere).refusal).toEqual({ code: 'other-center', centerId: 'tianping' });
  });

  test('is cancelled once; a second time changes nothing; cancelled is the end', () => {
    expect(after(propose, cancel, cancel).events).toEqual([]);
    expect(after(propose, cancel, revise()).refusal).toEqual({ code: 'already-cancelled' });
    expect(after(cancel).refusal).toEqual({ code: 'unknown-activity' });
  });

  test('shows nothing of a refused revision when it is cancelled', () => {
    const { events } = after(propose, granted(1), revise(), refused(2), cancel);
    expect(events[0]).toMatchObject({ data: { title: '七月重温誓词', revision: 2, wasConfirmed: true } });
  });
});
