import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { thingRoutes } from './routes.ts';
import { type Answer, type Edge, startEdge } from './world.ts';

let edge: Edge;
const done: string[] = [];

beforeAll(async () => {
  edge = await startEdge(thingRoutes(done));
});
beforeEach(() => {
  done.splice(0);
});
afterAll(() => edge.end());

const fieldsOf = ({ json }: Answer): string[] => (json?.errors ?? []).map(({ field }: { field: string }) => field);
const thing = Buffer.from('{"text":"会堂"}');

describe('a route without a body', () => {
  test.each([
    ['none', undefined],
    ['an empty one', ''],
    ['{}', '{}'],
  ])('takes %s', async (_, body) => {
    const answer = await edge.ask('POST', '/api/things/a/drop', body === undefined ? {} : { body });
    expect(answer).toMatchObject({ status: 201, json: { said: 'a' } });
  });

  test('takes an empty one that comes in chunks, as proxies send it', async () => {
    const headers = { 'transfer-encoding': 'chunked' };
    expect(await edge.ask('POST', '/api/things/a/drop', { headers })).toMatchObject({ status: 201 });
  });

  test('names every field it is sent and does not want', async () => {
    const answer = await edge.ask('POST', '/api/things/a/drop', { body: '{"reason":"rain","now":true}' });
    expect(answer).toMatchObject({ status: 422, json: { code: 'invalid-request' } });
    expect(answer.json.errors).toEqual([
      { field: 'reason', code: 'unknown-field', message: 'no such field' },
      { field: 'now', code: 'unknown-field', message: 'no such field' },
    ]);
    expect(done).toEqual([]);
  });

  test.each([
    ['a list', '[]', {}, 422, 'invalid-request'],
    ['half of one', '{', {}, 400, 'malformed-json'],
    ['a form', 'a=b', { 'content-type': 'application/x-www-form-urlencoded' }, 415, 'unsupported-media-type'],
    ['text', '{}', { 'content-type': 'text/plain' }, 415, 'unsupported-media-type'],
  ])('refuses %s', async (_, body, headers, status, code) => {
    const answer = await edge.ask('POST', '/api/things/a/drop', { body, headers });
    expect(answer).toMatchObject({ status, json: { code } });
    expect(fieldsOf(answer)).not.toEqual([]);
    expect(done).toEqual([]);
  });
});

describe('a body', () => {
  test.each([
    ['gzip', gzipSync(thing)],
    ['deflate', deflateSync(thing)],
    ['br', brotliCompressSync(thing)],
  ])('compressed with %s is read', async (encoding, body) => {
    const headers = { 'content-encoding': encoding };
    expect(await edge.ask('POST', '/api/things', { body, headers })).toMatchObject({ json: { said: '会堂' } });
  });

  test.each([
    ['gzip, cut off', 'gzip', gzipSync(thing).subarray(0, 20)],
    ['gzip, damaged', 'gzip', Buffer.from(gzipSync(thing)).fill(7, 12, 18)],
    ['gzip, which it is not', 'gzip', thing],
    ['deflate, which it is not', 'deflate', thing],
    ['deflate, cut off', 'deflate', deflateSync(thing).subarray(0, 8)],
    ['br, which it is not', 'br', thing],
  ])('said to be %s is malformed, and what the parser threw is in the log', async (_, encoding, body) => {
    edge.lines.splice(0);
    const headers = { 'content-encoding': encoding };
    const answer = await edge.ask('POST', '/api/things', { body, headers });
    expect(answer).toMatchObject({ status: 400, json: { code: 'malformed-body', errors: [{ field: 'body' }] } });
    const [unread, answered] = edge.lines;
    expect(unread).toMatchObject({ msg: 'body not read', error: expect.any(String), requestId: expect.any(String) });
    expect(answered).toMatchObject({ msg: 'answered', status: 400, requestId: unread?.requestId });
    expect(done).toEqual([]);
  });

  test.each([
    ['a cut-off character', Buffer.from([0xe4, 0xbc])],
    ['a byte of Latin-1', Buffer.from([0xfc])],
    ['an overlong slash', Buffer.from([0xc0, 0xaf])],
    ['a surrogate', Buffer.from([0xed, 0xa0, 0x80])],
  ])('of JSON with %s is malformed', async (_, bytes) => {
    const body = Buffer.concat([Buffer.from('{"text":"'), bytes, Buffer.from('"}')]);
    const answer = await edge.ask('POST', '/api/things', { body });
    expect(answer).toMatchObject({ status: 400, json: { code: 'malformed-body', errors: [{ field: 'body' }] } });
    expect(done).toEqual([]);
  });

  test('of text is read in the charset it names, and malformed in another', async () => {
    const gbk = Buffer.from([0xbb, 0xe1, 0xcc, 0xc3]);
    const sent = (charset: string) =>
      edge.ask('POST', '/api/texts', { body: gbk, headers: { 'content-type': `text/csv; charset=${charset}` } });
    expect(await sent('gb18030')).toMatchObject({ status: 201, json: { said: '会堂' } });
    expect(await sent('"GBK"')).toMatchObject({ status: 201, json: { said: '会堂' } });
    expect(await sent('utf-8')).toMatchObject({ status: 400, json: { code: 'malformed-body' } });
    expect(await sent('klingon')).toMatchObject({ status: 415, json: { code: 'unsupported-charset' } });
  });

  test('of JSON is UTF-8, and may begin with a byte order mark', async () => {
    const utf16 = { 'content-type': 'application/json; charset=utf-16' };
    const body = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), thing]);
    expect(await edge.ask('POST', '/api/things', { body: thing, headers: utf16 })).toMatchObject({ status: 415 });
    expect(await edge.ask('POST', '/api/things', { body })).toMatchObject({ status: 201, json: { said: '会堂' } });
  });
});
