import { describe, expect, test } from '@jest/globals';
import type { Delivery } from '../../src/domain/delivery.ts';
import { type ActivityEvent, type KnownActivity, knownAfter } from '../../src/domain/known-activity.ts';
import { type MessageName, messageNames } from '../../src/domain/message.ts';
import { verdictOn } from '../../src/domain/verdict.ts';
import {
  announced,
  cancelled,
  confirmed,
  declined,
  deferred,
  displaced,
  idOf,
  moved,
  NOW,
  proposed,
  revisionDeclined,
  unplaced,
} from '../given.ts';

const delivery = (message: MessageName, revision: number, uselessAt?: string): Delivery => ({
  activityId: idOf(1),
  revision,
  message,
  recipient: 'organization/hengshan-branch',
  state: 'planned',
  attempts: 0,
  tellAt: '2026-06-28T08:00:00.000Z',
  at: '2026-06-28T08:00:00.000Z',
  eventId: 'e',
  commandId: 'c',
  ...(uselessAt && { uselessAt }),
});

type Step = 'confirm' | 'decline' | 'cancel';

const eventOf = (step: Step, revision: number, hasPlace: boolean): ActivityEvent => {
  switch (step) {
    case 'confirm':
      return { type: 'ActivityConfirmed', data: confirmed({ revision }) };
    case 'decline':
      return hasPlace
        ? { type: 'ActivityRevisionDeclined', data: revisionDeclined({ revision, keeps: 1 }) }
        : { type: 'ActivityDeclined', data: declined({ revision }) };
    case 'cancel':
      return { type: 'ActivityCancelled', data: cancelled({ revision }) };
  }
};

/** The state after answers to revisions 1, 2, 3 …; a cancellation comes at the newest revision and ends it. */
function after(steps: readonly Step[]): KnownActivity {
  let known = knownAfter(undefined, { type: 'ActivityProposed', data: proposed() });
  let revision = 0;
  for (const step of steps) {
    if (step !== 'cancel') revision += 1;
    known = knownAfter(known, eventOf(step, Math.max(1, revision), known.confirmed !== undefined));
  }
  return known;
}

const sequences = (length: number): Step[][] =>
  length === 0
    ? [[]]
    : sequences(length - 1).flatMap((steps) =>
        steps.at(-1) === 'cancel'
          ? [steps]
          : [steps, ...(['confirm', 'decline', 'cancel'] as const).map((step) => [...steps, step])],
      );

/** The plainest reading of the rules: what happened last to the revision in question. */
function expected(steps: readonly Step[], message: MessageName, revision: number): string {
  const answers = steps.filter((step) => step !== 'cancel');
  const isOff = steps.includes('cancel');
  if (message === 'cancelled') return isOff ? 'send' : 'not-known-yet';
  if (isOff) return 'cancelled';
  if (revision > answers.length) return 'not-known-yet';
  // Nobody in these histories waits in a round.
  if (message === 'deferred') return 'overtaken';
  const wanted = message === 'declined' || message === 'revision-declined' ? 'decline' : 'confirm';
  if (answers[revision - 1] !== wanted) return 'overtaken';
  const later = answers.slice(revision);
  const isTrue = wanted === 'confirm' ? !later.includes('confirm') : later.length === 0;
  return isTrue ? 'send' : 'overtaken';
}

/** Displacements have a table of their own, and what calendars have not seen goes by no revision. */
const apart: readonly MessageName[] = ['displaced', 'unplaced', 'not-seen'];
const answers = messageNames.filter((message) => !apart.includes(message));

test.each([
  ['nothing has been shown', undefined, 'not-known-yet'],
  ['the change is not known', 1, 'not-known-yet'],
  ['it is the last', 2, 'send'],
  ['there is a newer one', 3, 'overtaken'],
])('that a change went unseen, where %s', (_, displayRevision, verdict) => {
  const proposedOnly = knownAfter(undefined, { type: 'ActivityProposed', data: proposed() });
  const known =
    displayRevision === undefined
      ? proposedOnly
      : knownAfter(proposedOnly, { type: 'ActivityConfirmed', data: confirmed({ displayRevision }) });
  expect(verdictOn({ ...delivery('not-seen', 1), change: 2 }, known, NOW)).toBe(verdict);
});

