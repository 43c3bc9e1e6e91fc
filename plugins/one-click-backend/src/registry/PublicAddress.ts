import { lookup } from 'node:dns/promises';
import type { LookupAddress } from 'node:dns';
import { isIP } from 'node:net';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { RegistryError } from './RegistryError';

/** Finds all addresses of a host. */
export type Resolve = (hostname: string) => Promise<readonly LookupAddress[]>;

/** Asks the system. */
export const systemResolve: Resolve = hostname =>
  lookup(hostname, { all: true, verbatim: true });

/** Whether an address is out on the internet, rather than ours, our network's or nobody's. */
export function isPublic(address: string): boolean {
  // `process` sees through IPv4 in the clothes of IPv6.
  return ipaddr.process(address).range() === 'unicast';
}

/**
 * The addresses of a host, looked up once. Throws RegistryError where one of
 * them is not out on the internet and the host is not trusted to be inside.
 */
export async function resolvePublic(
  hostname: string,
  options: { readonly resolve: Resolve; readonly mayBeInside: boolean },
): Promise<readonly LookupAddress[]> {
  const literal = hostname.replace(/^\[|\]$/g, '');
  const family = isIP(literal);
  const found = family
    ? [{ address: literal, family }]
    : await resolveOrFail(hostname, options.resolve);
  if (!options.mayBeInside && !found.every(each => isPublic(each.address))) {
    throw new RegistryError(
      'blockedAddress',
      `'${hostname}' is not out on the internet, and such hosts are asked only if they are named: a platform engineer can add it to oneClick.registries`,
    );
  }
  return found;
}

async function resolveOrFail(
  hostname: string,
  resolve: Resolve,
): Promise<readonly LookupAddress[]> {
  try {
    return await resolve(hostname);
  } catch {
    throw new RegistryError('away', `No address is known for '${hostname}'`);
  }
}

/** Makes a connection go to addresses that were looked up before, and nowhere else. */
export function connectOnlyTo(
  addresses: readonly LookupAddress[],
): LookupFunction {
  return (_hostname, options, callback) => {
    const [first] = addresses;
    if (options.all) {
      callback(null, [...addresses]);
      return;
    }
    callback(null, first?.address ?? '', first?.family);
  };
}
