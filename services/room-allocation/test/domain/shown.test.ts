import { ActivityId, KindRef } from '@huitang/contracts';
import { describe, expect, test } from '@jest/globals';
import { type ActivityAbout, shownOf } from '../../src/domain/shown.ts';

const id = ActivityId.parse('2eddf6a8-753e-5411-aa93-c1527cace3d9');
const kind = KindRef.parse({ id: 'oath-renewal', name: { zh: '重温入党誓词', en: 'Oath renewal' } });
const about = (audience: ActivityAbout['audience']): ActivityAbout => ({
  title: '衡山支部重温入党誓词',
  kind,
  audience,
  headcount: 4711,
});
const occupied = { zh: '已占用', en: 'Occupied' };

describe('room use shows', () => {
  test('everything of a public activity', () => {
    expect(shownOf(id, about('public'))).toEqual({
      activityId: id,
      title: { zh: '衡山支部重温入党誓词', en: '衡山支部重温入党誓词' },
      kind,
      audience: 'public',
      headcount: 4711,
    });
  });

  test('the kind of a members-only activity in the place of its title, and no headcount', () => {
    const shown = shownOf(id, about('members'));
    expect(shown).toEqual({ activityId: id, title: kind.name, kind, audience: 'members' });
    expect(JSON.stringify(shown)).not.toContain('衡山支部');
  });

  test('of a private activity only that the place is taken: no id, no title, no kind, no headcount', () => {
    expect(shownOf(id, about('private'))).toEqual({ title: occupied, audience: 'private' });
  });

  test('of an activity not heard of yet no more than of a private one', () => {
    expect(shownOf(id, undefined)).toEqual({ title: occupied, audience: 'private' });
  });
});
