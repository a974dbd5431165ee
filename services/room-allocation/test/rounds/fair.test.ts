import { OrganizationId } from '@huitang/contracts';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { heldBriefly } from '../coordinator/world.ts';
import { ask, close, hour, openedWorld, publish, roundOf, wished } from './world.ts';

interface Wanted {
  readonly number: number;
  readonly organization: string;
  readonly weight: number;
  readonly clocks: readonly string[];
}

/** The numbers of those who are granted. */
async function grantedOf(wanted: readonly Wanted[], change: Parameters<typeof openedWorld>[1] = {}) {
  const { world, rounds } = await openedWorld(['a'], change);
  for (const { number, clocks, ...asking } of wanted) await ask(rounds, wished(number, hour(clocks), asking));
  await publish(rounds);
  return heldBriefly(world.log).map(([number]) => number);
}

const clock = (hours: number): string => `${String(hours).padStart(2, '0')}:00`;

describe('in a round', () => {
  test('the first wish of each organization goes before the second ones of equal weight', async () => {
    const wanted = ['one', 'one', 'two', 'two', 'three'].map((organization, index) => ({
      number: index + 1,
      organization,
      weight: 2,
      clocks: ['09:00', '10:00', '11:00'],
    }));
    const granted = await grantedOf(wanted);
    expect(new Set(granted.map((number) => wanted[number - 1]?.organization)).size).toBe(3);
  });

  test('an organization with 500 wishes does not starve one with a single one', async () => {
    const clocks = Array.from({ length: 12 }, (_, n) => clock(8 + n));
    const many = Array.from({ length: 500 }, (_, n) => ({ number: n + 1, organization: 'many', weight: 2, clocks }));
    const granted = await grantedOf([...many, { number: 501, organization: 'one', weight: 2, clocks: ['09:00'] }]);
    expect(granted).toHaveLength(12);
    expect(granted).toContain(501);
  });

  test('who was turned down of late goes before others as heavy, and never before heavier ones', async () => {
    const credits = new Map([[OrganizationId.parse('two'), 0.75]]);
    const wanted = (weights: readonly number[]): readonly Wanted[] =>
      weights.map((weight, index) => ({
        number: index + 1,
        organization: ['one', 'two'][index] ?? '',
        weight,
        clocks: ['09:00'],
      }));
    const creditsAt = async () => credits;
    expect(await grantedOf(wanted([2, 2]))).toEqual([1]);
    expect(await grantedOf(wanted([2, 2]), { creditsAt })).toEqual([2]);
    expect(await grantedOf(wanted([3, 2]), { creditsAt })).toEqual([1]);
  });

  test('a credit is written down with the answer it has led to, of those who asked', async () => {
    const creditsAt = async () =>
      new Map([
        [OrganizationId.parse('branch'), 0.25],
        [OrganizationId.parse('absent'), 0.5],
      ]);
    const { rounds } = await openedWorld(['a'], { creditsAt });
    await ask(rounds, wished(1, hour()));
    await close(rounds);
    expect((await roundOf(rounds)).solution?.credits).toEqual([{ organizationId: 'branch', credit: 0.25 }]);
  });

  test('who comes when changes nothing of who is granted', async () => {
    const wishes = fc.array(
      fc.record({
        organization: fc.constantFrom('one', 'two', 'three'),
        weight: fc.integer({ min: 1, max: 3 }),
        clocks: fc.uniqueArray(fc.constantFrom('09:00', '09:30', '10:00', '11:00'), { minLength: 1, maxLength: 3 }),
      }),
      { minLength: 2, maxLength: 7 },
    );
    await fc.assert(
      fc.asyncProperty(
        wishes.chain((all) => {
          const numbered = all.map((one, index) => ({ ...one, number: index + 1 }));
          return fc.tuple(
            fc.constant(numbered),
            fc.shuffledSubarray(numbered, { minLength: all.length, maxLength: all.length }),
          );
        }),
        async ([inOrder, shuffled]) => {
          expect(await grantedOf(shuffled)).toEqual(await grantedOf(inOrder));
        },
      ),
      { numRuns: 40 },
    );
  });
});
