import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Clock, callerOf, type FastRoute } from '@huitang/runtime';
import { tooMany } from '../answer-feed.ts';
import { feedName } from '../domain/feed.ts';
import { type FastAddress, fastAddress } from '../fast-address.ts';
import { cacheKey, type FeedCache } from '../feed-cache.ts';
import type { ReadyFeed } from '../ready-feed.ts';
import { sendReady } from '../send-ready.ts';
import { PRIVATE } from './answer-private-feed.ts';
import { opens, parseToken } from './feed-token.ts';
import type { FeedLimits } from './limits.ts';
import { isNoted } from './notes.ts';
import type { RecentTokens } from './recent-tokens.ts';

const PREFIX = '/f/';
const SUFFIX = '.ics';

interface Opened {
  readonly tokenId: string;
  readonly feed: ReadyFeed;
}

export interface FastPrivateContext {
  readonly clock: Clock;
  readonly tokens: RecentTokens;
  readonly limits: FeedLimits;
  readonly cache: FeedCache;
  readonly answered: (status: number) => void;
}

/** What a token opens, where all of it is known without waiting and there is nothing to write down. */
function openedBy({ clock, tokens, cache }: FastPrivateContext, { path, language }: FastAddress): Opened | undefined {
  if (!path.endsWith(SUFFIX)) return undefined;
  const named = parseToken(path.slice(PREFIX.length, -SUFFIX.length));
  const known = named && tokens.peek(named.id);
  if (!known || !opens(known.token, named.secret, clock.now())) return undefined;
  const feed = cache.peek(cacheKey(feedName(known.token.feed), language));
  return feed && isNoted(known.fetch, feed, clock.now()) ? { tokenId: named.id, feed } : undefined;
}

function refuse(response: ServerResponse, seconds: number): void {
  const { status, headers, body, contentType = '' } = tooMany(seconds);
  const length = Buffer.byteLength(String(body));
  response.writeHead(status, { ...headers, ...PRIVATE, 'Content-Type': contentType, 'Content-Length': length });
  response.end(body);
}

/**
 * Answers private feeds that are ready and whose calendars bring nothing new, before Express sees the request. Whatever
 * it leaves to the ordinary route is counted there.
 */
export function fastPrivateFeeds(context: FastPrivateContext): FastRoute {
  const { clock, limits, answered } = context;

  function serve(request: IncomingMessage, response: ServerResponse): boolean {
    const { method, url = '' } = request;
    if (method !== 'GET' && method !== 'HEAD') return false;
    const address = fastAddress(url);
    const opened = address && openedBy(context, address);
    if (!opened) return false;
    const now = clock.now();
    const wait = limits.ofAddress(callerOf(request), now) || limits.ofToken(opened.tokenId, now);
    if (wait > 0) {
      refuse(response, wait);
      answered(429);
      return true;
    }
    const status = sendReady(request, response, opened.feed, PRIVATE);
    if (status === undefined) return false;
    answered(status);
    return true;
  }
  return { prefix: PREFIX, serve };
}
