/** Addresses and ranges of addresses, of either family. */
import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

export interface AddressRange {
  contains(address: Address): boolean;
}

/** The address that a text spells; a prefix length behind it is not looked at. */
export function addressOf(text: string): Address | undefined {
  const [, bare = '', length = ''] = /^([^/]*)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  if (ipaddr.IPv4.isValidFourPartDecimal(bare)) return length.length > 2 ? undefined : ipaddr.IPv4.parse(bare);
  return bare.includes(':') && ipaddr.IPv6.isValid(bare) ? ipaddr.IPv6.parse(bare) : undefined;
}

/** Throws an `Error` where the text is no range of one of the families. */
export function parseRange(text: string, families: readonly number[]): AddressRange {
  const [address, prefix] = text.split('/');
  const base = addressOf(address ?? '');
  const family = base?.kind() === 'ipv6' ? 6 : 4;
  const widest = family === 6 ? 128 : 32;
  const bits = prefix === undefined ? widest : /^\d{1,3}$/.test(prefix) ? Number(prefix) : Number.NaN;
  if (!base || !(bits <= widest) || text.split('/').length > 2) throw new Error(`not an address range: ${text}`);
  if (!families.includes(family)) throw new Error(`${text} is not IPv${families[0]}; IPRange takes both families`);
  return {
    contains: (other) => other.kind() === base.kind() && (other as ipaddr.IPv4).match(base as ipaddr.IPv4, bits),
  };
}
