import type { CenterDocument, CenterHours, RoomUse } from '@huitang/contracts';
import { createLogger, Fault, type HttpClient, type Platform, type Reply, type Route } from '@huitang/runtime';
import type { ActivityAnswer, ListedActivity } from '../src/api/answers.ts';
import { askOf, tellOf } from '../src/api/client.ts';
import { readsOf } from '../src/api/reads.ts';
import { routesOf } from '../src/routes.ts';
import { inboxRoutes } from '../src/routes-inbox.ts';
import { center, feed, kinds, packages, resources, routes, use } from './given.ts';

/** Wednesday, 09:30 in Shanghai. */
export const NOW = Date.parse('2026-07-01T01:30:00Z');
export const API = 'http://api.test:8080';

interface Told {
  readonly centers?: readonly CenterDocument[];
  readonly uses?: Readonly<Record<string, RoomUse>>;
  readonly hours?: CenterHours;
  readonly listed?: readonly ListedActivity[];
  readonly activities?: readonly ActivityAnswer[];
  readonly kinds?: readonly unknown[];
  readonly resources?: readonly unknown[];
  readonly feeds?: readonly unknown[];
  /** The messages of `hengshan-branch`, the newest first. */
  readonly inbox?: readonly { readonly number: number; readonly isRead: boolean }[];
  /** Answers of another status, or no answer at all, by the start of the path. */
  readonly failing?: Readonly<Record<string, number | 'away' | 'garbage'>>;
  readonly now?: number;
  readonly apiBase?: string;
}

const feeds = [feed('center', 'tianping'), feed('room', 'tianping-hall'), feed('route', 'red-chen-yi')];
const englishFeeds = feeds.map(({ url, webcal, qr, ...one }) => ({
  ...one,
  url: `${url}?lang=en`,
  webcal: `${webcal}?lang=en`,
  qr: `${qr}-en`,
}));

const pageOf = (list: readonly unknown[], limit: number) => ({
  items: list.slice(0, limit),
  ...(list.length > limit && { cursor: 'next' }),
});

function inboxOf(inbox: NonNullable<Told['inbox']>, asked: URLSearchParams) {
  const left = inbox.filter(({ number }) => number < Number(asked.get('cursor') ?? Number.POSITIVE_INFINITY));
  const page = left.slice(0, Number(asked.get('limit')));
  const unread = inbox.filter(({ isRead }) => !isRead).length;
  return { items: page, unread, ...(left.length > page.length && { cursor: page.at(-1)?.number }) };
}

/** What the API would answer; undefined for 404. */
function answerOf({ pathname, searchParams }: URL, told: Told): unknown {
  const { centers = [center()], uses = { tianping: use() }, listed = [], activities = [] } = told;
  const [, , collection, id, part] = pathname.split('/');
  const items = (list: readonly unknown[]) => ({ items: list });
  const found = (list: readonly { readonly id: string }[]) => list.find((one) => one.id === id);
  switch (collection) {
    case 'centers': {
      const q = searchParams.get('q');
      if (id === undefined) return items(centers.filter(({ name }) => q === null || name.zh.includes(q)));
      if (part === 'resources') return items(told.resources ?? resources);
      if (part === 'hours') return told.hours;
      return part === 'use' ? uses[id] : found(centers);
    }
    case 'activities':
      return id === undefined ? pageOf(listed, Number(searchParams.get('limit'))) : found(activities);
    case 'feeds':
      return items(told.feeds ?? (searchParams.get('lang') === 'en' ? englishFeeds : feeds));
    case 'inbox':
      if (id === 'read') return { unread: 0 };
      return searchParams.get('organization') === 'hengshan-branch'
        ? inboxOf(told.inbox ?? [], searchParams)
        : undefined;
    case 'kinds':
      return items(told.kinds ?? kinds);
    case 'packages':
      return items(packages);
    case 'routes':
      return items(routes);
    default:
      return undefined;
  }
}

export interface World {
  readonly routes: readonly Route[];
  /** Every request the pages made of the API, in order. */
  readonly asked: readonly string[];
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Reply & { readonly body: string }>;
  post(path: string, body: string): Promise<Reply & { readonly body: string }>;
}

function httpOf(told: Told, asked: string[]): HttpClient {
  return {
    async request({ url, body: said }) {
      asked.push([url.replace(API, ''), ...(said === undefined ? [] : [said])].join(' '));
      const target = new URL(url);
      const failing = Object.entries(told.failing ?? {}).find(([path]) => target.pathname.startsWith(path))?.[1];
      if (failing === 'away') throw new Fault('no-answer', 'nobody answers', { retriable: true });
      if (failing === 'garbage') return { status: 200, headers: {}, body: '<html>' };
      if (failing !== undefined) return { status: failing, headers: {}, body: '{"code":"secret-detail"}' };
      const body = answerOf(target, told);
      return { status: body === undefined ? 404 : 200, headers: {}, body: JSON.stringify(body ?? {}) };
    },
  };
}

/** The pages before an API that tells what it is given. */
export function world(told: Told = {}): World {
  const asked: string[] = [];
  const logger = createLogger('silent');
  const unused = (): never => {
    throw new Error('not part of this world');
  };
  const platform: Pick<Platform, 'http' | 'clock' | 'installation' | 'logger'> = {
    http: httpOf(told, asked),
    clock: { now: () => told.now ?? NOW, after: unused },
    installation: { publicUrl: 'http://localhost:8080', uidDomain: 'x.example', mailFrom: 'a@x.example', version: '0' },
    logger,
  };
  // The pages touch no other part of the platform; what they would touch is not there.
  const apiBase = (): string => told.apiBase ?? API;
  const reads = readsOf(askOf(platform.http, apiBase));
  const routes = [
    ...routesOf(platform as Platform, reads, '/pages.css'),
    ...inboxRoutes(platform as Platform, reads, tellOf(platform.http, apiBase), '/pages.css'),
  ];
  return {
    routes,
    asked,
    get: (path, headers = {}) => answered('get', path, headers, undefined),
    post: (path, body) => answered('post', path, {}, body),
  };

  async function answered(method: string, path: string, headers: Readonly<Record<string, string>>, body: unknown) {
    const { pathname, searchParams } = new URL(path, API);
    for (const { spec, answer } of routes) {
      const pattern = new RegExp(`^${spec.path.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);
      const match = spec.method === method && pattern.exec(pathname);
      if (!match) continue;
      const params = Object.fromEntries(
        Object.entries(match.groups ?? {}).map(([name, text]) => [name, decodeURIComponent(text)]),
      );
      const query = Object.fromEntries(searchParams);
      const principal = { id: 'demo', roles: [], language: 'zh' } as const;
      const reply = await answer({ params, query, body, headers, principal, key: 'k', logger });
      return { ...reply, body: String(reply.body) };
    }
    throw new Error(`nothing answers ${method} ${path}`);
  }
}
