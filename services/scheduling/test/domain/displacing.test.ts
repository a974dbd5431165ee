import { AllocationDisplaced, AllocationFixed, AllocationMoved } from '@huitang/contracts';
import { describe, expect, test } from '@jest/globals';
import { type ActivityState, isAnswered } from '../../src/domain/activity.ts';
import type { ActivityEvent } from '../../src/domain/activity-event.ts';
import { type ActivityCommand, decide } from '../../src/domain/decide.ts';
import { acceptBy } from '../../src/domain/displacing.ts';
import { evolve } from '../../src/domain/evolve.ts';
import { activityId, details, grant, refusal } from './samples.ts';

const now = '2026-06-01T08:00:00.000Z';
const secondsLater = (seconds: number): string => new Date(Date.parse(now) + seconds * 1_000).toISOString();
const by = '2026-06-03T08:01:00Z';
const starts = ['2026-07-01T01:00:00Z', '2026-07-01T02:00:00Z'];
const wish = { ...details().wish, starts, announceLeadMinutes: 7 * 1440 };
const { durationMinutes, headcount, needs, setupMinutes, teardownMinutes } = wish;
const terms = { durationMinutes, headcount, needs, setupMinutes, teardownMinutes };
const tentative = { ...terms, starts, preferredStart: '2026-07-01T01:00:00Z' };

const at = (start: string) => ({ ...grant(1), start, end: start.replace('00:00Z', '30:00Z') });
const placeOf = ({ start, end, claims }: ReturnType<typeof at>) => ({ start, end, claims });
const LATER = '2026-07-01T06:00:00Z';
const because = { code: 'closed-for', values: { reason: '空调检修' } };
const ordered = { by: 'manager-1', reason: '空调检修' };
const nearest = [
  { centerId: 'tianping', start: LATER, end: '2026-07-01T06:30:00Z', resourceIds: ['tianping-small'], relaxed: [] },
];

const displacement = (allocationVersion: number, held: string | undefined, revision = 1): ActivityCommand => ({
  type: 'TakeDisplacement',
  displaced: AllocationDisplaced.parse({
    ...{ activityId, revision, centerId: 'tianping', centerVersion: 2, allocationVersion },
    ...{ from: placeOf(grant(1)), because, ordered, nearest },
    ...(held && { held: { ...at(held), movedMinutes: 300, wastedSeats: 10 } }),
  }),
  now,
});
const held = (allocationVersion = 2, start = LATER, revision = 1) => displacement(allocationVersion, start, revision);
const nothing = (allocationVersion = 2, revision = 1) => displacement(allocationVersion, undefined, revision);

const propose: ActivityCommand = { type: 'ProposeActivity', activityId, details: details({ wish }) };
const granted = (revision = 1): ActivityCommand => ({ type: 'TakeGrant', grant: grant(revision), now });
const within: ActivityCommand = { type: 'TakeGrant', grant: { ...grant(1), tentative }, now };
const refused = (revision: number): ActivityCommand => ({ type: 'TakeRefusal', refusal: refusal(revision) });
const revise: ActivityCommand = { type: 'ReviseActivity', details: details({ title: '改期的重温誓词' }) };
const cancel: ActivityCommand = { type: 'CancelActivity', now };
const announce: ActivityCommand = { type: 'AnnounceActivity', now };
const pin: ActivityCommand = { type: 'PinActivity' };
const whenDue = (when: string): ActivityCommand => ({ type: 'AnnounceWhenDue', revision: 1, now: when });
const fixed: ActivityCommand = {
  type: 'TakeFixed',
  fixed: AllocationFixed.parse({ ...grant(1), allocationVersion: 1 }),
  now,
};
const move: ActivityCommand = {
  type: 'TakeMove',
  move: AllocationMoved.parse({
    ...grant(1),
    ...{ allocationVersion: 2, tentative, because: { code: 'made-way' } },
    from: { start: starts[0], end: starts[1], resourceIds: ['tianping-hall'] },
  }),
  now,
};

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

/** Everything that may have gone before, and has a place that can be taken away. */
const standing: readonly (readonly [string, readonly ActivityCommand[]])[] = [
  ['announced', [propose, granted()]],
  ['tentative', [propose, within]],
  ['tentative, and being announced', [propose, within, announce]],
  ['tentative, and being pinned', [propose, within, pin]],
  ['pinned', [propose, within, pin, fixed]],
  ['announced in its time', [propose, within, announce, fixed]],
  ['granted, and its change was refused', [propose, granted(), revise, refused(2)]],
  ['to be changed', [propose, granted(), revise]],
];

