import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastRoute } from '@huitang/runtime';
import { fastAddress } from './fast-address.ts';
import { cacheKey, type FeedCache } from './feed-cache.ts';
import { readyAnswer, sendReady } from './send-ready.ts';

const PREFIX = '/feeds/';

/** Answers feeds that are ready in their usual window, before Express sees the request. */
export function fastFeeds(cache: FeedCache, answered: (status: number) => void): FastRoute {
  function serve(request: IncomingMessage, response: ServerResponse): boolean {
    const { method, url = '' } = request;
    if (method !== 'GET' && method !== 'HEAD') return false;
    const address = fastAddress(url);
    const feed = address && cache.peek(cacheKey(address.path, address.language));
    const ready = feed && readyAnswer(request, feed);
    if (!ready) return false;
    answered(sendReady(response, feed, ready));
    return true;
  }
  return { prefix: PREFIX, serve };
}
