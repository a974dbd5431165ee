import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Delivery, delivered, dueAgain } from '../src/domain/delivery.ts';
import { LEASE_MS, type Ledger, ledgerOf } from '../src/ledger.ts';
import { remember, viewsOf } from '../src/views.ts';
import { cancelled, confirmed, idOf, NOW } from './given.ts';
import { startWorld, type World } from './world.ts';

let world: World;
let ledger: Ledger;

beforeEach(async () => {
  world = await startWorld();
  ledger = ledgerOf(world.platform);
});
afterEach(() => world.end());

const planned: Delivery = {
  activityId: idOf(1),
  revision: 1,
  message: 'confirmed',
  recipient: 'organization/hengshan-branch',
  state: 'planned',
  attempts: 0,
  tellAt: new Date(NOW).toISOString(),
  at: new Date(NOW).toISOString(),
  eventId: 'e',
  commandId: 'c',
};

const due = async () => (await ledger.due(10)).map(({ value }) => value);

describe('taking a delivery up', () => {
  test('is for one of many who try', async () => {
    await ledger.plan([planned]);
    const taken = await Promise.all(Array.from({ length: 10 }, () => ledger.take(planned)));
    expect(taken.filter((one) => one !== undefined)).toEqual([{ ...planned, attempts: 1 }]);
  });

  test('fails for who read it before it ended, also when all claims are long forgotten', async () => {
    await ledger.plan([planned]);
    const taken = await ledger.take(planned);
    if (!taken) throw new Error('not taken');
    await ledger.save(delivered(taken, NOW));
    world.clock.pass(100 * LEASE_MS);
    await ledger.tidy();
    expect(await ledger.take(planned)).toBeUndefined();
    expect(await due()).toEqual([]);
  });

  test('fails for who read it before an attempt that failed since', async () => {
    await ledger.plan([planned]);
    const taken = await ledger.take(planned);
    if (!taken) throw new Error('not taken');
    await ledger.save(dueAgain(taken, NOW + 5_000, 'down'));
    world.clock.pass(100 * LEASE_MS);
    await ledger.tidy();
    expect(await ledger.take(planned)).toBeUndefined();
    expect(await ledger.take((await due())[0] ?? planned)).toMatchObject({ attempts: 2 });
  });

  test('from a holder that died hides it from the others until this one may be dead, too', async () => {
    await ledger.plan([planned]);
    await ledger.take(planned);
    world.clock.pass(LEASE_MS);
    const [found = planned] = await due();
    expect(await ledger.take(found)).toMatchObject({ attempts: 2 });
    expect(await due()).toEqual([]);
    world.clock.pass(LEASE_MS);
    const [again = planned] = await due();
    expect(await ledger.take(again)).toMatchObject({ attempts: 3 });
  });
});

test('what is noted of a delivery in hand leaves it due and in that hand, and is known to whoever comes after', async () => {
  await ledger.plan([planned]);
  for (const attempts of [1, 2]) {
    const taken = await ledger.take((await due())[0] ?? planned);
    if (!taken) throw new Error('not taken');
    await ledger.note({ ...taken, centerShown: attempts });
    const [found = planned] = await due();
    expect(found).toMatchObject({ state: 'planned', centerShown: attempts });
    expect(await ledger.take(found)).toBeUndefined();
    world.clock.pass(LEASE_MS);
  }
  expect(await ledger.take((await due())[0] ?? planned)).toMatchObject({ attempts: 3, centerShown: 2 });
});

test('what another instance has taken up is found due until that is known, and again when its time is over', async () => {
  const other = ledgerOf(world.platform);
  await ledger.plan([planned]);
  await other.take(planned);
  expect(await due()).toEqual([planned]);
  expect(await ledger.take(planned)).toBeUndefined();
  expect(await due()).toEqual([]);
  world.clock.pass(LEASE_MS - 1);
  expect(await due()).toEqual([]);
  world.clock.pass(1);
  expect(await due()).toEqual([planned]);
  expect(await ledger.take(planned)).toMatchObject({ attempts: 2 });
});

test('what another instance had in hand and has put off is found when it is due again', async () => {
  const other = ledgerOf(world.platform);
  await ledger.plan([planned]);
  const taken = await other.take(planned);
  expect(await ledger.take(planned)).toBeUndefined();
  await other.save(dueAgain(taken ?? planned, NOW + 5_000, 'down'));
  world.clock.pass(5_000);
  expect(await due()).toMatchObject([{ attempts: 1, error: 'down' }]);
});

describe('a plan', () => {
  test('made again leaves what became of the first as it is', async () => {
    await ledger.plan([planned]);
    await ledger.save(delivered({ ...planned, attempts: 1 }, NOW));
    await ledger.plan([planned]);
    expect(await due()).toEqual([]);
    expect(await ledger.ofActivity(planned.activityId)).toMatchObject([{ state: 'delivered' }]);
  });
});

test('an old event that comes again gives what is known now, not what was known then', async () => {
  const views = viewsOf(world.platform);
  const metaAt = (version: number) => ({
    id: `e${version}`,
    commandId: 'c',
    time: new Date(NOW).toISOString(),
    source: { stream: `activity/${idOf(1)}`, version, index: 0 },
  });
  const first = { type: 'ActivityConfirmed', data: confirmed() } as const;
  await remember(views, first, metaAt(1));
  await remember(views, { type: 'ActivityConfirmed', data: confirmed({ revision: 2 }) }, metaAt(2));
  const newest = await remember(views, { type: 'ActivityCancelled', data: cancelled({ revision: 2 }) }, metaAt(3));
  expect(newest).toMatchObject({ confirmed: { revision: 2 }, cancelled: { revision: 2 } });
  expect(await remember(views, first, metaAt(1))).toEqual(newest);
});
