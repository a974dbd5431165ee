import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HttpClient } from '@huitang/runtime';
import { fetchHttpClient } from '@huitang/runtime/adapters';

/** What a robot's server answers besides its published codes. */
export interface Said {
  readonly errcode: number;
  readonly errmsg: string;
}

export interface RobotServer {
  /** The texts it has taken, oldest first. */
  readonly taken: string[];
  /** Everything it was asked, taken or not. */
  readonly asked: string[];
  /** What to answer in the place of what is published; undefined answers as published. */
  instead: ((response: ServerResponse) => void) | undefined;
  readonly http: HttpClient;
  close(): Promise<void>;
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}

type Judge = (url: URL, body: unknown, take: (text: string) => Said) => Said;

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** The text of a Markdown message, checked against what is published; undefined for anything else. */
function markdownIn(body: unknown, fields: readonly string[]): string | undefined {
  if (!isRecord(body) || body.msgtype !== 'markdown' || !isRecord(body.markdown)) return undefined;
  const { markdown } = body;
  if (Object.keys(body).length !== 2 || Object.keys(markdown).join() !== fields.join()) return undefined;
  const text = markdown[fields.at(-1) ?? ''];
  return typeof text === 'string' && text !== '' ? text : undefined;
}

/** A server that stands in for one on the open net: `http` goes to this one and names that one. */
async function serve(host: string, judge: Judge): Promise<RobotServer> {
  const taken: string[] = [];
  const asked: string[] = [];
  const server = createServer(async (request, response) => {
    const text = await textOf(request);
    asked.push(`${request.method} ${request.url}`);
    if (robots.instead) return robots.instead(response);
    const isJson = request.method === 'POST' && request.headers['content-type'] === 'application/json';
    const take = (content: string): Said => {
      taken.push(content);
      return { errcode: 0, errmsg: 'ok' };
    };
    const url = new URL(request.url ?? '', `https://${host}`);
    const said = isJson ? judge(url, JSON.parse(text), take) : { errcode: 40_008, errmsg: 'invalid message type' };
    response.setHeader('Content-Type', 'application/json; charset=UTF-8').end(JSON.stringify(said));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const here = fetchHttpClient({ inside: ['127.0.0.0/8'] });
  const robots: RobotServer = {
    taken,
    asked,
    instead: undefined,
    http: {
      async request({ url, ...rest }) {
        if (!url.startsWith(`https://${host}/`)) throw new Error('another server than the published one');
        return here.request({ ...rest, url: url.replace(`https://${host}`, `http://127.0.0.1:${port}`) });
      },
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return robots;
}

const CONTENT_MAX_BYTES = 4_096;
const PER_MINUTE = 20;
const MINUTE_MS = 60_000;

/** WeCom's group robots (developer.work.weixin.qq.com, path/91770): the key, the form, 4096 bytes, 20 a minute. */
export const wecomServer = (key: string, now: () => number): Promise<RobotServer> => {
  const sent: number[] = [];
  return serve('qyapi.weixin.qq.com', (url, body, take) => {
    if (url.pathname !== '/cgi-bin/webhook/send') return { errcode: 404, errmsg: 'no such address' };
    const isKnown = url.searchParams.get('key') === key;
    if (!isKnown) return { errcode: 93_000, errmsg: `invalid webhook url, hint: ${url.searchParams.get('key')}` };
    const text = markdownIn(body, ['content']);
    if (text === undefined) return { errcode: 40_008, errmsg: 'invalid message type' };
    if (Buffer.byteLength(text) > CONTENT_MAX_BYTES) return { errcode: 40_058, errmsg: 'markdown.content exceed 4096' };
    sent.push(now());
    return sent.filter((at) => at > now() - MINUTE_MS).length > PER_MINUTE
      ? { errcode: 45_009, errmsg: 'api freq out of limit' }
      : take(text);
  });
};

const HOUR_MS = 3_600_000;

/** DingTalk's custom robots secured by a signature: token, milliseconds within an hour of `now`, HMAC, title and text. */
export const dingtalkServer = (token: string, secret: string, now: () => number): Promise<RobotServer> =>
  serve('oapi.dingtalk.com', (url, body, take) => {
    const { searchParams } = url;
    if (url.pathname !== '/robot/send') return { errcode: 404, errmsg: 'no such address' };
    if (searchParams.get('access_token') !== token) return { errcode: 300_001, errmsg: 'token is not exist' };
    const timestamp = searchParams.get('timestamp') ?? '';
    const sign = createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64');
    const isNow = Math.abs(Number(timestamp) - now()) < HOUR_MS;
    if (!isNow || searchParams.get('sign') !== sign) return { errcode: 310_000, errmsg: 'sign not match' };
    const text = markdownIn(body, ['title', 'text']);
    return text === undefined ? { errcode: 40_035, errmsg: 'missing parameter' } : take(text);
  });
