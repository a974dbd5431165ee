import { expect, test } from '@jest/globals';
import { limit, used } from '../coordinator/quota-world.ts';
import { heldBriefly, refusals, wish } from '../coordinator/world.ts';
import { ask, close, hour, openedWorld, publish, wished } from './world.ts';

const JULY = '2026-07';

/** A limit of two hours, and a wish of one hour that waits in the round of its day. */
async function waiting() {
  const { world, rounds } = await openedWorld();
  await limit(world, 120);
  await ask(rounds, wished(1, hour()));
  return { world, rounds };
}

test('minutes of a wish that waits in a round count as had, and nobody waits for them', async () => {
  const { world, rounds } = await waiting();
  expect(await used(world, JULY)).toEqual([60, 60]);
  await ask(rounds, wished(2, wish(['2026-07-12T10:00'], 90)));
  expect(refusals(world.log)).toMatchObject([
    { reasons: [{ code: 'quota-exceeded', values: { limit: 120, used: 60, wanted: 90 } }] },
  ]);
});

test('they are kept with what the round grants', async () => {
  const { world, rounds } = await waiting();
  await close(rounds);
  await publish(rounds);
  expect(heldBriefly(world.log).map(([number]) => number)).toEqual([1]);
  expect(await used(world, JULY)).toEqual([60, 60]);
});

test('they are free when a change that took it out of the round cannot be had', async () => {
  const { world, rounds } = await waiting();
  await ask(rounds, wished(1, wish(['2026-07-12T10:00'], 60, { headcount: 999 }), { revision: 2 }));
  expect(refusals(world.log).map(({ revision }) => revision)).toEqual([2]);
  expect(await used(world, JULY)).toEqual([0, 0]);
});
