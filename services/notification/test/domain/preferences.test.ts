import { describe, expect, test } from '@jest/globals';
import type { Delivery } from '../../src/domain/delivery.ts';
import { messageNames } from '../../src/domain/message.ts';
import {
  isInvitation,
  isWanted,
  neededKinds,
  optionalKinds,
  type Preferences,
  unsubscribableKind,
  usualPreferences,
} from '../../src/domain/preferences.ts';
import { PreferencesDocument } from '../../src/preferences/preferences-document.ts';

const of = (message: Delivery['message'], minutesBefore?: number): Delivery => ({
  activityId: 'a',
  revision: 1,
  message,
  ...(minutesBefore !== undefined && { minutesBefore }),
  recipient: 'organization/x',
  state: 'planned',
  attempts: 0,
  tellAt: '',
  at: '',
  eventId: '',
  commandId: '',
});

const wantedWith = (preferences: Preferences) =>
  messageNames.filter((name) => isWanted(of(name, name === 'reminder' ? 120 : undefined), preferences));

describe('an organization', () => {
  test('that has said nothing hears everything at the usual distances', () => {
    expect(wantedWith(usualPreferences)).toEqual(
      messageNames.filter((name) => name !== 'reminder' && name !== 'renamed'),
    );
  });

  test('that wants nothing hears what was cancelled or taken away, and what its calendar has missed', () => {
    const nothing: Preferences = { ...usualPreferences, off: [...optionalKinds] };
    expect(wantedWith(nothing)).toEqual(['displaced', 'unplaced', 'cancelled', 'not-seen']);
  });

  test('is reminded at the distances it has asked for, whatever they are called', () => {
    const at =
      (...reminderMinutes: number[]) =>
      (delivery: Delivery) =>
        isWanted(delivery, { ...usualPreferences, reminderMinutes });
    expect([of('reminder-day'), of('reminder-hour'), of('reminder', 120)].map(at(120, 60))).toEqual([
      false,
      true,
      true,
    ]);
    expect([of('reminder-day'), of('reminder-hour'), of('reminder', 120)].map(at(1440))).toEqual([true, false, false]);
    expect(isWanted(of('reminder-hour'), { ...usualPreferences, off: ['reminder'] })).toBe(false);
  });

  test('whose calendar lives on invitations gets all of them', () => {
    const invited: Preferences = { ...usualPreferences, calendar: 'invitations', off: [...optionalKinds] };
    const carriers = ['confirmed', 'changed', 'moved', 'announced', 'renamed', 'displaced', 'unplaced', 'cancelled'];
    expect(wantedWith(invited)).toEqual([...carriers, 'not-seen']);
    expect(messageNames.filter((name) => isInvitation(name, invited))).toEqual(carriers);
    expect(messageNames.filter((name) => isInvitation(name, { calendar: 'none' }))).toEqual([]);
    expect(neededKinds(invited)).toEqual(['confirmed', 'changed', 'moved', 'announced']);
  });

  test('can unsubscribe from what it may do without, and from no invitation', () => {
    const feed = messageNames.filter((name) => unsubscribableKind(name, usualPreferences) === undefined);
    expect(feed).toEqual(['renamed', 'displaced', 'unplaced', 'cancelled', 'not-seen']);
    expect(unsubscribableKind('changed', { ...usualPreferences, calendar: 'both' })).toBeUndefined();
    expect(unsubscribableKind('reminder-hour', { ...usualPreferences, calendar: 'both' })).toBe('reminder');
  });
});

const fieldOf = (document: object): string | undefined =>
  PreferencesDocument.safeParse(document).error?.issues[0]?.path.join('.');

describe('what an organization says', () => {
  test('is as usual where it is left out, and in order', () => {
    expect(PreferencesDocument.parse({})).toEqual(usualPreferences);
    expect(PreferencesDocument.parse({ reminderMinutes: [60, 2880, 60], off: ['moved', 'moved'] })).toMatchObject({
      reminderMinutes: [2880, 60],
      off: ['moved'],
    });
  });

  test.each([
    ['off.0', { off: ['cancelled'] }],
    ['off', { off: ['moved'], calendar: 'invitations' }],
    ['off', { off: ['announced'], calendar: 'both' }],
    ['quietHours.from', { quietHours: { from: '24:00', to: '07:00' } }],
    ['quietHours.to', { quietHours: { from: '07:00', to: '07:00' } }],
    ['quietHours.to', { quietHours: { from: '07:00' } }],
    ['digestAt', { digestAt: '8:00' }],
    ['digestAt', { digestAt: '23:00', quietHours: { from: '22:00', to: '07:00' } }],
    ['reminderMinutes.0', { reminderMinutes: [4] }],
    ['reminderMinutes.0', { reminderMinutes: [40_321] }],
    ['reminderMinutes.0', { reminderMinutes: [60.5] }],
    ['reminderMinutes', { reminderMinutes: [5, 6, 7, 8, 9, 10, 11, 12, 13] }],
    ['calendar', { calendar: 'ics' }],
    ['language', { language: 'fr' }],
  ])('is refused by %s: %j', (field, document) => {
    expect(fieldOf(document)).toBe(field);
  });

  test.each([
    { off: ['moved'] },
    { off: ['reminder'], calendar: 'invitations' },
    { digestAt: '07:00', quietHours: { from: '22:00', to: '07:00' } },
    { reminderMinutes: [] },
  ])('is taken: %j', (document) => {
    expect(fieldOf(document)).toBeUndefined();
  });
});
