import { Instant, minuteOf } from '@huitang/contracts';
import { type Call, messageOf, type Platform, type Reply, waitUntilSeen } from '@huitang/runtime';
import { z } from 'zod';
import { answerTo, CALENDAR_TYPE, headersOf } from './conditional.ts';
import type { FeedSpec } from './domain/feed.ts';
import type { FeedCache } from './feed-cache.ts';
import type { ReadyFeed } from './ready-feed.ts';
import { VIEWS_GROUP } from './views.ts';

const RETRY_AFTER_SECONDS = 30;
export const TEXT_TYPE = 'text/plain; charset=utf-8';

/** Calendar programs add parameters of their own, so others than these are let pass. */
export const FeedQuery = z
  .object({
    from: Instant.optional(),
    to: Instant.optional(),
    seen: z.string().max(300).optional(),
    lang: z.enum(['zh', 'en']).default('zh'),
  })
  .refine(({ from, to }) => !from || !to || minuteOf(from) < minuteOf(to), { error: 'from before to', path: ['to'] });
export type FeedQuery = z.infer<typeof FeedQuery>;

export type FeedCall = Call<Readonly<Record<string, string>>, FeedQuery, undefined>;

/** What an id may be made of; any other text is answered like an id that nobody has. */
const ID = /^[a-z0-9-]{1,64}$/i;

const text = (status: number, body: string, headers: Readonly<Record<string, string>> = {}): Reply => ({
  status,
  body: `${body}\n`,
  contentType: TEXT_TYPE,
  headers: { 'Cache-Control': 'no-cache', 'X-Content-Type-Options': 'nosniff', ...headers },
});

export const notFound = (): Reply => text(404, '没有这个日历 / no such calendar');

/** A client that is told so keeps its copy; an empty calendar would make it forget everything. */
export const notNow = (): Reply =>
  text(503, '日历暂时无法提供，请稍后再试 / not available right now', { 'Retry-After': String(RETRY_AFTER_SECONDS) });

/** Who comes too often is told when to come again. */
export const tooMany = (seconds: number): Reply =>
  text(429, '请求过于频繁，请稍后再来 / too often; please come again later', { 'Retry-After': String(seconds) });

function conditionsOf({ headers }: FeedCall) {
  const one = (name: string): string | undefined => {
    const value = headers[name];
    return value === undefined ? undefined : String(value);
  };
  return {
    'if-none-match': one('if-none-match'),
    'if-modified-since': one('if-modified-since'),
    'accept-encoding': one('accept-encoding'),
  };
}

/** The two steps of an answer: what is asked for, and how it is sent. */
export interface FeedReading {
  /** The feed; a reply instead where what is to be seen in it has not been heard of; undefined when there is no such feed. */
  find(spec: FeedSpec, call: FeedCall): Promise<ReadyFeed | Reply | undefined>;
  /** 200 or 304, by what the request says of its copy. */
  reply(spec: FeedSpec, call: FeedCall, feed: ReadyFeed): Promise<Reply>;
}

export function feedReading(platform: Platform, cache: FeedCache): FeedReading {
  function feedOf(spec: FeedSpec, { from, to, seen, lang }: FeedQuery): Promise<ReadyFeed | undefined> {
    if (spec.type !== 'activity' && (from || to)) return cache.readWindow(spec, lang, { from, to });
    return cache.read(spec, lang, seen !== undefined);
  }

  return {
    async find(spec, { query }) {
      const behind = await waitUntilSeen(platform, VIEWS_GROUP, query.seen);
      return behind ?? feedOf(spec, query);
    },
    async reply(spec, call, feed) {
      const decided = answerTo(conditionsOf(call), feed);
      const headers = headersOf(decided, feed);
      if (decided.status === 304) return { status: 304, headers };
      const body = decided.gzip ? await cache.gzip(spec, call.query.lang, feed) : feed.bytes;
      return { status: 200, headers, body, contentType: CALENDAR_TYPE };
    },
  };
}

type AnswerFeed = (spec: FeedSpec, call: FeedCall) => Promise<Reply>;

/** The whole answer to a request for a public feed; never rejects. */
export function feedAnswers({ find, reply }: FeedReading): AnswerFeed {
  async function answer(spec: FeedSpec, call: FeedCall): Promise<Reply> {
    const found = await find(spec, call);
    if (!found) return notFound();
    return 'status' in found ? found : reply(spec, call, found);
  }

  return async (spec, call) => {
    if (!Object.values(call.params).every((id) => ID.test(id))) return notFound();
    try {
      return await answer(spec, call);
    } catch (error) {
      call.logger.error({ error: messageOf(error) }, 'feed failed');
      return notNow();
    }
  };
}
