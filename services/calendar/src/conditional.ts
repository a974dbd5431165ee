import type { KeptFeed } from './ready-feed.ts';

const GZIP = /(?:^|,)\s*(?:x-)?gzip\s*(?:;\s*q=([\d.]+)\s*)?(?:,|$)/i;

/** What a request says about the copy it has and the form it takes. */
interface Conditions {
  readonly 'if-none-match'?: string | undefined;
  readonly 'if-modified-since'?: string | undefined;
  readonly 'accept-encoding'?: string | readonly string[] | undefined;
}

export interface Answer {
  readonly status: 200 | 304;
  readonly gzip: boolean;
  readonly etag: string;
}

/** True only where gzip is asked for by name and not refused by `q=0`. */
function acceptsGzip(conditions: Conditions): boolean {
  const header = conditions['accept-encoding'];
  if (header === undefined) return false;
  const match = GZIP.exec(String(header));
  return match !== null && Number(match[1] ?? 1) > 0;
}

const gzipTag = (etag: string): string => `${etag.slice(0, -1)}-gzip"`;

/** The tag among those sent that the feed has, in either form: a weak one counts (RFC 9110 13.1.2). */
function matchingTag(header: string, tags: readonly [own: string, other: string]): string | undefined {
  if (header.trim() === '*') return tags[0];
  const sent: readonly string[] = header.match(/"[^"]*"/g) ?? [];
  return tags.find((tag) => sent.includes(tag));
}

/** Whether the copy is good (RFC 9110 13.2.2): If-None-Match decides alone where there is one. */
export function answerTo(conditions: Conditions, feed: KeptFeed): Answer {
  const gzip = acceptsGzip(conditions);
  const etag = gzip ? gzipTag(feed.etag) : feed.etag;
  const sent = conditions['if-none-match'];
  // Most bring back what they were given.
  if (sent === etag) return { status: 304, gzip, etag };
  if (sent !== undefined) {
    const tag = matchingTag(sent, [etag, gzip ? feed.etag : gzipTag(feed.etag)]);
    return tag ? { status: 304, gzip, etag: tag } : { status: 200, gzip, etag };
  }
  const since = Date.parse(conditions['if-modified-since'] ?? '');
  return { status: feed.isDated && since >= feed.lastModified ? 304 : 200, gzip, etag };
}

/** The headers of both answers; the length and, for 200, the type are added by who sends the body. */
export const headersOf = ({ status, gzip, etag }: Answer, feed: KeptFeed): Readonly<Record<string, string>> => ({
  ETag: etag,
  // Express compares the date by itself where there is one.
  ...(feed.isDated && { 'Last-Modified': new Date(feed.lastModified).toUTCString() }),
  'Cache-Control': 'public, max-age=60',
  Vary: 'Accept-Encoding',
  'X-Content-Type-Options': 'nosniff',
  ...(status === 200 && gzip && { 'Content-Encoding': 'gzip' }),
});

export const CALENDAR_TYPE = 'text/calendar; charset=utf-8';
