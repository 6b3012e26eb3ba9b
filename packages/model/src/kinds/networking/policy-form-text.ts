/** Policies in words: `allow app=web in namespaces team=a, 10.0.0.0/8 except 10.1.0.0/16 on :80`. */

import { printSelector } from '../selector-text.ts';
import type { PeerForm, PortForm, RuleForm } from './policy-form.ts';

export function printRule({ action, peers, ports }: RuleForm): string {
  const who = peers === undefined ? 'any' : peers.map(printPeer).join(', ') || 'nobody';
  const words = [action, who, ports === undefined ? undefined : `on ${ports.map(printPort).join(';')}`];
  return words.filter((word) => word !== undefined).join(' ');
}

export function printPeer({ pods, namespaces, nodes, block, networks, domains }: PeerForm): string {
  if (block !== undefined) return block.except ? `${block.cidr} except ${block.except.join(' ')}` : block.cidr;
  if (networks !== undefined) return networks.join(' ');
  if (domains !== undefined) return domains.join(' ');
  if (nodes !== undefined) return `nodes ${printSelector(nodes)}`.trim();
  if (pods === undefined) return 'something unknown';
  const which = printSelector(pods) || 'all pods';
  if (namespaces === undefined) return which;
  const spaces = printSelector(namespaces);
  return `${which} in ${spaces === '' ? 'all namespaces' : `namespaces ${spaces}`}`;
}

/** `:80`, `:53/UDP`, `:8000-9000`, `:http`, `:*\/SCTP`. */
export function printPort({ protocol = 'TCP', port, end, name }: PortForm): string {
  const number = name ?? (port === undefined ? '*' : end === undefined ? `${port}` : `${port}-${end}`);
  return protocol === 'TCP' && number !== '*' ? `:${number}` : `:${number}/${protocol}`;
}
