import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Clock, callerOf, type FastRoute } from '@huitang/runtime';
import { tooMany } from '../answer-feed.ts';
import type { FeedCache } from '../feed-cache.ts';
import type { KeptFeed } from '../ready-feed.ts';
import { readyAnswer, sendReady, whenReady } from '../send-ready.ts';
import { PRIVATE } from './answer-private-feed.ts';
import type { FeedLimits } from './limits.ts';
import { isNoted } from './notes.ts';
import { type Opened, openedAddresses, PREFIX } from './opened-addresses.ts';
import type { RecentTokens } from './recent-tokens.ts';

export interface FastPrivateContext {
  readonly clock: Clock;
  readonly tokens: RecentTokens;
  readonly limits: FeedLimits;
  readonly cache: FeedCache;
  readonly answered: (status: number) => void;
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
  const { clock, tokens, limits, cache, answered } = context;
  const openedBy = openedAddresses(tokens, clock);

  function serve(request: IncomingMessage, response: ServerResponse, opened: Opened, feed: KeptFeed): boolean {
    const now = clock.now();
    // A fetch that is to be written down is left to the ordinary route.
    if (!isNoted(opened.fetch, feed, now)) return false;
    const ready = readyAnswer(request, feed);
    if (!ready) return false;
    const wait = limits.ofAddress(callerOf(request), now) || limits.ofToken(opened.tokenId, now);
    if (wait > 0) {
      refuse(response, wait);
      answered(429);
      return true;
    }
    answered(sendReady(response, feed, ready, PRIVATE));
    return true;
  }

  return {
    prefix: PREFIX,
    serve(request, response) {
      const { method, url = '' } = request;
      if (method !== 'GET' && method !== 'HEAD') return false;
      const opened = openedBy(url);
      if (!opened) return false;
      return whenReady(cache.ready(opened.key), (feed) => serve(request, response, opened, feed));
    },
  };
}
