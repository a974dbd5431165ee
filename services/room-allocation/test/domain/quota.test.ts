import { describe, expect, test } from '@jest/globals';
import { type QuotaCommand, quotaRules } from '../../src/domain/quota.ts';
import { minutesUsed, type QuotaMonth, quotaOf } from '../../src/domain/quota-month.ts';
import { activity } from './support/given.ts';

const hold = (who: number, minutes: number, revision = 1, limit: number | null = 100): QuotaCommand => ({
  type: 'HoldQuota',
  activityId: activity(who),
  revision,
  minutes,
  ...(limit !== null && { limit }),
});
const step = (type: 'TakeQuota' | 'KeepQuota' | 'GiveBackQuota', who: number, revision = 1): QuotaCommand => ({
  type,
  activityId: activity(who),
  revision,
});
const release = (who: number, upToRevision = 1): QuotaCommand => ({
  type: 'ReleaseQuota',
  activityId: activity(who),
  upToRevision,
});

function next(month: QuotaMonth, command: QuotaCommand) {
  const decision = quotaRules.decide(command, month);
  return {
    month: decision.ok ? decision.events.reduce(quotaRules.evolve, month) : month,
    types: decision.ok ? decision.events.map(({ type }) => type) : [],
    refusal: decision.ok ? undefined : decision.refusal,
  };
}

const given = (...commands: readonly QuotaCommand[]): QuotaMonth =>
  commands.reduce((month, command) => next(month, command).month, quotaRules.initial());

const used = (month: QuotaMonth) => [minutesUsed(month, { holds: false }), minutesUsed(month, { holds: true })];

describe('minutes of a month', () => {
  test('are held while there are enough, to the last one', () => {
    const month = given(hold(1, 60), step('KeepQuota', 1));
    expect(next(month, hold(2, 40)).types).toEqual(['QuotaHeld']);
    const { types, month: after } = next(month, hold(2, 41));
    expect(types).toEqual(['QuotaExceeded']);
    expect(quotaOf(after, { activityId: activity(2), revision: 1 })).toEqual({
      revision: 1,
      limit: 100,
      used: 60,
      wanted: 41,
    });
  });

  test('that only an open hold takes are waited for, and refused once it is kept or counts as had', () => {
    const month = given(hold(1, 60));
    expect(next(month, hold(2, 60)).refusal).toEqual({ code: 'held', by: [{ activityId: activity(1), revision: 1 }] });
    for (const type of ['KeepQuota', 'TakeQuota'] as const) {
      expect(next(next(month, step(type, 1)).month, hold(2, 60)).types).toEqual(['QuotaExceeded']);
    }
    expect(next(next(month, step('GiveBackQuota', 1)).month, hold(2, 60)).types).toEqual(['QuotaHeld']);
  });

  test('of two revisions count once, the longer of them', () => {
    const month = given(hold(1, 60), step('KeepQuota', 1), hold(1, 90, 2));
    expect(used(month)).toEqual([60, 90]);
    expect(used(next(month, step('GiveBackQuota', 1, 2)).month)).toEqual([60, 60]);
    const shorter = given(hold(1, 60), step('KeepQuota', 1), hold(1, 30, 2));
    expect(used(shorter)).toEqual([60, 60]);
    expect(used(next(shorter, step('KeepQuota', 1, 2)).month)).toEqual([30, 30]);
  });

  test('are not refused to who asks for no more than they have, under a limit that was lowered', () => {
    const month = given(hold(1, 60), step('KeepQuota', 1), hold(2, 30), step('KeepQuota', 2));
    expect(next(month, hold(1, 60, 2, 50)).types).toEqual(['QuotaHeld']);
    expect(next(month, hold(1, 61, 2, 50)).types).toEqual(['QuotaExceeded']);
  });

  test('are counted without a limit, too', () => {
    expect(next(given(hold(1, 90)), hold(2, 500, 1, null)).types).toEqual(['QuotaHeld']);
  });

  test('released are free, and no late hold of what was released stays', () => {
    const month = given(hold(1, 60), step('KeepQuota', 1), hold(1, 30, 2), release(1, 2));
    expect(used(month)).toEqual([0, 0]);
    for (const late of [hold(1, 60), hold(1, 30, 2), step('KeepQuota', 1, 2), release(1, 1)]) {
      expect(next(month, late).types).toEqual([]);
    }
    expect(quotaOf(month, { activityId: activity(1), revision: 2 })).toBe('over');
    expect(next(month, hold(1, 30, 3)).types).toEqual(['QuotaHeld']);
  });

  test('given back before they were held leave a fence, so that a late hold gets nothing', () => {
    const month = given(step('GiveBackQuota', 1));
    expect(next(month, hold(1, 60)).types).toEqual([]);
    expect(quotaOf(month, { activityId: activity(1), revision: 1 })).toBe('over');
  });

  test('once decided stay decided: every command again changes nothing', () => {
    const commands = [hold(1, 60), step('TakeQuota', 1), step('KeepQuota', 1), hold(2, 60), step('GiveBackQuota', 3)];
    const month = given(...commands);
    for (const command of commands) expect(next(month, command).types).toEqual([]);
    expect(quotaOf(month, { activityId: activity(2), revision: 1 })).toMatchObject({ used: 60, wanted: 60 });
  });
});
