import type { IncomingMessage } from 'node:http';
import proxyAddr from 'proxy-addr';

/** Peers that may say of somebody else: a proxy on this machine or in this network (RFC 1918, 4193, 3927, 4291). */
const isNear = proxyAddr.compile(['loopback', 'linklocal', 'uniquelocal']);

/** The address a request comes from: the peer, or whom a proxy near by names in `X-Forwarded-For`; empty for none. */
export const callerOf = (request: Pick<IncomingMessage, 'headers' | 'socket'>): string =>
  // The library looks at no more of a request than these two, and without the header only at one.
  (request.headers['x-forwarded-for'] === undefined
    ? request.socket.remoteAddress
    : proxyAddr(request as IncomingMessage, isNear)) ?? '';
