import { lookup } from 'node:dns';
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { Fault } from '../../faults.ts';
import type { HttpAnswer, HttpRequest } from '../../ports/http-client.ts';
import { leadsOutside, type Networks } from './networks.ts';

/** Nobody reads more of what a stranger answers. */
const READ_MAX_BYTES = 65_536;

const inside = (host: string): Fault =>
  new Fault('http-inside', `${host} leads inside, where nobody may be sent from outside`, { retriable: false });

/** Looks at the very addresses that are connected to, so that a name cannot be another one a moment later. */
const lookupOutside =
  (allowed: Networks): LookupFunction =>
  (host, options, done) => {
    lookup(host, { ...options, all: true }, (error, found) => {
      const outside = (found ?? []).filter(({ address }) => leadsOutside(address, allowed));
      const [first] = outside;
      if (error) done(error, '');
      else if (!first) done(inside(host), '');
      else if (options.all) done(null, outside);
      else done(null, first.address, first.family);
    });
  };

/** The answer with the beginning of its text; rejects when it breaks off. */
function read(response: IncomingMessage): Promise<HttpAnswer> {
  const { statusCode = 0 } = response;
  const headers = Object.fromEntries(
    Object.entries(response.headers).map(([name, value]) => [name, [value].flat().join(', ')]),
  );
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let bytes = 0;
    const end = (): void => {
      resolve({ status: statusCode, headers, body: Buffer.concat(parts).toString('utf8') });
      response.destroy();
    };
    response.on('data', (part: Buffer) => {
      parts.push(part);
      bytes += part.byteLength;
      if (bytes >= READ_MAX_BYTES) end();
    });
    response.on('end', end);
    response.on('error', reject);
  });
}

/** Rejects with whatever went wrong, a `Fault` where it must not be sent at all. Follows no redirect. */
export function outsideRequest(
  { method, headers = {}, body }: HttpRequest,
  url: URL,
  allowed: Networks,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  // A literal address is looked up by nobody.
  if (isIP(host) && !leadsOutside(host, allowed)) return Promise.reject(inside(url.host));
  const send = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const asked = send(
      url,
      { method, headers: { ...headers, ...length }, agent: false, lookup: lookupOutside(allowed), signal },
      (response) => read(response).then(resolve, reject),
    );
    asked.on('error', reject);
    asked.end(body);
  });
}
