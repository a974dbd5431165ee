import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { thingRoutes } from './routes.ts';
import { type Answer, type Edge, startEdge } from './world.ts';

const DAY_MS = 86_400_000;

let edge: Edge;
let done: string[];

beforeEach(async () => {
  done = [];
  edge = await startEdge(thingRoutes(done));
});
afterEach(() => edge.end());

const make = (text: string, key = 'k1'): Promise<Answer> =>
  edge.ask('POST', '/api/things', { body: JSON.stringify({ text }), headers: { 'idempotency-key': key } });
const drop = (id: string, key = 'k1', what = 'drop'): Promise<Answer> =>
  edge.ask('POST', `/api/things/${id}/${what}`, { headers: { 'idempotency-key': key } });
const keys = () => edge.platform.records.set('http-idempotency');
const kept = () => keys().list('', 10);

const reused = { status: 422, json: { code: 'command-reused', errors: [{ field: 'Idempotency-Key' }] } };

describe('an Idempotency-Key', () => {
  test('lets the same request through again, however its JSON is written', async () => {
    await make('a');
    const body = '{ "text" : "a" }';
    const again = await edge.ask('POST', '/api/things', { body, headers: { 'idempotency-key': 'k1' } });
    expect(again).toMatchObject({ status: 201 });
    expect(done).toEqual(['demo/makeThing/k1', 'demo/makeThing/k1']);
  });

  test('refuses another body, another operation and another thing', async () => {
    await make('a');
    await drop('a', 'k2');
    expect(await make('b')).toMatchObject(reused);
    expect(await drop('a')).toMatchObject(reused);
    expect(await drop('b', 'k2')).toMatchObject(reused);
    expect(await drop('a', 'k2', 'lift')).toMatchObject(reused);
    expect(done).toHaveLength(2);
  });

  test('lets one of two bodies through that come in the same moment', async () => {
    const answers = await Promise.all(['a', 'b', 'c'].map((text) => make(text)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 422, 422]);
    expect(done).toHaveLength(1);
  });

  test('is nothing to a read, whatever it looks like', async () => {
    expect(await edge.ask('GET', '/api/things/a', { headers: { 'idempotency-key': 'a b' } })).toMatchObject({
      status: 200,
    });
  });

  test('is free again when its request was refused, and nothing is kept of that', async () => {
    expect(await make('bad')).toMatchObject({ status: 422, json: { code: 'bad-thing' } });
    const wrong = await edge.ask('POST', '/api/things', { body: '{}', headers: { 'idempotency-key': 'k1' } });
    expect(wrong).toMatchObject({ status: 422, json: { code: 'invalid-request' } });
    expect(await kept()).toEqual([]);
    expect(await make('good')).toMatchObject({ status: 201 });
  });

  test('stays bound when nobody knows what became of its request', async () => {
    expect(await drop('broken')).toMatchObject({ status: 500 });
    expect(await drop('a')).toMatchObject(reused);
    expect(await drop('broken')).toMatchObject({ status: 500 });
  });

  test('is bound for a week; after that it is forgotten', async () => {
    await make('a');
    edge.shift(7 * DAY_MS - 60_000);
    expect(await make('b')).toMatchObject(reused);
    edge.shift(60_000);
    expect(await make('c', 'k2')).toMatchObject({ status: 201 });
    expect((await kept()).map(({ key }) => key)).toEqual(['demo/k2']);
    expect(await make('b')).toMatchObject({ status: 201 });
  });

  test('that is forgotten is taken away when others come', async () => {
    await make('a');
    edge.shift(7 * DAY_MS + 60_000);
    await make('b', 'k2');
    expect(await keys().expire(edge.platform.clock.now())).toBe(0);
  });

  test('that nobody sent is not kept', async () => {
    await edge.ask('POST', '/api/things', { body: '{"text":"a"}' });
    expect(await kept()).toEqual([]);
  });
});
