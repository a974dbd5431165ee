import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { instantIn, openCenter, proposal, room } from './support/centers.ts';
import type { Answer } from './support/client.ts';
import type { World } from './support/installation.ts';
import { startWorld } from './support/world.ts';

let world: World;
let center: string;
let serial = 0;

beforeAll(async () => {
  world = await startWorld();
});
beforeEach(async () => {
  center = `center${serial++}`;
  await openCenter(world, center, [{ id: `${center}-hall` }]);
});
afterAll(() => world.end());

const read = () => world.get(`/api/centers/${center}`);
const rename = (zh: string, headers: Record<string, string> = {}): Promise<Answer> =>
  world.post(`/api/centers/${center}/rename`, { name: { zh, en: zh } }, headers);
const mismatch = (version: number) => ({
  status: 412,
  json: { code: 'version-mismatch', version, errors: [{ field: 'If-Match' }] },
});

describe('a change of a center', () => {
  test('with the ETag of what was read is made, and brings the next one', async () => {
    const { headers, json } = await read();
    expect(headers.get('etag')).toBe(`"${json.version}"`);
    const renamed = await rename('甲', { 'if-match': headers.get('etag') ?? '' });
    expect(renamed).toMatchObject({ status: 200, json: { version: json.version + 1 } });
    expect(renamed.headers.get('etag')).toBe((await read()).headers.get('etag'));
    expect(await rename('乙', { 'if-match': renamed.headers.get('etag') ?? '' })).toMatchObject({ status: 200 });
  });

  test('with an older ETag is refused, whatever it changes, and changes nothing', async () => {
    const old = { 'if-match': (await read()).headers.get('etag') ?? '' };
    await rename('甲');
    const other = room({ id: `${center}-studio` });
    const hall = room({ id: `${center}-hall`, capacity: 7 });
    expect(await rename('乙', old)).toMatchObject(mismatch(2));
    expect(await world.post(`/api/centers/${center}/resources`, other, old)).toMatchObject(mismatch(2));
    expect(await world.request('PUT', `/api/centers/${center}/resources/${center}-hall`, hall, old)).toMatchObject(
      mismatch(2),
    );
    expect((await read()).json).toMatchObject({ version: 2, name: { zh: '甲' } });
    expect((await world.get(`/api/centers/${center}/resources`)).json.items).toEqual([room({ id: `${center}-hall` })]);
  });

  test('of two that have read the same, one is made', async () => {
    const seen = { 'if-match': '"1"' };
    const answers = await Promise.all(['甲', '乙', '丙'].map((name) => rename(name, seen)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
  });

  test('that is repeated under its key is answered as before, although it is no longer what was read', async () => {
    const headers = { 'if-match': '"1"', 'idempotency-key': `rename-${center}` };
    expect(await rename('甲', headers)).toMatchObject({ status: 200 });
    expect(await rename('甲', headers)).toMatchObject({ status: 200, json: { version: 2 } });
  });

  test.each(['*', 'W/"1"'])('takes If-Match: %s', async (tag) => {
    expect(await rename('甲', { 'if-match': tag })).toMatchObject({ status: 200 });
  });

  test.each(['yesterday', '"1", "2"'])('refuses If-Match: %s', async (tag) => {
    const answer = await rename('甲', { 'if-match': tag });
    expect(answer).toMatchObject({ status: 422, json: { code: 'invalid-request', errors: [{ field: 'If-Match' }] } });
  });

  test('is listed with the version it is read with', async () => {
    const changed = await rename('甲');
    const seen = encodeURIComponent(changed.headers.get('huitang-position') ?? '');
    const { items } = (await world.get(`/api/centers?seen=${seen}`)).json;
    expect(items.find(({ id }: { id: string }) => id === center)).toEqual(changed.json);
  });
});

test('a revision with the ETag of an earlier revision is refused', async () => {
  const body = proposal(center, instantIn(world, 3, 600));
  const proposed = await world.post('/api/activities', body, { prefer: 'wait=10' });
  const old = { 'if-match': proposed.headers.get('etag') ?? '', prefer: 'wait=10' };
  const path = `/api/activities/${proposed.json.id}`;
  expect(await world.post(`${path}/revise`, { ...body, headcount: 21 }, old)).toMatchObject({ status: 200 });
  const refused = { status: 412, json: { code: 'revision-mismatch', revision: 2, errors: [{ field: 'If-Match' }] } };
  expect(await world.post(`${path}/revise`, { ...body, headcount: 22 }, old)).toMatchObject(refused);
  expect(await world.post(`${path}/cancel`, undefined, old)).toMatchObject(refused);
});
