import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { instantIn, openCenter, proposal } from './support/centers.ts';
import type { Answer } from './support/client.ts';
import type { World } from './support/installation.ts';
import { startWorld } from './support/world.ts';

let world: World;
let start: string;

beforeAll(async () => {
  world = await startWorld();
  await openCenter(world, 'tianping', [{ id: 'tianping-hall' }]);
  await openCenter(world, 'xuhui', [{ id: 'xuhui-stage', features: ['stage', 'piano'] }]);
  start = instantIn(world, 3, 120);
});
afterAll(() => world.end());

const fieldsOf = ({ json }: Answer): string[] => (json.errors ?? []).map(({ field }: { field: string }) => field);

/** What would show that something was stored after all. */
async function stored(): Promise<number> {
  await world.idle();
  return (await world.get('/api/activities?limit=500')).json.items.length;
}

type Case = [name: string, change: Record<string, unknown>, field: string];
const cases: Case[] = [
  ['an unknown center', { center: 'nowhere' }, 'center'],
  ['an unknown organization', { organization: 'nobody' }, 'organization'],
  ['an unknown kind', { kind: 'party' }, 'kind'],
  ['a feature that no room has', { needs: [{ role: 'room', features: ['pool'] }] }, 'needs[0].features[0]'],
  ['an unknown package', { packageId: 'nothing' }, 'packageId'],
  ['an end before the start', { durationMinutes: undefined, preferredEnd: '2020-01-01T00:00:00Z' }, 'preferredEnd'],
  ['zero length', { durationMinutes: 0 }, 'durationMinutes'],
  ['zero length by its end', { durationMinutes: undefined, preferredEnd: 'START' }, 'preferredEnd'],
  ['ten years', { durationMinutes: 5_256_000 }, 'durationMinutes'],
  ['ten years by its end', { durationMinutes: undefined, preferredEnd: '2036-12-31T00:00:00Z' }, 'preferredEnd'],
  ['headcount 0', { headcount: 0 }, 'headcount'],
  ['headcount -1', { headcount: -1 }, 'headcount'],
  ['headcount 10⁹', { headcount: 1_000_000_000 }, 'headcount'],
  ['headcount 1.5', { headcount: 1.5 }, 'headcount'],
  ['headcount as text', { headcount: '20' }, 'headcount'],
  ['an instant without zone', { preferredStart: '2027-07-01T09:00:00' }, 'preferredStart'],
  ['an impossible date', { preferredStart: '2027-02-30T09:00:00Z' }, 'preferredStart'],
  ['an hour 25', { preferredStart: '2027-02-20T25:00:00Z' }, 'preferredStart'],
  ['seconds', { preferredStart: '2027-02-20T09:00:30Z' }, 'preferredStart'],
  ['the year 1', { preferredStart: '0001-01-01T00:00:00Z' }, 'preferredStart'],
  ['a start in the past', { preferredStart: '2021-01-01T00:00:00Z' }, 'preferredStart'],
  ['a title of 1 MB', { title: 'x'.repeat(1_000_000) }, 'title'],
  ['an empty title', { title: '   ' }, 'title'],
  ['CR in the title', { title: 'a\rb' }, 'title'],
  ['LF in the title', { title: 'a\nBEGIN:VEVENT' }, 'title'],
  ['NUL in the title', { title: 'a\u0000b' }, 'title'],
  ['U+2028 in the title', { title: 'a\u2028b' }, 'title'],
  ['a lone surrogate in the title', { title: 'a\ud800b' }, 'title'],
  ['a title of zero-width spaces', { title: '\u200b\u200b' }, 'title'],
  ['a title of writing directions', { title: '\u202e\u2066 \u2069\u202c' }, 'title'],
  ['a title of blanks that are letters', { title: '\u3164\u2800' }, 'title'],
  ['an unknown field', { colour: 'red' }, 'colour'],
  ['an operator for a string', { title: { $ne: null } }, 'title'],
  ['an operator for an id', { center: { $ne: null } }, 'center'],
  ['null for a string', { title: null }, 'title'],
  [
    'a window that ends before it begins',
    { alternatives: [{ earliest: '2027-07-02T00:00:00Z', latest: '2027-07-01T00:00:00Z' }] },
    'alternatives',
  ],
  [
    'a window of years',
    { alternatives: [{ earliest: '2027-07-02T00:00:00Z', latest: '2029-07-01T00:00:00Z' }] },
    'alternatives',
  ],
  [
    'a window and no time for it',
    {
      alternatives: [
        { earliest: '2027-07-02T00:00:00Z', latest: '2027-07-02T00:00:00Z', start: '2027-07-02T00:00:00Z' },
      ],
    },
    'alternatives',
  ],
  ['a length and an end', { preferredEnd: '2027-07-02T00:00:00Z' }, 'durationMinutes'],
  ['fewer than no chairs', { needs: [{ role: 'kit', resourceId: 'tianping-chairs', count: -1 }] }, 'needs'],
  ['no chairs', { needs: [{ role: 'kit', resourceId: 'tianping-chairs', count: 0 }] }, 'needs'],
  ['chairs that nobody has', { needs: [{ role: 'kit', resourceId: 'tianping-chairs', count: 5 }] }, 'needs'],
  ['a room that is none', { needs: [{ role: 'room', resourceId: 'tianping-attic' }] }, 'needs'],
  ['a feature that is no word', { needs: [{ role: 'room', features: ['Oath Wall'] }] }, 'needs'],
  [
    'a stop before the start',
    { needs: [{ role: 'stop', resourceId: 'tianping-hall', offsetMinutes: -5, minutes: 5 }] },
    'needs',
  ],
  [
    'a stop for no time',
    { needs: [{ role: 'stop', resourceId: 'tianping-hall', offsetMinutes: 0, minutes: 0 }] },
    'needs',
  ],
  ['an unknown audience', { audience: 'secret' }, 'audience'],
  ['an unknown field in a need', { needs: [{ role: 'room', features: [], $where: '1' }] }, 'needs'],
];

