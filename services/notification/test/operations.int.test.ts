import { createLogger, Fault, startHost, type Ticker } from '@huitang/runtime';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { notification } from '../src/index.ts';
import { confirmed, idOf } from './given.ts';
import { instrumented } from './instrumented.ts';
import { startWorld, tickOf, type World } from './world.ts';

let world: World;

beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.end());

const confirm = (number: number) =>
  world.say(`activity/${idOf(number)}`, 'ActivityConfirmed', confirmed({ activityId: idOf(number) }));

describe('what became of a delivery', () => {
  test('is counted by outcome, and logged with the command it goes back to and without an address', async () => {
    const lines: object[] = [];
    const take = (line: object): void => {
      lines.push(line);
    };
    const logger = Object.assign(createLogger('silent'), { info: take, warn: take });
    await confirm(1);
    await confirm(2);
    await confirm(3);
    world.mailer.refuse = ({ messageId }) => {
      const earlier = world.mailer.taken.length;
      return earlier > 0 ? new Fault('mail-refused', `not ${messageId}`, { retriable: false }) : undefined;
    };
    await tickOf(world.instance({ ...world.platform, logger }));
    await world.platform.vault.erase('organization/hengshan-branch');
    world.clock.moveTo('2026-07-01T01:00:00Z');
    await tickOf(world.instance({ ...world.platform, logger }));
    const counted = await world.platform.metrics.deliveries.get();
    const mails = counted.values.filter(({ labels }) => labels.channel === 'mail');
    expect(Object.fromEntries(mails.map(({ labels, value }) => [labels.outcome, value]))).toEqual({
      delivered: 1,
      failed: 2,
      dropped: 3,
      'put-off': 0,
    });
    expect(lines).toHaveLength(6);
    for (const line of lines) expect(line).toMatchObject({ commandId: 'command-of ActivityConfirmed' });
    expect(JSON.stringify(lines)).not.toContain('@example.org');
  });
});

describe('a host that stops', () => {
  test('waits for the mail under way, lets it be written down, and begins no other', async () => {
    for (let number = 1; number <= 40; number += 1) await confirm(number);
    let goOn = (): void => {};
    const told = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    let begin = (): void => {};
    const begun = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const before = async (name: string): Promise<void> => {
      if (name !== 'mailer.send') return;
      begin();
      await told;
    };
    /** Begins its first run at once. */
    const ticker: Ticker = {
      every(name, _cron, run) {
        const running = name === 'notification.deliveries' ? run() : Promise.resolve();
        return () => running;
      },
    };
    await world.host.stop();
    const host = await startHost({ ...instrumented(world.platform, { before }), ticker }, [notification]);
    await begun;
    const stopping = host.stop();
    goOn();
    await stopping;
    await world.restart();
    const states = await Promise.all(
      Array.from({ length: 40 }, async (_, index) => (await world.deliveries(idOf(index + 1)))[0]?.state),
    );
    const delivered = states.filter((state) => state === 'delivered');
    expect(delivered).toHaveLength(world.mailer.taken.length);
    expect(delivered.length).toBeGreaterThan(0);
    expect(delivered.length).toBeLessThanOrEqual(32);
  });
});