describe('the verdict', () => {
  test('is right for every message on every short history', () => {
    let cases = 0;
    for (const steps of sequences(4)) {
      for (const message of answers) {
        for (let revision = 1; revision <= 5; revision += 1) {
          cases += 1;
          const verdict = verdictOn(delivery(message, revision), after(steps), NOW);
          expect({ steps, message, revision, verdict }).toEqual({
            steps,
            message,
            revision,
            verdict: expected(steps, message, revision),
          });
        }
      }
    }
    expect(cases).toBeGreaterThan(1_000);
  });

  test.each(['announced', 'reminder-day', 'reminder-hour'] as const)(
    'on %s is to wait until the announcement is known, however far what is known is behind',
    (message) => {
      const data = confirmed({ announced: false, announcesAt: '2026-06-30T01:00:00Z' });
      const tentative = knownAfter(undefined, { type: 'ActivityConfirmed', data });
      const pinned = knownAfter(tentative, { type: 'ActivityPinned', data });
      const open = knownAfter(pinned, { type: 'ActivityAnnounced', data: announced() });
      expect([tentative, pinned, open].map((known) => verdictOn(delivery(message, 1), known, NOW))).toEqual([
        'not-known-yet',
        'not-known-yet',
        'send',
      ]);
    },
  );

  test('on a move is by which move is known', () => {
    const tentative = knownAfter(undefined, { type: 'ActivityConfirmed', data: confirmed({ announced: false }) });
    const after = (allocationVersion: number) =>
      knownAfter(tentative, { type: 'ActivityMoved', data: moved({ allocationVersion }) });
    const second = { ...delivery('moved', 1), allocationVersion: 3 };
    expect([tentative, after(2), after(3), after(4)].map((known) => verdictOn(second, known, NOW))).toEqual([
      'not-known-yet',
      'not-known-yet',
      'send',
      'overtaken',
    ]);
  });

  describe('on what staff have taken away', () => {
    const given: ActivityEvent = { type: 'ActivityConfirmed', data: confirmed() };
    const held = (allocationVersion: number): ActivityEvent => ({
      type: 'ActivityDisplaced',
      data: displaced({ allocationVersion }),
    });
    const accepted: ActivityEvent = {
      type: 'ActivityAnnounced',
      data: announced({ allocationVersion: 2, wasDisplaced: true }),
    };
    const gone: ActivityEvent = { type: 'ActivityUnplaced', data: unplaced() };
    const anew: ActivityEvent = { type: 'ActivityConfirmed', data: confirmed({ revision: 2 }) };
    const histories = [
      [given],
      [given, held(2)],
      [given, held(2), accepted],
      [given, held(2), accepted, held(3)],
      [given, held(2), gone],
      [given, held(2), gone, anew],
    ];
    const [send, wait, over] = ['send', 'not-known-yet', 'overtaken'] as const;

    test.each([
      ['confirmed', undefined, [send, over, over, over, over, over]],
      ['announced', undefined, [send, over, over, over, over, over]],
      ['reminder-day', undefined, [send, over, over, over, over, over]],
      ['displaced', 2, [wait, send, over, over, over, over]],
      ['displaced', 3, [wait, wait, wait, send, over, over]],
      ['announced', 2, [wait, wait, send, over, over, over]],
      ['reminder-hour', 2, [wait, wait, send, over, over, over]],
      ['unplaced', undefined, [wait, wait, wait, wait, send, over]],
    ] as const)('%s of version %s is right at each step', (message, version, expected) => {
      const told = { ...delivery(message, 1), ...(version && { allocationVersion: version }) };
      const verdicts = histories.map((events) =>
        verdictOn(told, events.reduce<KnownActivity | undefined>(knownAfter, undefined), NOW),
      );
      expect(verdicts).toEqual(expected);
    });

    test('is that nothing stays where a change was refused before', () => {
      const refused: ActivityEvent = { type: 'ActivityRevisionDeclined', data: revisionDeclined() };
      const known = [given, refused, gone].reduce<KnownActivity | undefined>(knownAfter, undefined);
      expect(verdictOn(delivery('revision-declined', 2), known, NOW)).toBe('overtaken');
      const later: ActivityEvent = { type: 'ActivityDeclined', data: declined({ revision: 3 }) };
      const both = knownAfter(known, later);
      expect([verdictOn(delivery('unplaced', 1), both, NOW), verdictOn(delivery('declined', 3), both, NOW)]).toEqual([
        'send',
        'send',
      ]);
    });

    test('is nothing but the cancellation once it is off', () => {
      const off = { type: 'ActivityCancelled', data: cancelled() } as const;
      const known = [given, held(2), off].reduce<KnownActivity | undefined>(knownAfter, undefined);
      expect(verdictOn({ ...delivery('displaced', 1), allocationVersion: 2 }, known, NOW)).toBe('cancelled');
    });
  });

  test('is to wait while nothing is known', () => {
    expect(verdictOn(delivery('confirmed', 1), undefined, NOW)).toBe('not-known-yet');
  });

  test('is too late from the very moment on at which nobody needs it', () => {
    const at = delivery('reminder-hour', 1, '2026-07-02T01:00:00Z');
    const known = after(['confirm']);
    expect(verdictOn(at, known, Date.parse('2026-07-02T00:59:59.999Z'))).toBe('send');
    expect(verdictOn(at, known, Date.parse('2026-07-02T01:00:00Z'))).toBe('too-late');
    expect(verdictOn(at, undefined, Date.parse('2026-07-02T01:00:00Z'))).toBe('too-late');
  });
});