describe('a proposal with', () => {
  test.each(cases)('%s is refused with the field named, and nothing is stored', async (_, change, field) => {
    const body = JSON.parse(
      JSON.stringify({ ...proposal('tianping', start), ...change }).replace('"START"', JSON.stringify(start)),
    );
    const before = await stored();
    const answer = await world.post('/api/activities', body);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.json.code).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(
      fieldsOf(answer).some((name) => name === field || name.startsWith(`${field}[`) || name.startsWith(`${field}.`)),
    ).toBe(true);
    expect(await stored()).toBe(before);
  });

  const json = { 'content-type': 'application/json' };
  const raw: [name: string, body: string, headers: Record<string, string>, status: number, code: string][] = [
    ['truncated JSON', '{"kind":"community-activity"', json, 400, 'malformed-json'],
    ['no JSON at all', 'hello', json, 400, 'malformed-json'],
    ['a JSON string', '"hello"', json, 400, 'malformed-json'],
    ['a JSON list', '[]', json, 422, 'invalid-request'],
    ['an empty body', '', json, 422, 'invalid-request'],
    ['the wrong content type', '{}', { 'content-type': 'text/plain' }, 415, 'unsupported-media-type'],
    ['a form', 'a=b', { 'content-type': 'application/x-www-form-urlencoded' }, 415, 'unsupported-media-type'],
    ['an unknown charset', '{}', { 'content-type': 'application/json; charset=klingon' }, 415, 'unsupported-charset'],
    ['__proto__', '{"__proto__":{"admin":true}}', json, 422, 'invalid-request'],
    ['a nested constructor', '{"needs":[{"constructor":{"prototype":{"x":1}}}]}', json, 422, 'invalid-request'],
    ['endless nesting', `{"needs":${'['.repeat(5_000)}${']'.repeat(5_000)}}`, json, 422, 'invalid-request'],
    ['3 MB of JSON', JSON.stringify({ title: 'x'.repeat(3_000_000) }), json, 413, 'body-too-large'],
    ['a key with a space', '{}', { ...json, 'idempotency-key': 'a b' }, 400, 'invalid-idempotency-key'],
  ];

  test.each(raw)('%s is refused', async (_, body, headers, status, code) => {
    const answer = await world.post('/api/activities', body, headers);
    expect(answer).toMatchObject({ status, json: { code } });
    expect(fieldsOf(answer)).not.toEqual([]);
  });
});

