import { describe, expect, test } from '@jest/globals';
import { localClock } from '../../src/demand/local-clock.ts';
import { wishesIn } from '../../src/demand/wishes.ts';
import { by, unmet } from './given.ts';

const { dateOf } = localClock('Asia/Shanghai');
const askers = (...rows: ReturnType<typeof unmet>[]) => wishesIn(rows, dateOf).map(({ asker }) => asker);

describe('a wish', () => {
  test('that is asked again on the same day, at another hour, is one', () => {
    const again = unmet({ asker: 'a2', start: unmet().start + 180 });
    expect(askers(unmet(), again)).toEqual(['a1']);
  });

  test.each([
    ['for another day', unmet({ asker: 'a2', start: unmet().start + 1440 })],
    ['of another organization', by('a2', 'branch-2')],
    ['for more people', by('a2', 'branch-1', { headcount: 51 })],
    ['for another kind', by('a2', 'branch-1', { kindId: 'oath-renewal' })],
    ['with other needs', by('a2', 'branch-1', { needs: [] })],
  ])('%s is another one', (_, other) => {
    expect(askers(unmet(), other)).toEqual(['a1', 'a2']);
  });

  test('counts by the newest answer to its activity', () => {
    const moved = unmet({ revision: 2, outcome: 'moved' });
    expect(wishesIn([moved, unmet()], dateOf).map(({ outcome }) => outcome)).toEqual(['moved']);
  });

  test('counts at its first hour, also where an earlier wish of one who asks for it later was for another', () => {
    const { start } = unmet();
    const other = by('a1', 'branch-1', { headcount: 51 });
    const same = unmet({ asker: 'a2', start: start + 60 });
    const later = unmet({ revision: 2, start: start + 120 });
    expect(askers(other, same, later)).toEqual(['a2']);
  });

  test('of one day by the clock of the place: 23:30 and half past midnight are two', () => {
    const late = unmet({ start: unmet().start + 810 });
    expect(askers(late, unmet({ asker: 'a2', start: late.start + 60 }))).toEqual(['a1', 'a2']);
  });

  test('that nobody signed is each its own', () => {
    const search = (asker: string) => unmet({ asker, outcome: 'found-nothing', wish: { organizationId: undefined } });
    expect(askers(search('s1'), search('s2'))).toEqual(['s1', 's2']);
  });
});
