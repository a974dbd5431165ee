import { CenterId } from '@huitang/contracts';
import { describe, expect, test } from '@jest/globals';
import { centerIdsRules, centerIdsStream } from '../../src/domain/center-ids.ts';

const { initial, decide, evolve } = centerIdsRules;

const claim = (id: string) => ({ type: 'ClaimCenterId', centerId: CenterId.parse(id) }) as const;

/** Who is refused, when these ids are claimed one after another. */
function refusedOf(...ids: string[]): string[] {
  let claimed = initial();
  return ids.filter((id) => {
    const decision = decide(claim(id), claimed);
    if (decision.ok) claimed = decision.events.reduce(evolve, claimed);
    return !decision.ok;
  });
}

/** Every id of up to three words from two. */
const words = ['a', 'b'];
const pairs = words.flatMap((first) => words.map((second) => `${first}-${second}`));
const all = [...words, ...pairs, ...pairs.flatMap((pair) => words.map((third) => `${pair}-${third}`))];

/** The plain meaning: there is a resource id that both centers could give. */
const couldCollide = (a: string, b: string): boolean =>
  a !== b && all.some((tail) => `${a}-${tail}`.startsWith(`${b}-`) || `${b}-${tail}`.startsWith(`${a}-`));

describe('of two ids', () => {
  test('the second is refused exactly when both could name the same resource', () => {
    for (const first of all) {
      for (const second of all) {
        // Ids without a common first word never meet in a stream, and never collide.
        if (centerIdsStream(first) !== centerIdsStream(second)) expect(couldCollide(first, second)).toBe(false);
        else
          expect([first, second, refusedOf(first, second)]).toEqual([
            first,
            second,
            couldCollide(first, second) ? [second] : [],
          ]);
      }
    }
  });

  test('the refusal names the one that was there', () => {
    const claimed = [CenterId.parse('a-b')];
    expect(decide(claim('a'), claimed)).toEqual({ ok: false, refusal: { code: 'id-overlaps', centerId: 'a-b' } });
  });
});

test('an id that is claimed again changes nothing', () => {
  expect(decide(claim('a'), [CenterId.parse('a')])).toEqual({ ok: true, events: [] });
});
