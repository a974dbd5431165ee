import { describe, expect, test } from '@jest/globals';
import { answerTo, headersOf } from '../src/conditional.ts';

const feed = {
  bytes: Buffer.from('x'),
  etag: '"abc"',
  lastModified: Date.parse('2026-07-01T00:00:00Z'),
  changedAt: 0,
  isDated: true,
};
const status = (conditions: Parameters<typeof answerTo>[0]) => answerTo(conditions, feed).status;

describe('If-None-Match', () => {
  test.each(['"abc"', 'W/"abc"', '"x", "abc"', 'W/"x",W/"abc"', '*', ' * ', '"abc-gzip"'])('%s is a match', (tag) => {
    expect(status({ 'if-none-match': tag })).toBe(304);
  });

  test.each(['"abd"', 'abc', '', '"ab", "c"', '"*"'])('%s is none', (tag) => {
    expect(status({ 'if-none-match': tag })).toBe(200);
  });

  test('decides alone, whatever If-Modified-Since says', () => {
    const since = { 'if-modified-since': 'Wed, 01 Jul 2026 00:00:00 GMT' };
    expect(status({ 'if-none-match': '"other"', ...since })).toBe(200);
    expect(status({ 'if-none-match': '"abc"', 'if-modified-since': 'Mon, 01 Jan 2001 00:00:00 GMT' })).toBe(304);
  });

  test('is answered with the tag that matched', () => {
    expect(answerTo({ 'if-none-match': '"abc"', 'accept-encoding': 'gzip' }, feed).etag).toBe('"abc"');
    expect(answerTo({ 'if-none-match': '*', 'accept-encoding': 'gzip' }, feed).etag).toBe('"abc-gzip"');
  });
});

test.each([
  ['Wed, 01 Jul 2026 00:00:00 GMT', 304],
  ['Wed, 01 Jul 2026 00:00:01 GMT', 304],
  ['Tue, 30 Jun 2026 23:59:59 GMT', 200],
  ['no date', 200],
  ['', 200],
])('If-Modified-Since %s gives %i', (since, expected) => {
  expect(status({ 'if-modified-since': since })).toBe(expected);
});

test('If-Modified-Since is not taken at its word where nobody knows what was sent under that date', () => {
  const since = { 'if-modified-since': 'Wed, 01 Jul 2026 00:00:01 GMT' };
  expect(answerTo(since, { ...feed, isDated: false }).status).toBe(200);
  expect(answerTo({ ...since, 'if-none-match': '"abc"' }, { ...feed, isDated: false }).status).toBe(304);
  expect(headersOf(answerTo({}, feed), feed)).toMatchObject({ 'Last-Modified': 'Wed, 01 Jul 2026 00:00:00 GMT' });
  expect(headersOf(answerTo({}, feed), { ...feed, isDated: false })).not.toHaveProperty('Last-Modified');
});

test.each([
  ['gzip', true],
  ['deflate, gzip;q=0.5, br', true],
  ['br, GZIP', true],
  ['gzip;q=0', false],
  ['gzip; q=0.0', false],
  ['deflate, br', false],
  ['*', false],
  ['gzipped', false],
  [undefined, false],
])('Accept-Encoding %s takes gzip: %s', (accept, expected) => {
  expect(answerTo({ 'accept-encoding': accept }, feed).gzip).toBe(expected);
});

test('gzip has its own tag and says so only with a body', () => {
  const gzip = answerTo({ 'accept-encoding': 'gzip' }, feed);
  expect(headersOf(gzip, feed)).toMatchObject({
    ETag: '"abc-gzip"',
    'Content-Encoding': 'gzip',
    Vary: 'Accept-Encoding',
  });
  expect(headersOf({ ...gzip, status: 304 }, feed)['Content-Encoding']).toBeUndefined();
});
