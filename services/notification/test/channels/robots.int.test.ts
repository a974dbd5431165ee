import { createLogger } from '@huitang/runtime';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { confirmed, idOf } from '../given.ts';
import { postOf, startWorld, type World } from '../world.ts';
import { dingtalkServer, type RobotServer, wecomServer } from './robot-servers.ts';

const KEY = 'canary00-1111-2222-3333-444444444444';
const TOKEN = 'canary0123456789abcdef';
const SECRET = 'SECcanary0123456789abcdef';
const CHANNELS = '/api/organizations/hengshan-branch/channels';

let world: World;
let server: RobotServer;

afterEach(async () => {
  await world.end();
  await server.close();
});

const confirm = (number = 1, change = {}) =>
  world.say(`activity/${idOf(number)}`, 'ActivityConfirmed', confirmed({ activityId: idOf(number), ...change }));

const entry = async (number = 1) =>
  (await world.deliveries(idOf(number))).find(({ channel, message }) => channel !== 'mail' && message === 'confirmed');

/** Every robot there is: how it is chosen, and the server that checks what it is sent. */
const robots = [
  {
    channel: 'wecom',
    settings: { key: KEY },
    wrong: { key: 'canary99-1111-2222-3333-444444444444' },
    refusal: "the robot's server answered errcode 93000",
    tooMany: { errcode: 45_009, errmsg: 'api freq out of limit' },
    waitMs: 60_000,
    serve: () => wecomServer(KEY, () => world.clock.now()),
  },
  {
    channel: 'dingtalk',
    settings: { accessToken: TOKEN, secret: SECRET },
    wrong: { accessToken: TOKEN, secret: 'SECcanary9999999999999' },
    refusal: "the robot's server answered errcode 310000",
    tooMany: { errcode: 130_101, errmsg: 'send too fast' },
    waitMs: 600_000,
    serve: () => dingtalkServer(TOKEN, SECRET, () => world.clock.now()),
  },
] as const;

describe.each(robots)('a $channel robot', ({ channel, settings, wrong, refusal, tooMany, waitMs, serve }) => {
  beforeEach(async () => {
    server = await serve();
    world = await startWorld({ http: server.http });
  });
  const choose = (given: object | undefined) =>
    world.request('PUT', CHANNELS, { channels: [{ channel, ...(given && { settings: given }) }] });

  test('tells its group in the form that is published, and nothing goes by mail where only it was chosen', async () => {
    expect(await choose(settings)).toMatchObject({ status: 200, json: { items: [{ channel }] } });
    await confirm();
    expect(server.asked).toEqual([]);
    await world.post();
    await world.tick();
    expect(server.taken).toHaveLength(1);
    expect(server.taken[0]).toMatch(/^\*\*【已确认】新党员入党宣誓仪式 · 7月2日（周四）09:00\*\*\n\n/);
    expect(server.taken[0]).toContain('> 场地：宣誓厅');
    expect(server.taken[0]).toContain(`[查看活动](http://localhost:8080/activities/${idOf(1)})`);
    expect(world.mailer.taken).toEqual([]);
    expect(await entry()).toMatchObject({ channel, state: 'delivered', attempts: 1 });
  });

  test('is sent what fits into a message and keeps its links, whatever a title brings along', async () => {
    await choose(settings);
    const nasty = '<@all> [here](https://evil.example) **loud** `x`\r\n# big\u2028> quote \ud800';
    await confirm(1, { title: nasty });
    await confirm(2, { title: '长'.repeat(10_000) });
    await world.post();
    expect(server.taken).toHaveLength(2);
    const [first = '', second = ''] = [...server.taken].sort((a, b) => a.length - b.length);
    expect(first).not.toMatch(/<@|\]\(https:\/\/evil|\*\*loud|`|\n# big/);
    expect(first).toContain('＜@all＞ ［here］(https://evil.example) ＊＊loud＊＊');
    expect(Buffer.byteLength(second)).toBeLessThanOrEqual(4_096);
    expect(second).toContain(`[查看活动](http://localhost:8080/activities/${idOf(2)})`);
    expect(second).not.toMatch(/\p{Surrogate}/u);
  });

  test('whose key is wrong has failed, and the key is in no answer, no log line, no event and no record', async () => {
    await choose(wrong);
    const lines: object[] = [];
    const logger = Object.assign(createLogger('silent'), {
      info: (line: object) => lines.push(line),
      warn: (line: object) => lines.push(line),
    });
    await confirm();
    await postOf(world.instance({ ...world.platform, logger }));
    expect(server.asked.join()).toMatch(/canary/);
    expect(await entry()).toMatchObject({ state: 'failed', error: refusal });
    const { text } = await world.request('GET', CHANNELS);
    const kept: unknown[] = [];
    for (const name of await world.platform.records.sets()) {
      kept.push(await world.platform.records.set<object>(name).list('', 1_000));
    }
    const told = [text, lines, await world.said(), await world.deliveries(idOf(1)), kept].map((all) =>
      JSON.stringify(all),
    );
    expect(lines).not.toEqual([]);
    expect(told.filter((all) => /canary/.test(all))).toEqual([]);
  });

  test('is sent no more than twenty messages a minute, and the rest later', async () => {
    await choose(settings);
    for (let number = 1; number <= 25; number += 1) await confirm(number);
    await world.post();
    expect(server.asked).toHaveLength(20);
    world.clock.pass(120_000);
    await world.post();
    expect(server.taken).toHaveLength(25);
  });

  test('that has had too many from elsewhere is left alone for as long as it takes none', async () => {
    await choose(settings);
    await confirm();
    server.instead = (response) => response.end(JSON.stringify(tooMany));
    await world.post();
    expect(await entry()).toMatchObject({ state: 'planned', error: 'more than 20 messages a minute' });
    server.instead = undefined;
    world.clock.pass(waitMs - 1);
    await world.post();
    expect(server.taken).toEqual([]);
    world.clock.pass(1);
    await world.post();
    expect(server.taken).toHaveLength(1);
  });

  test.each([
    ['is down', 500, 'oops'],
    ['answers what nobody has published', 200, '<html>'],
    ['is busy', 200, '{"errcode":-1,"errmsg":"system busy"}'],
  ])('whose server %s is tried again', async (_, status, body) => {
    await choose(settings);
    await confirm();
    server.instead = (response) => response.writeHead(status).end(body);
    await world.post();
    expect(await entry()).toMatchObject({ state: 'planned', attempts: 1 });
    server.instead = undefined;
    world.clock.pass(5_000);
    await world.post();
    expect(await entry()).toMatchObject({ state: 'delivered', attempts: 2 });
  });

  test('is chosen with what it needs alone, and keeps that until it is left out', async () => {
    expect(await choose(undefined)).toMatchObject({ status: 422, json: { code: 'wrong-settings' } });
    expect(await choose({ ...settings, more: 'x' })).toMatchObject({ status: 422, json: { code: 'wrong-settings' } });
    await choose(settings);
    expect(await choose(undefined)).toMatchObject({ status: 200 });
    await world.request('PUT', CHANNELS, { channels: [{ channel: 'mail' }] });
    expect(await world.platform.vault.subjects('channel/', 10)).toEqual([]);
    expect(await choose(undefined)).toMatchObject({ status: 422 });
  });
});
