import { describe, expect, test } from '@jest/globals';
import { shownActivity, shownDetails } from '../../src/model/shown-activity.ts';
import { answer, hall, listed, oathRenewal, standing } from '../given.ts';

describe('in lists', () => {
  test('a public activity shows its own title', () => {
    expect(shownActivity(listed(1))).toMatchObject({
      title: { zh: '衡山支部重温入党誓词', en: '衡山支部重温入党誓词' },
      membersOnly: false,
    });
  });

  test('a members-only one shows the name of its kind', () => {
    expect(shownActivity(listed(1, { audience: 'members' }))).toMatchObject({
      title: oathRenewal.name,
      membersOnly: true,
    });
  });

  test('a private one is not there', () => {
    expect(shownActivity(listed(1, { audience: 'private' }))).toBeUndefined();
  });

  test('places are rooms and stops; who guides is not told', () => {
    const shown = shownActivity(listed(1));
    expect(shown?.rooms).toEqual([hall.name]);
    expect(JSON.stringify(shown)).not.toContain('讲解员');
  });
});

describe('on its page', () => {
  test('a members-only one tells neither programme nor size nor reasons', () => {
    const shown = shownDetails(answer(1, { audience: 'members' }));
    expect(shown?.about?.title).toEqual(oathRenewal.name);
    expect(shown).not.toHaveProperty('details');
  });

  test('a private one tells that the place is taken, and nothing about what', () => {
    const shown = shownDetails(answer(1, { audience: 'private' }));
    expect(shown).not.toHaveProperty('about');
    expect(shown).not.toHaveProperty('details');
    expect(shown?.rooms).toEqual([hall.name]);
  });

  test.each(['proposed', 'declined', 'cancelled'] as const)('a private one that is %s is not there', (status) => {
    expect(shownDetails(answer(1, { audience: 'private', status }))).toBeUndefined();
  });

  test('a wish changes nothing of what stands: title, mask, size and programme are those confirmed', () => {
    const asConfirmed = shownDetails(answer(1));
    const wish = { title: '另一个标题', audience: 'private', headcount: 99 } as const;
    expect(shownDetails(answer(1, { ...wish, programme: [], allocation: standing() }))).toEqual(asConfirmed);
  });

  test('without an answer, the time is the one wished for first', () => {
    const { allocation: _, ...proposed } = answer(1, { status: 'proposed' });
    const shown = shownDetails(proposed);
    expect([shown!.when.end - shown!.when.start, shown?.rooms]).toEqual([60, []]);
  });
});
