/** Whether an address is inside a block, by writing both as bits. For the oracle only. */

import { BlockList, isIPv6 } from 'node:net';

export function insideBlock(address: string, cidr: string): boolean {
  const [base = '', length] = cidr.split('/');
  const family = (text: string) => (isIPv6(text) ? 'ipv6' : 'ipv4');
  if (family(address) !== family(base)) return false;
  const list = new BlockList();
  list.addSubnet(base, Number(length ?? (isIPv6(base) ? 128 : 32)), family(base));
  return list.check(address, family(address));
}
