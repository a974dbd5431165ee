import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { confirmed, idOf, proposed } from './given.ts';
import { startWorld, type World } from './world.ts';

let world: World;

beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.end());

const branch = { id: 'wukang-branch', name: '武康居民区党支部', email: 'wukang@example.org', language: 'zh' };
const post = (body: unknown) => world.request('POST', '/api/organizations', body);
const kept = () => world.platform.vault.get('organization/wukang-branch');

describe('an organization', () => {
  test('is entered once; the same again changes nothing, another under its id is refused', async () => {
    expect(await post(branch)).toMatchObject({ status: 201, json: { id: 'wukang-branch', language: 'zh' } });
    expect(await post({ ...branch, name: ` ${branch.name} ` })).toMatchObject({ status: 200 });
    for (const change of [{ name: '别的' }, { email: 'other@example.org' }, { language: 'en' }]) {
      expect(await post({ ...branch, ...change })).toMatchObject({
        status: 409,
        json: { code: 'organization-exists', errors: [{ field: 'id' }] },
      });
    }
    expect(await kept()).toMatchObject({ name: branch.name, email: branch.email, language: 'zh' });
  });

  test('that is entered again under its key is answered as before; under another key it was there', async () => {
    const keyed = (key: string, change: object = {}) =>
      world.request('POST', '/api/organizations', { ...branch, ...change }, { 'idempotency-key': key });
    expect(await keyed('a')).toMatchObject({ status: 201 });
    expect(await keyed('a')).toMatchObject({ status: 201, json: { id: 'wukang-branch', name: branch.name } });
    expect(await keyed('b')).toMatchObject({ status: 200 });
    expect(await keyed('b')).toMatchObject({ status: 200 });
    const another = { status: 422, json: { code: 'command-reused' } };
    expect(await keyed('a', { id: 'other-branch' })).toMatchObject(another);
    expect(await world.platform.vault.get('organization/other-branch')).toBeUndefined();
  });

  test('that many enter in the same moment is entered by one of them', async () => {
    const route = world.host.services[0]?.routes.find(({ spec }) => spec.operationId === 'createOrganization');
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        route?.answer({
          params: {},
          query: {},
          body: { ...branch, email: `a${index}@example.org` },
          headers: {},
          principal: { id: 'demo', roles: ['organizer'], language: 'zh' },
          key: `key-${index}`,
          logger: world.platform.logger,
        }),
      ),
    );
    expect(answers.map((answer) => answer?.status)).toEqual([201, ...Array(19).fill(409)]);
    expect(await kept()).toMatchObject({ email: 'a0@example.org' });
  });

  test('that was erased can be entered anew', async () => {
    await post(branch);
    await world.platform.vault.erase('organization/wukang-branch');
    expect(await post({ ...branch, email: 'new@example.org' })).toMatchObject({ status: 201 });
  });

  test.each([
    ['an unknown field', { admin: true }, 'admin'],
    ['no address', { email: undefined }, 'email'],
    ['an address that is none', { email: 'wukang' }, 'email'],
    ['two addresses', { email: 'a@example.org, b@example.org' }, 'email'],
    ['a header in its address', { email: 'a@example.org\r\nBcc: b@example.org' }, 'email'],
    ['a header in its name', { name: 'a\r\nBcc: b@example.org' }, 'name'],
    ['an operator for a string', { email: { $ne: null } }, 'email'],
    ['an unknown language', { language: 'fr' }, 'language'],
    ['an id that is none', { id: 'Wukang Branch' }, 'id'],
    ['a name of 1 MB', { name: 'x'.repeat(1_000_000) }, 'name'],
  ])('with %s is refused and nothing is kept', async (_, change, field) => {
    const answer = await post({ ...branch, ...change });
    expect(answer).toMatchObject({ status: 422, json: { code: 'invalid-request', errors: [{ field }] } });
    expect(await world.platform.vault.subjects('organization/', 10)).toEqual(['organization/hengshan-branch']);
  });
});

describe('the list of organizations', () => {
  test('has all of them page by page, and no address', async () => {
    for (const id of ['a-branch', 'b-branch', 'z-branch']) await post({ ...branch, id });
    const pages: string[][] = [];
    let cursor: string | undefined;
    do {
      const answer = await world.request('GET', `/api/organizations?limit=2${cursor ? `&cursor=${cursor}` : ''}`);
      expect(answer.text).not.toContain('@');
      const page = answer.json as { items: { id: string }[]; cursor?: string };
      pages.push(page.items.map(({ id }) => id));
      cursor = page.cursor;
    } while (cursor);
    expect(pages.flat()).toEqual(['a-branch', 'b-branch', 'hengshan-branch', 'z-branch']);
  });

  test.each(['limit=0', 'limit=501', 'cursor=A', 'colour=red'])('with %s is refused', async (query) => {
    expect(await world.request('GET', `/api/organizations?${query}`)).toMatchObject({ status: 422 });
  });
});

describe('the deliveries of an activity', () => {
  const of = (id: string, query = '') => world.request('GET', `/api/activities/${id}/deliveries${query}`);

  test('are a 404 for one that nobody has heard of, and empty for one that nobody was told about', async () => {
    expect(await of(idOf(7))).toMatchObject({ status: 404, json: { code: 'unknown-activity' } });
    await world.say(`activity/${idOf(7)}`, 'ActivityProposed', proposed({ activityId: idOf(7) }));
    expect(await of(idOf(7))).toMatchObject({ status: 200, json: { items: [] } });
  });

  test('are those of one activity, revision by revision in the order of their times', async () => {
    for (const number of [1, 10, 2]) {
      const activityId = idOf(number);
      for (const revision of [1, 2, 10]) {
        await world.say(`activity/${activityId}`, 'ActivityConfirmed', confirmed({ activityId, revision }));
      }
    }
    const items = await world.deliveries(idOf(1));
    expect(items.map(({ message, revision }) => `${revision} ${message}`)).toEqual([
      '1 confirmed',
      '1 reminder-day',
      '1 reminder-hour',
      '2 changed',
      '2 reminder-day',
      '2 reminder-hour',
      '10 changed',
      '10 reminder-day',
      '10 reminder-hour',
    ]);
  });

  test('wait for a position, and refuse what is none', async () => {
    await world.say(`activity/${idOf(1)}`, 'ActivityConfirmed', confirmed());
    expect(await of(idOf(1), `?seen=activity/${idOf(1)}@1.0`)).toMatchObject({ status: 200 });
    expect(await of(idOf(1), '?seen=yesterday')).toMatchObject({ status: 422, json: { code: 'invalid-request' } });
    expect(await of('hello')).toMatchObject({ status: 422 });
  });
});
