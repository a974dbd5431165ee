import { describe, expect, test } from '@jest/globals';
import type { Delivery } from '../../src/domain/delivery.ts';
import { knownAfter } from '../../src/domain/known-activity.ts';
import { openedCenter as knownCenter } from '../../src/domain/known-center.ts';
import { besideOthers, isRenamed, type Renaming, renamedDelivery } from '../../src/domain/renamed.ts';
import { cancelled, confirmed, idOf, NOW, openedCenter, START, unplaced } from '../given.ts';

const cause = { eventId: 'e', commandId: 'c' };
const ofCenter: Renaming = { centerId: 'tianping', change: 3, ...cause };
const ofRoom = (resourceId: string): Renaming => ({ ...ofCenter, resourceId });
const standing = knownAfter(undefined, { type: 'ActivityConfirmed', data: confirmed() });

describe('a change of a center', () => {
  const center = knownCenter(openedCenter());
  const hall = { zh: '宣誓厅', en: 'Oath Hall' };

  test.each([
    ['the name of a room', true, 1, { ...hall, zh: '大厅' }, 'tianping-hall'],
    ['its name in one language', true, 1, { ...hall, en: 'Great Hall' }, 'tianping-hall'],
    ['what is heard a second time', false, 0, { ...hall, zh: '大厅' }, 'tianping-hall'],
    ['how many it seats', false, 1, hall, 'tianping-hall'],
    ['a room that nobody knew', false, 1, hall, 'tianping-new'],
    ['its own name', true, 1, { zh: '天平', en: 'Tianping' }, undefined],
    ['nothing of its own name', false, 1, center.name, undefined],
  ])('that is %s is another name: %s', (_, isAnother, change, name, resourceId) => {
    expect(isRenamed(center, change, name, resourceId)).toBe(isAnother);
  });
});

describe('a new name is brought to', () => {
  test('what stands there, once for each change, until it begins', () => {
    expect(renamedDelivery(ofCenter, standing, NOW)).toMatchObject({
      ...{ activityId: idOf(1), revision: 1, change: 3, message: 'renamed', recipient: 'organization/hengshan-branch' },
      ...{ state: 'planned', at: '2026-06-28T08:00:00.000Z', uselessAt: '2026-07-02T01:00:00.000Z', ...cause },
    });
    expect(renamedDelivery(ofRoom('tianping-hall'), standing, NOW)).toBeDefined();
  });

  test.each([
    ['it is not in that room', ofRoom('tianping-studio'), standing, NOW],
    ['only its guide is called otherwise', ofRoom('guide-a'), standing, NOW],
    ['it has begun', ofCenter, standing, Date.parse(START)],
    ['it is called off', ofCenter, knownAfter(standing, { type: 'ActivityCancelled', data: cancelled() }), NOW],
    ['it has no place', ofCenter, knownAfter(standing, { type: 'ActivityUnplaced', data: unplaced() }), NOW],
    [
      'nobody is told of it',
      ofCenter,
      knownAfter(undefined, { type: 'ActivityConfirmed', data: confirmed({ notify: false }) }),
      NOW,
    ],
  ])('nobody where %s', (_, renaming, known, now) => {
    expect(renamedDelivery(renaming, known, now)).toBeUndefined();
  });
});

describe('beside the other mails of its activity, a new name', () => {
  const delivery = renamedDelivery(ofCenter, standing, NOW);
  if (!delivery) throw new Error('nothing to bring');
  const other = (change: Partial<Delivery>): Delivery => ({ ...delivery, message: 'confirmed', ...change });
  const sent = (centerShown: number): Delivery => other({ state: 'delivered', centerShown });
  const verdict = (...others: readonly Delivery[]) => besideOthers(delivery, [delivery, ...others], NOW);
  const until = (ms: number) => ({ until: NOW + ms, inDigest: false });

  test('is due to who was brought the one before', () => {
    expect(verdict(sent(2))).toBe('send');
  });

  test.each([
    ['who was never invited', []],
    ['who was told by other mails than invitations', [other({ state: 'delivered' })]],
    ['who was only reminded', [other({ state: 'delivered', centerShown: 2, message: 'reminder-day' })]],
    ['who has it from another mail since', [sent(2), other({ revision: 2, state: 'delivered', centerShown: 3 })]],
    ['who is told by robots', [{ ...sent(2), channel: 'wecom' }]],
    ['whose guide is told', [{ ...sent(2), recipient: 'person/guide-a' }]],
    ['whom no mail has reached', [other({ state: 'failed', centerShown: 2 })]],
  ])('is not due to %s', (_, others) => {
    expect(verdict(...others)).toBe('overtaken');
  });

  test('waits for what may bring it along, however that was begun', () => {
    expect(verdict(other({ state: 'planned' }))).toEqual(until(5_000));
    expect(verdict(sent(2), other({ revision: 2, state: 'planned', centerShown: 2 }))).toEqual(until(5_000));
    const later = new Date(NOW + 60_000).toISOString();
    expect(verdict(sent(2), other({ revision: 2, state: 'planned', at: later }))).toEqual(until(60_000));
  });

  test('waits for an earlier new name, and for no later one', () => {
    const named = (change: number): Delivery => ({ ...delivery, change });
    expect(verdict(sent(2), named(2))).toEqual(until(5_000));
    expect(verdict(sent(2), named(4))).toBe('send');
    expect(verdict(sent(2), { ...named(4), state: 'delivered', centerShown: 4 })).toBe('overtaken');
  });
});
