import type { ResourceId } from '@huitang/contracts';
import { describe, expect, test } from '@jest/globals';
import type { ActivityState } from '../../src/domain/activity.ts';
import type { ActivityEvent } from '../../src/domain/activity-event.ts';
import { type ActivityCommand, decide } from '../../src/domain/decide.ts';
import { evolve } from '../../src/domain/evolve.ts';
import type { OrderingCommand } from '../../src/domain/ordering.ts';
import { activityId, details, grant, refusal } from './samples.ts';

const now = '2026-06-01T08:00:00.000Z';
const LATER = '2026-07-01T06:00:00Z';
const ordered = { by: 'manager-1', reason: '接待代表团' };
// The ids of the samples' center.
const [hall, small] = ['tianping-hall', 'tianping-small'] as unknown as readonly [ResourceId, ResourceId];

const starts = ['2026-07-01T01:00:00Z', '2026-07-01T02:00:00Z'];
const wish = { ...details().wish, starts, announceLeadMinutes: 7 * 1440 };
const propose: ActivityCommand = { type: 'ProposeActivity', activityId, details: details({ wish }) };
const granted = (revision = 1): ActivityCommand => ({ type: 'TakeGrant', grant: grant(revision), now });
const refused = (revision: number): ActivityCommand => ({ type: 'TakeRefusal', refusal: refusal(revision) });
const revise: ActivityCommand = { type: 'ReviseActivity', details: details({ title: '改期', headcount: 99 }) };
const cancel: ActivityCommand = { type: 'CancelActivity', now };
const order = (change: Partial<OrderingCommand> = {}): OrderingCommand => ({
  ...{ type: 'OrderPlace', ordered, displaces: false, ...change },
});
const override = (change: Partial<OrderingCommand> = {}) => order({ displaces: true, ...change });

function after(...commands: ActivityCommand[]) {
  let state: ActivityState;
  let events: readonly ActivityEvent[] = [];
  for (const command of commands) {
    const decision = decide(command, state);
    if (!decision.ok) return { state, events: [], refusal: decision.refusal };
    events = decision.events;
    state = events.reduce(evolve, state);
  }
  return { state, events, refusal: undefined };
}

const revised = (...commands: ActivityCommand[]) => {
  const event = after(...commands).events[0];
  if (event?.type !== 'ActivityRevised') throw new Error(`not revised: ${event?.type}`);
  return event.data;
};

describe('an order for another place', () => {
  test('is a wish for that start and those rooms, and says who ordered it', () => {
    const offerWithin = { from: '2026-06-02T00:00:00Z', to: '2026-08-01T00:00:00Z' };
    const event = revised(propose, granted(), order({ start: LATER, rooms: [small], offerWithin }));
    expect(event).toMatchObject({ revision: 2, ordered, title: '七月重温誓词', headcount: 30 });
    expect(event.wish).toEqual({
      ...details().wish,
      starts: [LATER],
      needs: [{ role: 'room', features: ['oath-wall'], resourceId: small }],
      offerWithin,
    });
  });

  test('leaves what it does not name as it stands', () => {
    expect(revised(propose, granted(), order({ start: LATER })).wish.needs).toMatchObject([{ resourceId: hall }]);
    expect(revised(propose, granted(), order({ rooms: [small] })).wish.starts).toEqual(['2026-07-01T01:00:00Z']);
  });

  test('gives several rooms in the order of what is needed, and leaves them open where others stand', () => {
    const needs: typeof wish.needs = [
      { role: 'guide', skills: [] },
      { role: 'room', features: ['oath-wall'] },
      { role: 'room', features: [] },
    ];
    const two: ActivityCommand = {
      type: 'ProposeActivity',
      activityId,
      details: details({ wish: { ...wish, needs } }),
    };
    expect(revised(two, granted(), order({ rooms: [small, hall] })).wish.needs).toEqual([
      { role: 'guide', skills: [] },
      { role: 'room', features: ['oath-wall'], resourceId: small },
      { role: 'room', features: [], resourceId: hall },
    ]);
    expect(revised(two, granted(), order({ start: LATER })).wish.needs).toEqual(needs);
  });

  test('begins from what stands, and not from a change that was refused', () => {
    const event = revised(propose, granted(), revise, refused(2), order({ start: LATER }));
    expect(event).toMatchObject({ revision: 3, title: '七月重温誓词', headcount: 30, wish: { headcount: 30 } });
  });

  test('is answered like any wish: refused, what stands stays', () => {
    const { state } = after(propose, granted(), order({ start: LATER }), refused(2));
    expect(state).toMatchObject({ status: 'confirmed', confirmed: { revision: 1 }, declined: { revision: 2 } });
    expect(after(propose, granted(), order({ start: LATER }), granted(2)).state).toMatchObject({
      confirmed: { revision: 2, announced: true },
    });
    expect(after(propose, granted(), order({ start: LATER }), granted(2)).state?.confirmed).not.toHaveProperty(
      'ordered',
    );
  });

  test('has nobody make way, also after one that had', () => {
    const event = revised(propose, granted(), override({ start: LATER }), granted(2), order({ start: LATER }));
    expect(event.wish).not.toHaveProperty('displaces');
  });

  test.each([
    ['what is cancelled', [granted(), cancel], order(), { code: 'already-cancelled' }],
    ['what owes an answer', [], override(), { code: 'answer-pending', revision: 1 }],
    ['what has no place', [refused(1)], order(), { code: 'not-confirmed' }],
    [
      'what somebody saw otherwise',
      [granted()],
      order({ expectedRevision: 2 }),
      { code: 'revision-mismatch', revision: 1 },
    ],
    [
      'more rooms than it needs',
      [granted()],
      order({ rooms: [hall, small] }),
      { code: 'rooms-do-not-match', needed: 1 },
    ],
  ] as const)('is refused for %s', (_, commands, command, expected) => {
    expect(after(propose, ...commands, command).refusal).toEqual(expected);
  });
});

describe('an override', () => {
  test('has others make way', () => {
    expect(revised(propose, granted(), override({ start: LATER }))).toMatchObject({
      ordered,
      wish: { displaces: true },
    });
  });

  test('is also for what was declined, at its first start unless it names another', () => {
    expect(revised(propose, refused(1), override()).wish).toMatchObject({
      starts: ['2026-07-01T01:00:00Z'],
      displaces: true,
      needs: [{ role: 'room', features: ['oath-wall'] }],
    });
    expect(after(propose, refused(1), override(), granted(2)).state).toMatchObject({ status: 'confirmed' });
  });
});

test('pinning by staff says that they ordered it', () => {
  const tentative = { ...wish, preferredStart: '2026-07-01T01:00:00Z' };
  const within: ActivityCommand = { type: 'TakeGrant', grant: { ...grant(1), tentative }, now };
  expect(after(propose, within, { type: 'PinActivity', ordered }).events).toMatchObject([
    { type: 'FixingAsked', data: { because: 'pinned', ordered } },
  ]);
  expect(after(propose, within, { type: 'PinActivity' }).events[0]?.data).not.toHaveProperty('ordered');
});
