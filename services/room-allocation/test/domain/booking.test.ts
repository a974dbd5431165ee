import { KindId, OrganizationId, type Resource } from '@huitang/contracts';
import { describe, expect, test } from '@jest/globals';
import { type Booker, barredFrom } from '../../src/domain/booking.ts';
import { at, kit, person, room, stop } from './support/given.ts';

const booker: Booker = {
  kindId: KindId.parse('oath-renewal'),
  organizationId: OrganizationId.parse('branch'),
  askedAt: at('09:00'),
};

const hall = (booking: Record<string, unknown>): Resource => room('hall', { booking });
const codes = (booking: Record<string, unknown>, who: Booker = booker) =>
  barredFrom([hall(booking)], who).map(({ because }) => because.code);

describe('rules of booking', () => {
  test('bar nothing where there are none, nor by what they do not tell', () => {
    const without = [room('hall'), person('guide'), kit('chairs', 10), stop('bridge')];
    expect(barredFrom([...without, hall({})], booker)).toEqual([]);
  });

  test('bar every kind and every organization but those they name', () => {
    expect(codes({ kinds: ['oath-renewal', 'film'] })).toEqual([]);
    expect(codes({ kinds: ['film'] })).toEqual(['not-bookable-by-kind']);
    expect(codes({ organizations: ['branch'] })).toEqual([]);
    expect(codes({ kinds: ['film'], organizations: ['other'] })).toEqual([
      'not-bookable-by-kind',
      'not-bookable-by-organization',
    ]);
  });

  test('bar nobody that is not told: a search is shown what some may have', () => {
    expect(codes({ kinds: ['film'], organizations: ['other'] }, { askedAt: at('09:00') })).toEqual([]);
  });

  test('count the horizon and the lead from when it was asked', () => {
    expect(barredFrom([hall({ horizonDays: 2, leastLeadMinutes: 90 })], booker)).toEqual([
      {
        resourceId: 'hall',
        because: { code: 'not-bookable-yet', values: { horizonDays: 2 } },
        startsAfter: at('09:00') + 2 * 1440,
      },
      {
        resourceId: 'hall',
        because: { code: 'not-bookable-so-soon', values: { leastLeadMinutes: 90 } },
        startsBefore: at('10:30'),
      },
    ]);
  });
});
