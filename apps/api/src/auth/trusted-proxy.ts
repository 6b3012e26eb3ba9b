/** A proxy in front has authenticated who asks, and says so in headers: believed from its own addresses only. */

import { BlockList, isIPv6 } from 'node:net';
import { signedInViewer } from './signed-in.ts';
import type { Authenticate } from './viewer.ts';

export interface TrustedProxyOptions {
  /** Addresses or blocks (`10.0.0.0/8`) from which the headers are believed. The proxy must strip what clients send. */
  readonly from: readonly string[];
  readonly userHeader: string;
  /** Names between commas. */
  readonly groupsHeader: string;
}

/** Throws where an address cannot be read. */
export function trustedProxy({ from, userHeader, groupsHeader }: TrustedProxyOptions): Authenticate {
  const trusted = blocks(from);
  const header = (value: string | string[] | undefined) =>
    (Array.isArray(value) ? value.join(',') : (value ?? '')).trim();
  return async ({ request }) => {
    if (request === undefined || !contains(trusted, request.socket.remoteAddress)) return undefined;
    const groups = header(request.headers[groupsHeader.toLowerCase()]).split(',');
    return signedInViewer(
      header(request.headers[userHeader.toLowerCase()]),
      groups.map((group) => group.trim()),
    );
  };
}

export function blocks(texts: readonly string[]): BlockList {
  const list = new BlockList();
  for (const text of texts) {
    const [address = '', bits] = text.split('/');
    const family = isIPv6(address) ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return list;
}

function contains(list: BlockList, address: string | undefined): boolean {
  if (address === undefined) return false;
  // A socket for both families writes IPv4 addresses as IPv6.
  const plain = address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/, '');
  return list.check(plain, isIPv6(plain) ? 'ipv6' : 'ipv4');
}
