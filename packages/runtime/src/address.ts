import { type AddressInfo, isIPv6 } from 'node:net';

/** What listens at every address of a machine is reached at this machine's own. */
const OWN: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' };

/** A host's name or address as it stands in a URL: IPv6 in brackets (RFC 3986 3.2.2). */
export const hostInUrl = (host: string): string => (isIPv6(host) ? `[${host}]` : host);

/** How a program on this machine reaches a server, from what `server.address()` says; undefined without a port. */
export function addressOf(at: AddressInfo | string | null): string | undefined {
  if (at === null || typeof at === 'string') return undefined;
  return `http://${hostInUrl(OWN[at.address] ?? at.address)}:${at.port}`;
}
