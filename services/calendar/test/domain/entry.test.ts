import { describe, expect, test } from '@jest/globals';
import { cancelledEntry, confirmedEntry } from '../../src/domain/entry.ts';
import { cancelled, confirmed, roomClaim } from '../given.ts';

const feedsOf = (changes: Record<string, unknown>) => confirmedEntry(confirmed(changes), undefined).feeds;

describe('an entry', () => {
  test('is in the feeds of its center, rooms, kind, package and route', () => {
    expect(
      feedsOf({ packageId: 'scientists', routeId: 'red', claims: [roomClaim(), roomClaim('tianping-studio')] }),
    ).toEqual([
      'center/tianping',
      'room/tianping/tianping-hall',
      'room/tianping/tianping-studio',
      'kind/tianping/oath-renewal',
      'package/scientists',
      'route/red',
    ]);
  });

  test('that is private is where the place is asked about, and nowhere else', () => {
    expect(feedsOf({ audience: 'private', packageId: 'scientists', routeId: 'red' })).toEqual([
      'center/tianping',
      'room/tianping/tianping-hall',
    ]);
  });

  test('that is not announced is in no public feed', () => {
    expect(feedsOf({ announced: false })).toEqual([]);
  });

  test('keeps start and end of the activity, without setup and teardown, in UTC', () => {
    const entry = confirmedEntry(confirmed({ start: '2026-07-02T09:00:00+08:00' }), undefined);
    expect([entry.start, entry.end]).toEqual(['2026-07-02T01:00:00Z', '2026-07-02T02:30:00Z']);
  });

  test('carries no organization and no headcount', () => {
    expect(JSON.stringify(confirmedEntry(confirmed(), undefined))).not.toMatch(/secret-branch|4711/);
  });

  test('remembers the feeds it has left until it comes back', () => {
    const first = confirmedEntry(confirmed(), undefined);
    const moved = confirmedEntry(confirmed({ claims: [roomClaim('tianping-studio')], displayRevision: 1 }), first);
    expect(moved.left).toEqual(['room/tianping/tianping-hall']);
    const back = confirmedEntry(confirmed({ displayRevision: 2 }), moved);
    expect(back.left).toEqual(['room/tianping/tianping-studio']);
  });

  test('that was public leaves its feeds when it may move again, and comes back when it is announced', () => {
    const first = confirmedEntry(confirmed(), undefined);
    const tentative = confirmedEntry(confirmed({ announced: false, displayRevision: 1 }), first);
    expect(tentative.feeds).toEqual([]);
    expect(tentative.left).toEqual([...first.feeds].sort());
    const announced = confirmedEntry(confirmed({ displayRevision: 2 }), tentative);
    expect(announced).toEqual({ ...first, displayRevision: 2 });
  });

  test('that is called off before it is announced is in no feed', () => {
    const before = confirmedEntry(confirmed({ announced: false }), undefined);
    expect(cancelledEntry(before, cancelled(1, '2026-06-25T00:00:00Z')).feeds).toEqual([]);
  });

  test('that is cancelled keeps time, place and feeds', () => {
    const before = confirmedEntry(confirmed(), undefined);
    expect(cancelledEntry(before, cancelled(1, '2026-06-25T00:00:00Z'))).toEqual({
      ...before,
      cancelled: true,
      displayRevision: 1,
      displayChangedAt: '2026-06-25T00:00:00.000Z',
    });
  });
});
