import { expect, test } from '@jest/globals';
import { publishRound, settleRound } from '../../src/rounds/carry-on.ts';
import { byItself } from '../../src/rounds/rounds.ts';
import { adjust, ask, at, giveUp, hour, open, openedWorld, roundOf, toldTo, wished } from './world.ts';

test('who asks for the same publication again closes no round that the day has had since', async () => {
  const { world, rounds } = await openedWorld();
  const byHand = { commandId: 'demo/publishRound/k', principal: 'demo', asked: {} };
  await ask(rounds, wished(1, hour()));
  expect(await publishRound(rounds, at(), byHand, 'demo')).toMatchObject({ ok: true });
  await settleRound(rounds, at());
  expect((await open(rounds)).ok).toBe(true);
  await ask(rounds, wished(2, hour(['11:00'])));
  expect(await publishRound(rounds, at(2), byHand, 'demo')).toMatchObject({ ok: true });
  expect(await roundOf(rounds)).toMatchObject({ number: 2, status: 'open' });
  expect(toldTo(world.log, 2)).toEqual(['Deferred 1']);
});

test('who names another round under the same key has used that for something else', async () => {
  const { world, rounds } = await openedWorld();
  const named = (number: number) => ({ commandId: 'demo/publishRound/k', principal: 'demo', asked: { number } });
  expect(await publishRound(rounds, at(), named(1), 'demo')).toMatchObject({ ok: true });
  await settleRound(rounds, at());
  await open(rounds);
  await ask(rounds, wished(2, hour(['11:00'])));
  expect(await publishRound(rounds, at(), named(1), 'demo')).toMatchObject({ ok: true });
  await expect(publishRound(rounds, at(2), named(2), 'demo')).resolves.toMatchObject({
    ok: false,
    refusal: { code: 'command-reused' },
  });
  expect(await roundOf(rounds)).toMatchObject({ number: 2, status: 'open' });
  expect(toldTo(world.log, 2)).toEqual(['Deferred 1']);
});

test('another publication of that day is one of its own', async () => {
  const { world, rounds } = await openedWorld();
  for (const number of [1, 2]) {
    if (number === 2) await open(rounds);
    await ask(rounds, wished(number, hour([`${8 + number * 2}:00`.padStart(5, '0')])));
    const byHand = { commandId: `demo/publishRound/${number}`, principal: 'demo' };
    expect(await publishRound(rounds, at(number), byHand, 'demo')).toMatchObject({ ok: true });
    await settleRound(rounds, at(number));
    expect(toldTo(world.log, number)).toEqual(['Deferred 1', 'Granted 1']);
  }
});

test('who ends a round while the day has its next one is told so, and that goes on', async () => {
  const { world, rounds } = await openedWorld();
  const byHand = { commandId: 'demo/publishRound/late', principal: 'demo' };
  const isNext = { ok: false, refusal: { code: 'day-changed' } };
  await giveUp(rounds, 1);
  await settleRound(rounds, at());
  await open(rounds);
  await ask(rounds, wished(1, hour()));
  expect(await publishRound(rounds, at(), byHand, 'demo')).toMatchObject(isNext);
  expect(await giveUp(rounds, 1)).toMatchObject(isNext);
  expect(await adjust(rounds, [])).toMatchObject(isNext);
  expect(await publishRound(rounds, at(), byItself('publish', at()))).toMatchObject({ ok: true });
  expect(await roundOf(rounds)).toMatchObject({ number: 2, status: 'open' });
  await giveUp(rounds, 2);
  expect(await publishRound(rounds, at(), { ...byHand, commandId: 'later' }, 'demo')).toMatchObject(isNext);
  expect(await publishRound(rounds, at(), byItself('publish', at()))).toMatchObject({ ok: true });
  expect(toldTo(world.log, 1)).toEqual(['Deferred 1']);
});
