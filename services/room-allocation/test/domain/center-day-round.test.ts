import { type ActivityId, KindId, OrganizationId, Wish } from '@huitang/contracts';
import { expect, test } from '@jest/globals';
import type { CenterDayCommand } from '../../src/domain/center-day-command.ts';
import type { CenterDay } from '../../src/domain/center-day-state.ts';
import { collectedOf } from '../../src/domain/round-state.ts';
import { ask, confirm, given, giveUp, hold, legClaim, next } from './support/day.ts';
import { activity, asked, at, during, tianping } from './support/given.ts';

const openRound: CenterDayCommand = {
  type: 'OpenRound',
  centerId: tianping,
  date: '2026-07-01',
  within: during('00:00', '24:00'),
  closesAt: at('00:00') - 120,
  publishesAt: at('00:00') - 60,
  ordered: { by: 'demo', reason: 'the peak of the year' },
  now: at('00:00') - 600,
};

/** A wish that may join a round. */
function joins(who: ActivityId = activity(1), revision = 1): CenterDayCommand {
  const wish = Wish.parse({
    starts: ['2026-07-01T09:00:00Z'],
    durationMinutes: 60,
    headcount: 20,
    needs: [{ role: 'room' }],
    setupMinutes: 0,
    teardownMinutes: 0,
  });
  const command = ask({}, { who, revision, now: at('00:00') - 600 });
  const askedAt = at('00:00') - 600;
  const about = { activityId: who, revision, centerId: tianping, wish, askedAt, causationId: `${who}@${revision}` };
  const signed = { organizationId: OrganizationId.parse('branch'), kindId: KindId.parse('community-activity') };
  const joining = { asked: { ...about, ...signed }, request: asked(), firstStart: 0 };
  return { ...(command as Extract<CenterDayCommand, { type: 'Allocate' }>), joining };
}

const holding = hold([legClaim('hall', '09:00', '10:00')], { who: activity(2) });
const waiting: CenterDay = given(openRound, joins());

test('a day in a round holds nothing for an answer over several days, but what is ordered', () => {
  expect(next(waiting, holding).refusal).toEqual({ code: 'round-open', publishesAt: '2026-06-30T23:00:00Z' });
  expect(next(waiting, { ...holding, atOnce: true } as CenterDayCommand).refusal).toBeUndefined();
});

test('what was held before it was opened may be confirmed', () => {
  expect(next(given(holding, openRound), confirm({ who: activity(2) })).events).toMatchObject([
    { type: 'LegConfirmed' },
  ]);
});

test('a wish that waits is not passed over by a copy of it that came to its end before the round', () => {
  expect(next(waiting, giveUp(1)).refusal).toEqual({ code: 'collected' });
});

test('a wish that has joined is not refused by a copy of it for which nothing would do any more', () => {
  const hopeless = { ...joins(), request: asked({ headcount: 5000 }) } as CenterDayCommand;
  expect(next(given(openRound), hopeless).refusal).toMatchObject({
    code: 'nothing-fits',
    because: { cause: { code: 'no-room-large-enough' } },
  });
  expect(next(waiting, hopeless)).toMatchObject({ events: [] });
  expect(next(waiting, hopeless).refusal).toBeUndefined();
});

test('an older revision joins nothing that a newer one waits in', () => {
  const day = given(openRound, joins(activity(1), 2));
  expect(next(day, joins(activity(1), 1)).refusal).toEqual({ code: 'superseded' });
  expect(collectedOf(day.round, activity(1))?.asked.revision).toBe(2);
});

test('an older revision that was taken out joins nothing, and keeps what it has', () => {
  const day = given(ask(), openRound, joins(activity(1), 2), {
    type: 'LeaveRound',
    activityId: activity(1),
    beforeRevision: 3,
  });
  expect(collectedOf(day.round, activity(1))).toBeUndefined();
  expect(next(day, joins(activity(1), 2)).refusal).toEqual({ code: 'superseded' });
  expect(next(day, joins(activity(1), 1)).events).toEqual([]);
});

test('a newer revision that comes late takes the older one out of what is solved', () => {
  const closed: CenterDayCommand = { type: 'CloseRound', number: 1 };
  const solved = given(openRound, joins(), closed, {
    type: 'SolveRound',
    number: 1,
    changes: 1,
    now: at('00:00') - 100,
    solution: { centerVersion: 3, outcome: 'solved', granted: [], moved: [], refused: [], credits: [] },
  });
  expect(solved.round).toHaveProperty('solution');
  expect(next(solved, joins(activity(2))).day.round).toHaveProperty('solution');
  expect(next(solved, joins(activity(1), 2)).day.round).not.toHaveProperty('solution');
});

test('what is solved twice is written down once', () => {
  const solve: CenterDayCommand = {
    type: 'SolveRound',
    number: 1,
    changes: 0,
    now: at('00:00') - 100,
    solution: { centerVersion: 3, outcome: 'solved', granted: [], moved: [], refused: [], credits: [] },
  };
  expect(next(given(openRound, solve), solve).events).toEqual([]);
  expect(next(given(openRound, solve), { ...solve, changes: 1 }).refusal).toEqual({ code: 'day-changed' });
  expect(
    next(given(openRound, solve), { ...solve, solution: { ...solve.solution, centerVersion: 4 } }).events,
  ).toHaveLength(1);
});
