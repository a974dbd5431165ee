import type { Audience } from '@huitang/contracts';
import { describe, expect, test } from '@jest/globals';
import { openedCenter as centerOf } from '../../src/domain/center.ts';
import { cancelledEntry, confirmedEntry } from '../../src/domain/entry.ts';
import type { PrivateFeed } from '../../src/domain/feed.ts';
import { ownActivity, ownEntry } from '../../src/domain/own-entry.ts';
import { ownEvents } from '../../src/domain/own-event.ts';
import { both, cancelled, confirmed, idOf, openedCenter, roomClaim } from '../given.ts';

const home = { publicUrl: 'http://localhost', uidDomain: 'huitang.test' };
const center = centerOf(openedCenter());
const entryOf = (changes: Record<string, unknown> = {}) => ownEntry(confirmed(changes), undefined);
const wholeOf = (changes: Record<string, unknown> = {}) =>
  ownActivity(confirmedEntry(confirmed(changes), undefined), entryOf(changes));
const seenBy = (viewer: PrivateFeed['type'], changes: Record<string, unknown> = {}) =>
  ownEvents(viewer, wholeOf(changes), center, 'zh', home);

test('an own entry has no copy of what everybody’s has', () => {
  const text = JSON.stringify(entryOf({ packageName: both('科学家故事') }));
  for (const copied of ['衡山支部', '奏唱国歌', '重温入党誓词', '科学家故事', '名称如确认时'])
    expect(text).not.toContain(copied);
});

const guide = { ...roomClaim('guide-a'), role: 'guide', name: both('讲解员甲') };

describe('an activity is in the private feeds', () => {
  test('of its organization, of each of its people once, and of the crews of its center', () => {
    expect(entryOf({ claims: [roomClaim(), guide, guide] }).feeds).toEqual([
      'organization/secret-branch',
      'person/guide-a',
      'crew/tianping',
      'canteen/tianping',
    ]);
  });

  test('also while it may still move', () => {
    expect(entryOf({ announced: false }).feeds).toContain('organization/secret-branch');
    expect(seenBy('organization', { announced: false })[0]?.status).toBe('TENTATIVE');
  });

  test('but of no crew where nothing is to be set up or taken down', () => {
    expect(entryOf({ setupMinutes: 0, teardownMinutes: 0 }).feeds).not.toContain('crew/tianping');
  });

  test('and stays known to those it has left', () => {
    const first = entryOf({ claims: [roomClaim(), guide] });
    expect(ownEntry(confirmed({ displayRevision: 1 }), first).left).toEqual(['person/guide-a']);
  });
});

describe('who looks', () => {
  test.each<Audience>(['public', 'members', 'private'])(
    'the organization and its people see a %s one whole',
    (audience) => {
      for (const viewer of ['organization', 'person'] as const) {
        const [event] = seenBy(viewer, { audience });
        expect(event?.summary).toBe('衡山支部重温入党誓词');
        expect(event?.description).toMatch(/^人数：4711\n/);
      }
    },
  );

  test.each<Audience>(['members', 'private'])('the crews see of a %s one what kind it is', (audience) => {
    for (const viewer of ['crew', 'canteen'] as const) {
      const text = JSON.stringify(seenBy(viewer, { audience }));
      expect(text).toContain('重温入党誓词');
      expect(text).not.toContain('衡山支部');
    }
  });

  test('the canteen sees how many come', () => {
    expect(seenBy('canteen')[0]?.summary).toBe('4711 人 · 衡山支部重温入党誓词');
  });

  test('a crew sees setup and teardown, each with a UID of its own', () => {
    expect(seenBy('crew').map(({ uid, summary, start, end }) => [uid, summary, start, end])).toEqual([
      [`${idOf(1)}-setup@huitang.test`, '布置：衡山支部重温入党誓词', '2026-07-02T00:30:00Z', '2026-07-02T01:00:00Z'],
      [
        `${idOf(1)}-teardown@huitang.test`,
        '撤场：衡山支部重温入党誓词',
        '2026-07-02T02:30:00Z',
        '2026-07-02T03:00:00Z',
      ],
    ]);
  });

  test('a crew is told of nothing that takes no time', () => {
    expect(seenBy('crew', { setupMinutes: 0 }).map(({ uid }) => uid)).toEqual([`${idOf(1)}-teardown@huitang.test`]);
  });

  test('called off, it is said so once', () => {
    const off = cancelledEntry(wholeOf(), cancelled(1, '2026-06-21T00:00:00.000Z'));
    const summaries = (viewer: PrivateFeed['type']) =>
      ownEvents(viewer, off, center, 'zh', home).map(({ summary, status }) => [summary, status]);
    expect(summaries('organization')).toEqual([['【已取消】衡山支部重温入党誓词', 'CANCELLED']]);
    expect(summaries('crew')[0]).toEqual(['【已取消】布置：衡山支部重温入党誓词', 'CANCELLED']);
  });
});
