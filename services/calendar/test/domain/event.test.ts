import { describe, expect, test } from '@jest/globals';
import { centerWithResource, renamedCenter as rename, openedCenter as toCenter } from '../../src/domain/center.ts';
import { cancelledEntry, confirmedEntry } from '../../src/domain/entry.ts';
import { feedEvent } from '../../src/domain/event.ts';
import { cancelled, confirmed, openedCenter, renamedCenter, renamedHall } from '../given.ts';

const home = { publicUrl: 'https://huitang.example', uidDomain: 'huitang.example' };
const center = toCenter(openedCenter());
const shown = (changes: Record<string, unknown> = {}, language: 'zh' | 'en' = 'zh') =>
  feedEvent(confirmedEntry(confirmed(changes), undefined), center, language, home);

describe('what the public sees', () => {
  test('of a public activity is title, kind, programme and link', () => {
    expect(shown()).toMatchObject({
      summary: '衡山支部重温入党誓词',
      category: '重温入党誓词',
      description: '议程\n1. 奏唱国歌（5 分钟）\n2. 宣誓（10 分钟，领誓人）',
      status: 'CONFIRMED',
    });
  });

  test('of a members-only activity is its kind, without title and programme', () => {
    const event = shown({ audience: 'members' });
    expect(event.summary).toBe('重温入党誓词');
    expect(event.description).toBeUndefined();
    expect(JSON.stringify(event)).not.toMatch(/衡山|secret-branch|宣誓（/);
  });

  test('of a private activity is that the place is taken, without title, kind, programme and link', () => {
    const event = shown({ audience: 'private' });
    expect(event.summary).toBe('已占用');
    expect(JSON.stringify(event)).not.toMatch(/衡山|重温|oath|secret-branch|activities\//);
    expect(shown({ audience: 'private' }, 'en').summary).toBe('Occupied');
  });

  test('of a cancelled private activity has the marker and still no title', () => {
    const entry = confirmedEntry(confirmed({ audience: 'private' }), undefined);
    const event = feedEvent(cancelledEntry(entry, cancelled(1, '2026-06-25T00:00:00Z')), center, 'zh', home);
    expect(event.summary).toBe('【已取消】已占用');
  });

  test('is English where English is asked for', () => {
    expect(shown({}, 'en')).toMatchObject({ category: 'Oath renewal', place: { title: 'Oath Hall, Tianping Center' } });
  });

  test('says who leads a step in the language of the feed, and as it is written where that is no known word', () => {
    const steps = ['oath-leader', 'senior-member', 'constructor', '王老师'].map((lead) => ({
      title: { zh: '步', en: 'step' },
      minutes: 5,
      lead,
    }));
    expect(shown({ programme: steps }).description).toBe(
      '议程\n1. 步（5 分钟，领誓人）\n2. 步（5 分钟，老党员代表）\n3. 步（5 分钟，constructor）\n4. 步（5 分钟，王老师）',
    );
    expect(shown({ programme: steps }, 'en').description).toBe(
      'Programme\n1. step (5 min, oath leader)\n2. step (5 min, a senior member)\n3. step (5 min, constructor)\n4. step (5 min, 王老师)',
    );
  });

  test('has no description where there is no programme', () => {
    expect('description' in shown({ programme: [] })).toBe(false);
  });

  test('is tentative until announced, cancelled with a marker', () => {
    expect(shown({ announced: false }).status).toBe('TENTATIVE');
    const entry = cancelledEntry(confirmedEntry(confirmed(), undefined), cancelled(1, '2026-06-25T00:00:00Z'));
    expect(feedEvent(entry, center, 'zh', home)).toMatchObject({
      status: 'CANCELLED',
      summary: '【已取消】衡山支部重温入党誓词',
    });
    expect(feedEvent(entry, center, 'en', home).summary).toBe('Cancelled: 衡山支部重温入党誓词');
  });
});

describe('identity and change', () => {
  test('the UID is the activity and the domain of the installation', () => {
    expect(shown().uid).toBe('00000000-0000-4000-8000-000000000001@huitang.example');
  });

  test('SEQUENCE rises through confirm, rename, move, another rename and cancel, and the time never falls', () => {
    const first = confirmedEntry(confirmed(), undefined);
    const renamed = rename(center, renamedCenter('新名', 1, '2026-06-21T00:00:00Z'));
    const moved = confirmedEntry(confirmed({ displayRevision: 1, displayChangedAt: '2026-06-22T00:00:00Z' }), first);
    const hall = renamedHall('新厅', 2, '2026-06-23T00:00:00Z');
    const repainted = centerWithResource(renamed, hall.resource, hall);
    const steps = [
      feedEvent(first, center, 'zh', home),
      feedEvent(first, renamed, 'zh', home),
      feedEvent(moved, renamed, 'zh', home),
      feedEvent(moved, repainted, 'zh', home),
      feedEvent(cancelledEntry(moved, cancelled(2, '2026-06-24T00:00:00Z')), repainted, 'zh', home),
    ];
    expect(steps.map(({ sequence }) => sequence)).toEqual([0, 1, 2, 3, 4]);
    const times = steps.map(({ modifiedAt }) => Date.parse(modifiedAt));
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(steps.map(({ place }) => place.title)).toEqual([
      '宣誓厅, 天平街道党群服务中心',
      '宣誓厅, 新名',
      '宣誓厅, 新名',
      '新厅, 新名',
      '新厅, 新名',
    ]);
  });

  test('a room the center does not have is shown by the name it was confirmed with', () => {
    expect(feedEvent(confirmedEntry(confirmed(), undefined), { ...center, rooms: [] }, 'zh', home).place.title).toMatch(
      /^名称如确认时, /,
    );
  });

  test('a title of nothing visible is replaced by the kind', () => {
    const entry = { ...confirmedEntry(confirmed(), undefined), title: '\u0000\r\n' };
    expect(feedEvent(entry, center, 'zh', home).summary).toBe('重温入党誓词');
  });
});
