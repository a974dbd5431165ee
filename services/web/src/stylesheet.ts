import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type Route, route } from '@huitang/runtime';

// src and dist lie equally deep, so the same path leads from both to the style sheets.
const folder = new URL('../style/', import.meta.url);
const FILES = [
  'colours',
  'base',
  'layout',
  'controls',
  'parts',
  'agenda',
  'activity',
  'tables',
  'bars',
  'day',
  'week',
  'narrow',
  'lists',
  'subscribe',
  'inbox',
  'print',
];
const PATH = '/pages.css';
const TYPE = 'text/css; charset=utf-8';

interface Stylesheet {
  /** Its address changes with its content, so that it can be kept for ever. */
  readonly href: string;
  readonly route: Route;
}

export function stylesheet(): Stylesheet {
  const text = FILES.map((name) => readFileSync(new URL(`${name}.css`, folder), 'utf8')).join('\n');
  const version = createHash('sha256').update(text).digest('hex').slice(0, 12);
  return {
    href: `${PATH}?v=${version}`,
    route: route({
      method: 'get',
      path: PATH,
      operationId: 'stylesheet',
      tag: 'Pages',
      summary: 'The look of the pages',
      responses: { 200: { description: 'one style sheet', contentType: TYPE } },
      handle: async () => ({
        status: 200,
        body: text,
        contentType: TYPE,
        headers: { 'Cache-Control': 'public, max-age=31536000, immutable' },
      }),
    }),
  };
}