/** And what has none, or not that one. */
const without: readonly (readonly [string, readonly ActivityCommand[]])[] = [
  ['declined', [propose, refused(1)]],
  ['cancelled', [propose, granted(), cancel]],
  ['cancelled before its answer', [propose, cancel]],
  ['granted something else since', [propose, granted(), revise, granted(2)]],
  ['displaced to there already', [propose, granted(), held()]],
  ['displaced further since', [propose, granted(), held(3)]],
  ['without its place already', [propose, granted(), nothing()]],
];

describe.each(standing)('what is %s and loses its place', (name, commands) => {
  test('has what is held for it, pinned and not announced, until it is answered', () => {
    // All of it happens in one moment: each time it is shown anew is a second of its own.
    const revision = (after(...commands).state?.displayRevision ?? 0) + 1;
    const { state, events } = after(...commands, held());
    expect(events).toMatchObject([
      {
        type: 'ActivityDisplaced',
        data: {
          ...{ revision: 1, start: LATER, announced: false, announcesAt: by, allocationVersion: 2 },
          ...{ because, ordered, nearest, before: { start: '2026-07-01T01:00:00Z' }, title: '七月重温誓词' },
          ...{ displayRevision: revision, displayChangedAt: secondsLater(revision) },
        },
      },
    ]);
    for (const field of ['mayStart', 'ordered']) expect(state?.confirmed).not.toHaveProperty(field);
    expect(state).toMatchObject({
      ...{ status: 'confirmed', pinned: true, awaitsAnswer: name === 'to be changed' },
      ...{ confirmed: { start: LATER, announced: false }, displaced: { because, ordered } },
    });
    expect(state).not.toHaveProperty('fixing');
  });

  test('has nothing where nothing is held for it', () => {
    const { state, events } = after(...commands, nothing());
    expect(events).toMatchObject([{ type: 'ActivityUnplaced', data: { because, ordered, nearest, revision: 1 } }]);
    const isPending = name === 'to be changed';
    expect(state).toMatchObject({
      ...{ status: isPending ? 'proposed' : 'declined', awaitsAnswer: isPending, pinned: false },
      declined: { revision: 1, reasons: [because], nearest },
    });
    for (const field of ['confirmed', 'granted', 'displaced', 'fixing']) expect(state).not.toHaveProperty(field);
  });
});

test('why is told in what staff have said, also where only who ordered it says so', () => {
  const { displaced } = held() as Extract<ActivityCommand, { type: 'TakeDisplacement' }>;
  const plain = {
    type: 'TakeDisplacement',
    displaced: { ...displaced, because: { code: 'closed-for' } },
    now,
  } as const;
  expect(after(propose, granted(), plain).state).toMatchObject({ displaced: { because } });
});

test.each(without)('of what is %s, a displacement changes nothing', (_, commands) => {
  for (const command of [held(), nothing()])
    expect(after(...commands, command)).toMatchObject({ types: [], refusal: undefined });
});

describe('a displacement that is heard of before its grant', () => {
  test('is the answer, and the grant says nothing new', () => {
    const { state, types } = after(propose, held());
    expect(types).toEqual(['ActivityDisplaced']);
    expect(state).toMatchObject({ awaitsAnswer: false, displayRevision: 0, granted: { revision: 1 } });
    expect(after(propose, held(), granted()).types).toEqual([]);
    expect(after(propose, nothing()).state).toMatchObject({ status: 'declined', awaitsAnswer: false });
    expect(after(propose, nothing(), granted()).types).toEqual([]);
  });
});

describe('what was displaced', () => {
  const displaced = [propose, granted(), held()];

  test('is accepted by announcing it, without asking anybody', () => {
    const { state, events } = after(...displaced, announce);
    expect(events).toMatchObject([
      { type: 'ActivityAnnounced', data: { start: LATER, announced: true, wasDisplaced: true, displayRevision: 2 } },
    ]);
    expect(state).not.toHaveProperty('displaced');
    expect(state?.confirmed).not.toHaveProperty('wasDisplaced');
    expect(isAnswered(state)).toBe(true);
  });

  test('is accepted by silence, and not a millisecond before', () => {
    expect(after(...displaced, whenDue('2026-06-03T08:00:59.999Z')).types).toEqual([]);
    expect(after(...displaced, whenDue(by)).events).toMatchObject([
      { type: 'ActivityAnnounced', data: { wasDisplaced: true } },
    ]);
  });

  test('is not announced by what was due for the place it had', () => {
    expect(after(propose, within, held(), whenDue('2026-06-02T00:00:00Z')).types).toEqual([]);
  });

  test('is pinned, and neither moves nor is fixed by what comes late', () => {
    for (const command of [pin, move, fixed])
      expect(after(...displaced, command)).toMatchObject({ types: [], refusal: undefined });
  });

  test('is answered by another wish: granted it has that, refused it keeps what is held', () => {
    const { state } = after(...displaced, revise, granted(2));
    expect(state).toMatchObject({ status: 'confirmed', pinned: false, displayRevision: 2 });
    expect(state).not.toHaveProperty('displaced');
    expect(after(...displaced, revise, refused(2)).state).toMatchObject({
      status: 'confirmed',
      confirmed: { revision: 1, start: LATER },
      displaced: { because },
    });
  });

  test('is answered by cancelling', () => {
    const { state, events } = after(...displaced, cancel);
    expect(events).toMatchObject([{ type: 'ActivityCancelled', data: { wasConfirmed: true, displayRevision: 2 } }]);
    expect(state).not.toHaveProperty('displaced');
    expect(after(...displaced, cancel, whenDue(by)).types).toEqual([]);
  });

  test('is displaced again, also after it was accepted', () => {
    for (const commands of [displaced, [...displaced, announce]]) {
      const { state, types } = after(...commands, held(3, '2026-07-01T09:00:00Z'));
      expect(types).toEqual(['ActivityDisplaced']);
      expect(state).toMatchObject({ confirmed: { announced: false, allocationVersion: 3 }, displaced: { because } });
      expect(after(...commands, nothing(3)).types).toEqual(['ActivityUnplaced']);
      expect(after(...commands, nothing(3)).state).not.toHaveProperty('displaced');
    }
  });
});

