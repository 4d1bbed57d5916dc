/** Addresses of the network and what lies within what. What shared/ asks of them stays there, as it imports zod alone. */
import ipaddr from 'ipaddr.js';

/**
 * An address as people write it: a socket that takes both families shows IPv4 as `::ffff:192.0.2.1`. By hand, as each
 * request asks several times, and what a proxy claims need not be an address at all.
 */
export const plainAddress = (address: string | undefined): string =>
  (address ?? '').replace(/^::ffff:(?=\d+\.)/i, '');

export type Network = ReturnType<typeof ipaddr.parseCIDR>;

/** Of `192.0.2.7`, `192.0.2.0/24` or the same in IPv6. Throws for anything else. */
export function parseNetwork(text: string): Network {
  if (text.includes('/')) return ipaddr.parseCIDR(text);
  const address = ipaddr.parse(text);
  return [address, address.kind() === 'ipv6' ? 128 : 32];
}

/** `address` as a request has it: mapped into IPv6, or with the name of an interface behind it when it is link-local. */
export function isWithin([network, length]: Network, address: string): boolean {
  const known = parsed(address);
  return known !== null && known.kind() === network.kind() && known.match(network, length);
}

export const isLoopback = (address: string | undefined): boolean =>
  parsed(address ?? '')?.range() === 'loopback';

const nearby = new Set(['loopback', 'private', 'uniqueLocal', 'linkLocal', 'carrierGradeNat']);

/** This machine, or a network that it stands in, be it one laid over the internet: where its proxies are, and a container's gateway. */
export function isNearby(address: string | undefined): boolean {
  const known = parsed(address ?? '');
  return known === null || nearby.has(known.range());
}

const internet = ipaddr.parseCIDR('2000::/3');
/** NAT64 (RFC 6052): an address of IPv4 in the last four bytes, which a gateway turns to. */
const translated = ipaddr.parseCIDR('64:ff9b::/96');

/** Out on the internet, and nowhere that only this machine or its networks reach. */
export function isPublic(address: string): boolean {
  const known = parsed(address);
  if (known instanceof ipaddr.IPv6 && known.match(translated))
    return isPublic(new ipaddr.IPv4(known.toByteArray().slice(12)).toString());
  return known?.range() === 'unicast' && (known.kind() === 'ipv4' || known.match(internet));
}

/** What counts as one address: an IPv6 subscriber has a whole /64 and could take another address for each try. */
export function addressKey(ip: string | undefined): string {
  const address = parsed(ip ?? '');
  return address instanceof ipaddr.IPv6
    ? address.parts
        .slice(0, 4)
        .map((part) => part.toString(16))
        .join(':')
    : (ip ?? 'unknown');
}

const parsed = (address: string) => (ipaddr.isValid(address) ? ipaddr.process(address) : null);
