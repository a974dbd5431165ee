import { describe, expect, test } from '@jest/globals';
import { answer, idOf } from '../given.ts';
import { faultsOf, textOf } from '../well-formed.ts';
import { world } from '../world.ts';

const activities = [answer(1)];
const PATHS = ['/', '/centers/tianping', `/activities/${idOf(1)}`];

describe.each(PATHS)('%s', (path) => {
  test.each([
    ['away', 503],
    [503, 503],
    [429, 503],
    [500, 502],
    [422, 502],
    ['garbage', 502],
  ] as const)('when the API is or says %p, answers %i with a page that says so', async (failing, wanted) => {
    const { status, body, contentType } = await world({ activities, failing: { '/api/': failing } }).get(
      `${path}?lang=en`,
    );
    expect([status, contentType]).toEqual([wanted, 'text/html; charset=utf-8']);
    expect(faultsOf(body)).toEqual([]);
    expect(textOf(body)).toContain(wanted === 503 ? 'cannot be reached right now' : 'cannot be read');
    expect(body).not.toMatch(/secret-detail|at .*\.ts|Fault/);
  });
});

test('before the host knows its own address, the API counts as away', async () => {
  expect((await world({ apiBase: '' }).get('/')).status).toBe(503);
});

test('who is told to come back is told when', async () => {
  const { headers } = await world({ failing: { '/api/': 'away' } }).get('/');
  expect(headers?.['Retry-After']).toBe('5');
});

test.each(['/api/kinds', '/api/feeds', '/api/activities', '/api/centers/tianping/use'])(
  'a page does without nothing: %s away is a page that says so',
  async (path) => {
    expect((await world({ failing: { [path]: 'away' } }).get('/')).status).toBe(503);
  },
);

test('a calendar that has not heard of the center yet has nothing to subscribe to', async () => {
  const { status, body } = await world({ failing: { '/api/feeds': 404 } }).get('/centers/tianping?lang=en');
  expect([status, textOf(body).includes('nothing to subscribe to yet')]).toEqual([200, true]);
});

test('a colour that is none is refused, not written into a style', async () => {
  const kinds = [{ id: 'x', name: { zh: 'x', en: 'x' }, colour: { hex: 'red;background:url(//x)' } }];
  expect((await world({ kinds }).get('/')).status).toBe(502);
});
