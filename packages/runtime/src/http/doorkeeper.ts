import { isIP } from 'node:net';
import type { Request } from 'express';
import { fieldProblem, type Reply } from './problem.ts';

/** Requests of a browser that its user, or a page of this very server, began. */
const OWN_SITE = new Set(['same-origin', 'none']);

const hostOf = (url: string): string | undefined => (URL.canParse(url) ? new URL(url).host : undefined);

/** `Host` without its port, IPv6 without its brackets. */
const nameIn = (host: string): string =>
  host
    .replace(/:\d*$/, '')
    .replace(/^\[|\]$/g, '')
    .toLowerCase();

const isLocalName = (name: string): boolean => isIP(name) > 0 || name === 'localhost' || name.endsWith('.localhost');

const isLoopback = (address: string | undefined): boolean =>
  address !== undefined && (address === '::1' || address.replace(/^::ffff:/, '').startsWith('127.'));

/**
 * A write that a page of another site makes a browser send. Browsers say so in `Sec-Fetch-Site`; where they do not (plain
 * HTTP in a local network, older ones) `Origin` tells. Programs send neither.
 */
function comesFromElsewhere(request: Request, publicUrl: string): boolean {
  const site = request.get('sec-fetch-site');
  if (site !== undefined) return !OWN_SITE.has(site);
  const origin = request.get('origin');
  if (origin === undefined) return false;
  const host = hostOf(origin);
  return host === undefined || (host !== request.get('host')?.toLowerCase() && host !== hostOf(publicUrl));
}

/**
 * A name that this machine is not known by, on a connection from the machine itself: a page of somewhere else whose
 * name was made to point here (DNS rebinding). Addresses are no names, so they cannot be made to point anywhere.
 */
function isUnknownHere(request: Request, publicUrl: string): boolean {
  const host = request.get('host');
  if (host === undefined || !isLoopback(request.socket.localAddress)) return false;
  const name = nameIn(host);
  return !isLocalName(name) && name !== nameIn(hostOf(publicUrl) ?? '');
}

/** Refuses what a browser was tricked into; undefined for everything else. */
export function refusedAtTheDoor(request: Request, publicUrl: string): Reply | undefined {
  if (isUnknownHere(request, publicUrl)) {
    return fieldProblem(421, 'unknown-host', 'Host', 'localhost, an address, or the host of HUITANG_PUBLIC_URL');
  }
  const isWrite = request.method !== 'GET' && request.method !== 'HEAD';
  if (isWrite && comesFromElsewhere(request, publicUrl)) {
    return fieldProblem(403, 'cross-site', 'Origin', 'this server: pages of other sites may not change anything here');
  }
  return undefined;
}
