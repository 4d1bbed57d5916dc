/** Which addresses the server itself may turn to where somebody else says to which. */
import { lookup, type LookupAddress, promises } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { isPublic } from '../network-address.js';

/** Why nothing was sent: the address is none that may be asked. */
export class OutOfReach extends Error {}

/**
 * Those of a name, as its servers say it now. Not by `dns.lookup`, which waits in the few threads that passwords and files wait
 * in, too: somebody whose name servers never answer would keep everybody from signing in.
 */
async function addressesOf(name: string, resolver: promises.Resolver): Promise<LookupAddress[]> {
  const [four, six] = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)]);
  if (four.status === 'rejected' && six.status === 'rejected') throw four.reason;
  const of = (found: typeof four, family: number) =>
    found.status === 'fulfilled' ? found.value.map((address) => ({ address, family })) : [];
  return [...of(four, 4), ...of(six, 6)];
}

/**
 * For a connection: the addresses of a name that are out on the internet. Asked once, and the connection goes to what was
 * looked at: a name that has another address a moment later (DNS rebinding) leads nowhere else.
 */
const publicLookup =
  (resolver: promises.Resolver): LookupFunction =>
  (name, options, callback) => {
    addressesOf(name, resolver)
      .then((all) => {
        const [first, ...others] = all.filter(({ address }) => isPublic(address));
        if (!first) throw new OutOfReach(`${name} has no public address.`);
        if (options.all) callback(null, [first, ...others]);
        else callback(null, first.address, first.family);
      })
      .catch((error: NodeJS.ErrnoException) => callback(error, []));
  };

/** What the operator allows: only what is out on the internet, or whatever there is, as in a network of one's own. */
export type Reach = 'public' | 'any';

/** The name servers of this machine have so many milliseconds, twice. */
const nameServers = () => new promises.Resolver({ timeout: 2_000, tries: 2 });

export const lookupOf = (reach: Reach, resolver = nameServers()): LookupFunction =>
  reach === 'public' ? publicLookup(resolver) : lookup;

/** Ports below this one are those of services; of them only the web's are asked what they publish. */
const firstFreePort = 1024;

/** What anybody may read in a browser, encrypted or not. Throws `OutOfReach` for anything else. */
export function requirePublished(url: URL, reach: Reach): void {
  if (!/^https?:$/.test(url.protocol)) throw new OutOfReach('The address is not one of the web.');
  if (reach === 'public' && url.port !== '' && Number(url.port) < firstFreePort)
    throw new OutOfReach('The address is that of another service.');
  requireElsewhere(url, reach);
}

/** Throws `OutOfReach` for what need not be looked up to be refused. Numbers are not: nobody asks the lookup for them. */
export function requireReachable(url: URL, reach: Reach): void {
  if (url.protocol !== 'https:' && !(reach === 'any' && url.protocol === 'http:'))
    throw new OutOfReach('The address is not one of https.');
  requireElsewhere(url, reach);
}

function requireElsewhere(url: URL, reach: Reach): void {
  if (url.username || url.password) throw new OutOfReach('The address holds a name or a password.');
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  if (reach === 'public' && isIP(host) && !isPublic(host))
    throw new OutOfReach('The address is in a network of its own.');
}
