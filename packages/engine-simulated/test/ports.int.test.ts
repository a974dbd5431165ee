import { NO_SUCH_BOX, type Verdict } from '@huitang/engine-simulated';
import { isRetriable, type Mail } from '@huitang/runtime';
import { sampleCommit } from '@huitang/runtime/conformance';
import { expect, test } from '@jest/globals';
import { newWorld, START_MS, startIn } from './open-world.ts';

const mailTo = (address: string): Mail => ({
  messageId: 'a@huitang.example.org',
  date: '2026-06-01T00:00:00Z',
  to: { name: '支部', address },
  subject: '会堂',
  text: 'text',
  html: '<p>text</p>',
});

/** What came of one mail. */
async function send(verdict: Verdict, address = 'a@example.org') {
  const world = newWorld('servers', { faults: () => verdict });
  const { platform } = startIn(world);
  let outcome: unknown = 'never';
  platform.mailer.send(mailTo(address)).then(
    () => {
      outcome = 'taken';
    },
    (error: unknown) => {
      outcome = isRetriable(error) ? 'later' : 'refused';
    },
  );
  await world.run(() => false);
  return { outcome, boxes: world.mails.map(({ mail }) => mail.messageId), ms: world.scheduler.now() - START_MS };
}

test('a mail is taken, refused for now, refused for good, or taken with nobody told', async () => {
  expect(await send('done')).toMatchObject({ outcome: 'taken', boxes: ['a@huitang.example.org'] });
  expect(await send('refused')).toMatchObject({ outcome: 'later', boxes: [] });
  expect(await send('done', `a${NO_SUCH_BOX}`)).toMatchObject({ outcome: 'refused', boxes: [] });
  expect(await send('lost')).toMatchObject({ outcome: 'later', boxes: ['a@huitang.example.org'] });
  expect(await send('crash-after')).toMatchObject({ outcome: 'never', boxes: ['a@huitang.example.org'] });
  expect(await send('crash-before')).toMatchObject({ outcome: 'never', boxes: [] });
});

test('ticks come at their seconds, and one that comes while the last lasts is left out', async () => {
  const world = newWorld('servers');
  const { platform } = startIn(world);
  const began: number[] = [];
  platform.ticker.every('slow', '*/2 * * * * *', () => {
    began.push(world.scheduler.now() - START_MS);
    return new Promise((resolve) => void platform.clock.after(3_000, resolve));
  });
  await world.run(() => world.scheduler.now() > START_MS + 12_500);
  expect(began).toEqual([2_000, 6_000, 10_000]);
});

test('stopping a tick waits for the run under way and begins none', async () => {
  const world = newWorld('servers');
  const { platform } = startIn(world);
  let runs = 0;
  let ended = 0;
  const stop = platform.ticker.every('tick', '* * * * * *', async () => {
    runs += 1;
    await new Promise<void>((resolve) => void platform.clock.after(500, resolve));
    ended += 1;
  });
  let endedAtStop = -1;
  world.scheduler.after(1_200, () => void stop().then(() => (endedAtStop = ended)));
  await world.run(() => false);
  expect([runs, endedAtStop]).toEqual([1, 1]);
});

test("a process's clock can be wrong, and what waits for it waits the right time", async () => {
  const world = newWorld('servers');
  const process = startIn(world);
  process.setSkew(-300_000);
  let passed: number | undefined;
  process.platform.clock.after(40, () => {
    passed = world.scheduler.now() - START_MS;
  });
  expect(process.platform.clock.now()).toBe(START_MS - 300_000);
  await world.run(() => false);
  expect(passed).toBe(40);
});

test('ids follow from the seed, are never the same twice, and tell their version', () => {
  const idsOf = (seed: number): string[] => {
    const { ids } = startIn(newWorld('servers', { seed })).platform;
    return Array.from({ length: 200 }, (_, index) => (index % 2 === 0 ? ids.uuid() : ids.orderedUuid()));
  };
  expect(idsOf(3)).toEqual(idsOf(3));
  expect(new Set([...idsOf(3), ...idsOf(4)]).size).toBe(400);
  const version = (id: string | undefined): string | undefined =>
    /^[0-9a-f]{8}-[0-9a-f]{4}-([47])[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.exec(id ?? '')?.[1];
  expect(idsOf(3).map(version)).toEqual(Array.from({ length: 200 }, (_, index) => (index % 2 === 0 ? '4' : '7')));
});

test('history tells the public events of a stream from whichever log has it', async () => {
  const world = newWorld('servers');
  const { platform } = startIn(world);
  let told: readonly { readonly id: string }[] | undefined;
  void platform
    .log('scheduling')
    .append(sampleCommit('activity/a', 1))
    .then(() => platform.history('activity/a'))
    .then((events) => {
      told = events;
    });
  await world.run(() => told !== undefined);
  expect(told?.map(({ id }) => id)).toEqual(['activity/a@1.0']);
});
