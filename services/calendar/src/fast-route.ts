import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Language } from '@huitang/contracts';
import type { FastRoute } from '@huitang/runtime';
import { answerTo, CALENDAR_TYPE, headersOf } from './conditional.ts';
import { cacheKey, type FeedCache } from './feed-cache.ts';

const PREFIX = '/feeds/';

const languageOf = (query: string): Language | undefined =>
  query === '' || query === 'lang=zh' ? 'zh' : query === 'lang=en' ? 'en' : undefined;

function keyOf(url: string): string | undefined {
  const mark = url.indexOf('?');
  const path = mark < 0 ? url : url.slice(0, mark);
  const language = languageOf(mark < 0 ? '' : url.slice(mark + 1));
  return language && cacheKey(path, language);
}

/** Answers feeds that are ready in their usual window, with the bytes and headers the ordinary route would send. */
export function fastFeeds(cache: FeedCache, answered: (status: number) => void): FastRoute {
  function serve({ method, url, headers }: IncomingMessage, response: ServerResponse): boolean {
    if (method !== 'GET' && method !== 'HEAD') return false;
    const key = keyOf(url ?? '');
    const feed = key && cache.peek(key);
    if (!feed) return false;
    const answer = answerTo(headers, feed);
    const body = answer.gzip ? feed.gzip : feed.bytes;
    if (answer.status === 200 && !body) return false;
    answered(answer.status);
    if (answer.status === 304 || !body) {
      response.writeHead(304, headersOf(answer, feed)).end();
      return true;
    }
    response.writeHead(200, {
      'Content-Type': CALENDAR_TYPE,
      ...headersOf(answer, feed),
      'Content-Length': body.byteLength,
    });
    // For HEAD, node:http leaves the body out by itself.
    response.end(body);
    return true;
  }
  return { prefix: PREFIX, serve };
}
