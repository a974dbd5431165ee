import { AllocationDeferred } from '@huitang/contracts';
import { describe, expect, test } from '@jest/globals';
import type { ActivityState } from '../../src/domain/activity.ts';
import type { ActivityEvent } from '../../src/domain/activity-event.ts';
import { type ActivityCommand, decide } from '../../src/domain/decide.ts';
import { roundOf } from '../../src/domain/deferring.ts';
import { evolve } from '../../src/domain/evolve.ts';
import { activityDocument } from '../../src/representation.ts';
import { activityId, details, grant, refusal } from './samples.ts';

const now = '2026-06-01T08:00:00.000Z';
const round = { date: '2026-07-01', closesAt: '2026-06-10T10:00:00Z', publishesAt: '2026-06-12T01:00:00Z' };

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
const deferred = (revision = 1, change = {}): ActivityCommand => ({
  type: 'TakeDeferral',
  deferral: AllocationDeferred.parse({ activityId, revision, centerId: 'tianping', ...round, ...change }),
});
const granted = (revision: number): ActivityCommand => ({ type: 'TakeGrant', grant: grant(revision), now });
const refused = (revision: number): ActivityCommand => ({ type: 'TakeRefusal', refusal: refusal(revision) });
const revise: ActivityCommand = { type: 'ReviseActivity', details: details({ title: '改期的重温誓词' }) };
const cancel: ActivityCommand = { type: 'CancelActivity', now };

const shown = ({ state }: ReturnType<typeof after>) => state && activityDocument(state, () => undefined);

describe('a wish that waits in a round', () => {
  test('says so, with until when, and is answered as any other', () => {
    const waiting = after(propose, deferred());
    expect(waiting.events).toMatchObject([{ type: 'ActivityDeferred', data: { revision: 1, round } }]);
    expect(shown(waiting)).toMatchObject({ status: 'proposed', awaitsAnswer: true, round });
    for (const answer of [granted(1), refused(1), cancel]) {
      expect(shown(after(propose, deferred(), answer))).not.toHaveProperty('round');
    }
  });

  test('says it once for each round, and nothing of a revision that is not asked any more', () => {
    expect(after(propose, deferred(), deferred()).events).toEqual([]);
    expect(after(propose, deferred(), deferred(1, { date: '2026-07-02' })).events).toHaveLength(1);
    expect(after(propose, granted(1), deferred()).events).toEqual([]);
    expect(after(propose, deferred(), revise, deferred()).events).toEqual([]);
    expect(after(propose, deferred(), cancel, deferred()).events).toEqual([]);
  });

  test('may be asked for otherwise, which waits for an answer as one that never waited does not allow', () => {
    expect(after(propose, revise).refusal).toMatchObject({ code: 'answer-pending' });
    const revised = after(propose, deferred(), revise);
    expect(revised.state).toMatchObject({ wished: { revision: 2 }, awaitsAnswer: true });
    expect(revised.state && roundOf(revised.state)).toBeUndefined();
    expect(after(propose, deferred(), revise, revise).refusal).toMatchObject({ code: 'answer-pending' });
  });
});

test('staff may order a place for what waits; for what is about to be answered they may not', () => {
  const order: ActivityCommand = {
    type: 'OrderPlace',
    ordered: { by: 'manager-1', reason: 'a delegation comes' },
    displaces: true,
  };
  expect(after(propose, order).refusal).toMatchObject({ code: 'answer-pending' });
  expect(after(propose, deferred(), order).events).toMatchObject([{ type: 'ActivityRevised', data: { revision: 2 } }]);
});

describe('one that was granted when a newer one had been asked for', () => {
  test('stands until the newer one is granted', () => {
    const crossed = after(propose, deferred(), revise, granted(1));
    expect(crossed.events).toMatchObject([{ type: 'ActivityConfirmed', data: { revision: 1, title: '七月重温誓词' } }]);
    expect(crossed.state).toMatchObject({ status: 'confirmed', awaitsAnswer: true, wished: { revision: 2 } });
    expect(after(propose, deferred(), revise, granted(1), granted(2)).state).toMatchObject({
      confirmed: { revision: 2 },
      awaitsAnswer: false,
      waiting: [],
    });
    expect(after(propose, deferred(), revise, granted(1), refused(2)).events).toMatchObject([
      { type: 'ActivityRevisionDeclined', data: { keeps: 1, revision: 2 } },
    ]);
  });

  test('stands also when it is heard of after the newer one was declined, which stays told', () => {
    const { state } = after(propose, deferred(), revise, refused(2), granted(1));
    expect(state).toMatchObject({
      status: 'confirmed',
      confirmed: { revision: 1 },
      declined: { revision: 2 },
      awaitsAnswer: false,
    });
  });

  test('stands beside a newer one that waits in a round itself', () => {
    const { state } = after(propose, deferred(), revise, deferred(2, { date: '2026-07-02' }), granted(1));
    expect(state).toMatchObject({
      confirmed: { revision: 1 },
      awaitsAnswer: true,
      waiting: [{ wish: { revision: 2 } }],
    });
  });

  test('is nothing any more when the newer one was granted first, or it was cancelled', () => {
    expect(after(propose, deferred(), revise, granted(2), granted(1)).events).toEqual([]);
    expect(after(propose, deferred(), revise, cancel, granted(1)).events).toEqual([]);
  });

  test('is ignored when it never waited: nobody could have asked for another', () => {
    expect(after(propose, granted(1), revise, granted(1)).events).toEqual([]);
  });
});
