import ipaddr from 'ipaddr.js';

type Network = ReturnType<typeof ipaddr.parseCIDR>;

/** Networks inside that may be asked all the same. */
export type Networks = readonly Network[];

/** Throws for what is no network such as `10.1.0.0/16` or `fd00::/8`. */
export const networksOf = (texts: readonly string[]): Networks => texts.map((text) => ipaddr.parseCIDR(text));

const isIn = (address: ReturnType<typeof ipaddr.process>, network: Network): boolean =>
  address.kind() === network[0].kind() && address.match(network);

/**
 * True for an address that anybody may have (IANA's special-purpose registries, RFC 6890): not of this machine, of a
 * network inside, of a cloud's own services, nor one of these in the clothes of IPv6; or one in `allowed`.
 */
export function leadsOutside(text: string, allowed: Networks): boolean {
  const address = ipaddr.process(text);
  return address.range() === 'unicast' || allowed.some((network) => isIn(address, network));
}
