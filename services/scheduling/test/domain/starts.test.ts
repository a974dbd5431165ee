import { describe, expect, test } from '@jest/globals';
import { STARTS_MAX, startsOf } from '../../src/domain/starts.ts';

const at = (time: string): string => `2026-07-01T${time}:00Z`;

describe('startsOf', () => {
  test('puts the preferred start first and the others by distance, earlier before later', () => {
    const result = startsOf(at('09:00'), [{ earliest: at('08:00'), latest: at('10:00') }, { start: at('15:10') }]);
    expect(result).toEqual({
      ok: true,
      starts: ['09:00', '08:30', '09:30', '08:00', '10:00', '15:10'].map(at),
    });
  });

  test('writes every start in UTC, so equal instants are one start', () => {
    const result = startsOf('2026-07-01T09:00:00+08:00', [{ start: at('01:00') }]);
    expect(result).toEqual({ ok: true, starts: [at('01:00')] });
  });

  test('refuses more starts than anybody means', () => {
    const window = { earliest: '2026-07-01T00:00:00Z', latest: '2026-07-06T00:00:00Z' };
    expect(startsOf(at('09:00'), [window])).toEqual({ ok: false, code: 'too-many-starts' });
    const fits = startsOf(at('09:00'), [{ earliest: '2026-07-01T00:00:00Z', latest: '2026-07-05T03:00:00Z' }]);
    expect(fits.ok && fits.starts.length).toBe(STARTS_MAX - 1);
  });
});
