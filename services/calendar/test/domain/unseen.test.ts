import { ChangeWentUnseen } from '@huitang/contracts';
import { describe, expect, test } from '@jest/globals';
import { cancelledEntry } from '../../src/domain/entry.ts';
import { ownEntry } from '../../src/domain/own-entry.ts';
import { concernedBy, decide, evolve, lookAt, type Told } from '../../src/domain/unseen.ts';
import { both, cancelled, confirmed, idOf, roomClaim } from '../given.ts';

const person = (id: string) => ({ ...roomClaim(id), role: 'guide', name: both('讲解员') });
const entryAt = (displayChangedAt: string, changes: Record<string, unknown> = {}) =>
  ownEntry(confirmed({ displayRevision: 1, displayChangedAt, ...changes }), undefined);

/** It begins at 01:00 in UTC. */
describe('whether calendars have come is looked at', () => {
  test.each([
    ['after the time given', '2026-07-01T20:00:00Z', 30, '2026-07-01T20:30:00.000Z'],
    ['after half of what is left, where that is less', '2026-07-02T00:40:00Z', 30, '2026-07-02T00:50:00.000Z'],
    ['for what was changed a day before', '2026-07-01T01:00:00Z', 60, '2026-07-01T02:00:00.000Z'],
  ])('%s', (_, changedAt, minutes, wanted) => {
    expect(new Date(lookAt(entryAt(changedAt), minutes) ?? 0).toISOString()).toBe(wanted);
  });

  test.each([
    ['what was changed earlier', '2026-07-01T00:59:59Z'],
    ['what had begun', '2026-07-02T01:00:00Z'],
  ])('never for %s', (_, changedAt) => {
    expect(lookAt(entryAt(changedAt), 30)).toBeUndefined();
  });
});

describe('a change concerns', () => {
  test('the organization and its people, and no crew', () => {
    const entry = entryAt('2026-07-01T20:00:00Z', { claims: [roomClaim(), person('guide-a')] });
    expect(concernedBy(entry)).toEqual([
      { type: 'organization', id: 'secret-branch' },
      { type: 'person', id: 'guide-a' },
    ]);
  });

  test('who was let go with it, and not who was let go before', () => {
    const first = entryAt('2026-07-01T20:00:00Z', { claims: [roomClaim(), person('guide-a')] });
    const second = ownEntry(confirmed({ displayRevision: 2, claims: [roomClaim(), person('guide-b')] }), first);
    expect(concernedBy(second).map(({ id }) => id)).toEqual(['secret-branch', 'guide-b', 'guide-a']);
    const third = ownEntry(confirmed({ displayRevision: 3, claims: [roomClaim(), person('guide-b')] }), second);
    expect(concernedBy(third).map(({ id }) => id)).toEqual(['secret-branch', 'guide-b']);
  });

  test('not the organization that has just been given what it asked for', () => {
    const entry = entryAt('2026-07-01T20:00:00Z', { displayRevision: 0, claims: [roomClaim(), person('guide-a')] });
    expect(concernedBy(entry).map(({ type }) => type)).toEqual(['person']);
  });

  test('all of them when it is called off', () => {
    const entry = entryAt('2026-07-01T20:00:00Z', { claims: [roomClaim(), person('guide-a')] });
    expect(concernedBy(cancelledEntry(entry, cancelled(2, '2026-07-01T21:00:00Z')))).toHaveLength(2);
  });
});

describe('a change that went unseen is told', () => {
  const unseen = (changes: Record<string, unknown> = {}) =>
    ChangeWentUnseen.parse({
      ...{ activityId: idOf(1), revision: 1, centerId: 'tianping', displayRevision: 1, calendars: 3, unseen: 2 },
      ...{ displayChangedAt: '2026-07-01T20:00:00.000Z', start: '2026-07-02T01:00:00Z' },
      owner: { type: 'organization', id: 'branch' },
      ...changes,
    });
  const said = (...all: readonly ChangeWentUnseen[]): Told =>
    all.reduce<Told>((told, data) => evolve(told, { type: 'ChangeWentUnseen', data }), new Set());
  const events = (told: Told, changes: Record<string, unknown> = {}) =>
    decide({ type: 'TellUnseen', unseen: unseen(changes) }, told).events.length;

  test('once, whatever is counted later', () => {
    expect(events(said())).toBe(1);
    expect(events(said(unseen()), { unseen: 3 })).toBe(0);
  });

  test('again for the next change, and to each owner', () => {
    expect(events(said(unseen()), { displayRevision: 2 })).toBe(1);
    expect(events(said(unseen()), { owner: { type: 'person', id: 'branch' } })).toBe(1);
  });
});
