import type { FastRoute } from '@huitang/runtime';
import { fastAddress } from './fast-address.ts';
import { cacheKey, type FeedCache } from './feed-cache.ts';
import { readyAnswer, sendReady, whenReady } from './send-ready.ts';

const PREFIX = '/feeds/';

/** Answers feeds that are ready in their usual window, before Express sees the request. */
export function fastFeeds(cache: FeedCache, answered: (status: number) => void): FastRoute {
  return {
    prefix: PREFIX,
    serve(request, response) {
      const { method, url = '' } = request;
      if (method !== 'GET' && method !== 'HEAD') return false;
      const address = fastAddress(url);
      return whenReady(address && cache.ready(cacheKey(address.path, address.language)), (feed) => {
        const ready = readyAnswer(request, feed);
        if (!ready) return false;
        answered(sendReady(response, feed, ready));
        return true;
      });
    },
  };
}
