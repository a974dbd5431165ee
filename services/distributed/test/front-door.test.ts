import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { routesByService } from '../src/described.ts';
import { type Location, locationsOf, matcherOf } from '../src/front-door/locations.ts';
import { composeNginxConf } from '../src/front-door/of-compose.ts';

const routes = routesByService();
const locations = locationsOf(routes);

/** As nginx chooses: an exact location, else the first regular expression in the order of the file, else the pages. */
function reached(path: string, all: readonly Location[] = locations): string {
  const matchers = all.map((location) => ({ location, matcher: matcherOf(location) }));
  const exact = matchers.find(({ matcher }) => matcher === `= ${path}`);
  const pattern = matchers.find(({ matcher }) => matcher.startsWith('~ ') && new RegExp(matcher.slice(2)).test(path));
  return (exact ?? pattern)?.location.owner ?? 'web';
}

const filled = (path: string): string => path.replaceAll(/\{[^/{}]+\}/g, 'some-id.1');

describe('the front door', () => {
  test.each(Object.entries(routes).flatMap(([owner, own]) => own.map(({ spec }) => [spec.path, owner] as const)))(
    'leads %s to %s',
    (path, owner) => {
      expect(reached(filled(path))).toBe(owner);
    },
  );

  test.each(['/', '/api', '/openapi.json', '/activities/a', '/centers/tianping', '/no/such/thing'])(
    'leads %s to the pages',
    (path) => {
      expect(reached(path)).toBe('web');
    },
  );

  test('looks at what says more first', () => {
    const wrongWay = [...locations].reverse();
    const paths = Object.values(routes).flatMap((own) => own.map(({ spec }) => filled(spec.path)));
    expect(paths.some((path) => reached(path) !== reached(path, wrongWay))).toBe(true);
  });

  test('has no way to what only services ask', () => {
    expect(composeNginxConf()).toContain('location ~* ^/(?:internal|metrics)(?:/|$) { return 404; }');
  });

  test('of the containers is the one in infra/nginx, made from the routes as they are', () => {
    const file = new URL('../../../infra/nginx/nginx.conf', import.meta.url);
    expect(readFileSync(file, 'utf8')).toBe(composeNginxConf());
  });
});