describe('a query with', () => {
  test('a field that nobody takes is refused where something would be written, and nothing is', async () => {
    const before = await stored();
    const answer = await world.post('/api/activities?dryRun=true', proposal('tianping', start));
    expect(answer.status).toBe(422);
    expect(fieldsOf(answer)).toEqual(['dryRun']);
    expect(await stored()).toBe(before);
  });

  test.each([
    ['a field that nobody takes', '/api/feeds?center=tianping&sort=name', 'sort'],
    ['an end before its start', '/api/activities?from=2026-07-02T00:00:00Z&to=2026-07-01T00:00:00Z', 'to'],
  ])('%s is refused with the field named', async (_, address, field) => {
    const answer = await world.get(address);
    expect(answer.status).toBe(422);
    expect(fieldsOf(answer)).toEqual([field]);
  });
});

describe('a wish for what nobody has', () => {
  const decided = async (change: Record<string, unknown>) => {
    const { json } = await world.post('/api/activities', proposal('tianping', start, change), { prefer: 'wait=10' });
    return [json.status, json.declined?.reasons[0]?.code, json.declined?.reasons[0]?.values, json.declined?.nearest];
  };

  test('is refused at once with the feature that is missing', async () => {
    const needs = [{ role: 'room', features: ['piano', 'stage'] }];
    expect(await decided({ needs })).toMatchObject(['declined', 'no-room-with-features', { headcount: 20 }, []]);
  });

  test('that nobody has anywhere names the field: a word that was mistyped, more often than not', async () => {
    const needs = [{ role: 'room', features: ['stage', 'swimming-pool'] }];
    const answer = await world.post('/api/activities', proposal('tianping', start, { needs }));
    expect(answer).toMatchObject({ status: 422, json: { code: 'unknown-feature' } });
    expect(fieldsOf(answer)).toEqual(['needs[0].features[1]']);
  });

  test('is refused at once with the skill that is missing, or the seats', async () => {
    const needs = [{ role: 'guide', skills: ['language:xx'] }];
    expect(await decided({ needs })).toEqual([
      'declined',
      'no-such-person',
      { role: 'guide', skills: 'language:xx' },
      [],
    ]);
    expect(await decided({ headcount: 5_000 })).toMatchObject(['declined', 'no-room-large-enough', {}, []]);
  });
});

describe('an address with', () => {
  const id = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff';
  test.each([
    ['an unknown activity', 'GET', `/api/activities/${id}`, 404, 'unknown-activity'],
    ['an unknown activity to cancel', 'POST', `/api/activities/${id}/cancel`, 404, 'unknown-activity'],
    ['an unknown activity to revise', 'POST', `/api/activities/${id}/revise`, 404, 'unknown-activity'],
    ['an unknown activity’s history', 'GET', `/api/activities/${id}/history`, 404, 'unknown-activity'],
    ['an id that is none', 'GET', '/api/activities/hello', 422, 'invalid-request'],
    ['an unknown center', 'GET', '/api/centers/nowhere', 404, 'unknown-center'],
    [
      'an unknown center’s use',
      'GET',
      '/api/centers/nowhere/use?from=2027-01-01T00:00:00Z&to=2027-01-02T00:00:00Z',
      404,
      'unknown-center',
    ],
    ['an unknown query field', 'GET', '/api/activities?$where=1', 422, 'invalid-request'],
    ['an operator in the query', 'GET', '/api/activities?center[$ne]=x', 422, 'invalid-request'],
    ['a repeated query field', 'GET', '/api/activities?center=a&center=b', 422, 'invalid-request'],
    ['a broken cursor', 'GET', '/api/activities?cursor=%7B%7D', 422, 'invalid-request'],
    ['a broken position', 'GET', '/api/activities?seen=yesterday', 422, 'invalid-request'],
    ['nothing there', 'GET', '/api/nothing', 404, 'no-such-address'],
  ])('%s is a problem, not a fault', async (_, method, path, status, code) => {
    const body = path.endsWith('revise') ? proposal('tianping', start) : undefined;
    expect(await world.request(method, path, body)).toMatchObject({ status, json: { code } });
  });
});