describe('that a wish waits in a round', () => {
  const known = (...events: ActivityEvent[]) =>
    events.reduce<KnownActivity | undefined>(knownAfter, undefined) ?? after([]);
  const proposal: ActivityEvent = { type: 'ActivityProposed', data: proposed() };
  const waits = (revision = 1): ActivityEvent => ({ type: 'ActivityDeferred', data: deferred({ revision }) });
  const revises: ActivityEvent = { type: 'ActivityRevised', data: proposed({ revision: 2 }) };

  test('is told while it does', () => {
    expect(verdictOn(delivery('deferred', 1), known(proposal, waits()), NOW)).toBe('send');
    expect(verdictOn(delivery('deferred', 2), known(proposal, waits()), NOW)).toBe('not-known-yet');
    expect(verdictOn(delivery('deferred', 2), known(proposal, waits(), revises, waits(2)), NOW)).toBe('send');
  });

  test.each<[string, ActivityEvent, string]>([
    ['answered', { type: 'ActivityConfirmed', data: confirmed() }, 'overtaken'],
    ['turned down', { type: 'ActivityDeclined', data: declined() }, 'overtaken'],
    ['asked for otherwise', revises, 'overtaken'],
    ['called off', { type: 'ActivityCancelled', data: cancelled() }, 'cancelled'],
  ])('is not told any more once it is %s', (_, event, verdict) => {
    expect(verdictOn(delivery('deferred', 1), known(proposal, waits(), event), NOW)).toBe(verdict);
  });

  test('does not hide that a newer wish was turned down before the older one was granted', () => {
    const crossed = known(proposal, waits(), revises, eventOf('decline', 2, false), eventOf('confirm', 1, false));
    expect(verdictOn(delivery('declined', 2), crossed, NOW)).toBe('send');
    expect(verdictOn(delivery('confirmed', 1), crossed, NOW)).toBe('send');
  });
});