describe('what has lost its place for good', () => {
  const unplaced = [propose, granted(), nothing()];

  test('cannot be announced or pinned', () => {
    for (const command of [announce, pin])
      expect(after(...unplaced, command).refusal).toEqual({ code: 'not-confirmed' });
    expect(after(...unplaced, whenDue(by)).types).toEqual([]);
  });

  test('is revised into a place again, shown with a higher number', () => {
    expect(after(...unplaced, revise, granted(2)).state).toMatchObject({ status: 'confirmed', displayRevision: 2 });
    expect(after(...unplaced, revise, refused(2)).types).toEqual(['ActivityDeclined']);
  });

  test('while a change was pending has what that is answered', () => {
    expect(after(propose, granted(), revise, nothing(), granted(2)).state).toMatchObject({ status: 'confirmed' });
    expect(after(propose, granted(), revise, nothing(), refused(2)).types).toEqual(['ActivityDeclined']);
  });

  test('is cancelled without anything being called off that is still shown', () => {
    expect(after(...unplaced, cancel).events).toMatchObject([
      { type: 'ActivityCancelled', data: { wasConfirmed: false, displayRevision: 1 } },
    ]);
  });
});

test.each([
  ['two days from the next full minute', '2026-07-01T06:00:00Z', '2026-06-03T08:01:00Z'],
  ['a day before the start', '2026-06-03T20:00:00Z', '2026-06-02T20:00:00Z'],
  ['an hour ahead at least', '2026-06-02T00:00:00Z', '2026-06-01T09:01:00Z'],
  ['the start at most', '2026-06-01T08:30:00Z', '2026-06-01T08:30:00Z'],
])('an organizer can answer until %s', (_, start, expected) => {
  expect(acceptBy(now, start)).toBe(expected);
});

describe('an answer to what is displaced', () => {
  type Answer = Extract<
    ActivityCommand,
    { type: 'AnnounceActivity' | 'CancelActivity' | 'ReviseActivity' | 'PinActivity' }
  >;
  const answers: readonly (readonly [string, Answer])[] = [
    ['announce', { type: 'AnnounceActivity', now }],
    ['cancel', { type: 'CancelActivity', now }],
    ['revise', { type: 'ReviseActivity', details: details() }],
    ['pin', { type: 'PinActivity' }],
  ];
  const seenAt = (command: Answer, expectedChange?: number): ActivityCommand => ({
    ...command,
    expectedRevision: 1,
    ...(expectedChange !== undefined && { expectedChange }),
  });

  test.each(answers)('%s is stale where its sender last saw it before', (_, command) => {
    const mismatch = { code: 'revision-mismatch', revision: 1 };
    expect(after(propose, granted(), held(), seenAt(command, 2)).refusal).toEqual(mismatch);
    // They have seen where it was first put, and not that this is over, too.
    expect(after(propose, granted(), held(), held(3), seenAt(command, 3)).refusal).toEqual(mismatch);
    expect(after(propose, granted(), nothing(), seenAt(command, 2)).refusal).toEqual(mismatch);
  });

  test.each(answers)('%s is taken from who has seen it, or does not tell', (_, command) => {
    for (const asked of [seenAt(command, 3), seenAt(command), command])
      expect(after(propose, granted(), held(), asked).refusal).toBeUndefined();
  });

  test('is not stale for what is nobody’s question: a move inside what was offered', () => {
    expect(after(propose, within, move, seenAt({ type: 'AnnounceActivity', now }, 2)).refusal).toBeUndefined();
  });
});
