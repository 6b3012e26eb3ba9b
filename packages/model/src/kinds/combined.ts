/**
 * Relation fields that gather or narrow those of links: who uses a secret, whichever kind it is, and whom a policy governs,
 * apart from those whom its rules name. They follow the edges of links and make none.
 */

import type { Kind } from './define.ts';
import type { Link } from './link.ts';

export interface CombinedField {
  readonly name: string;
  readonly doc: string;
  /** Keys of the kinds that have it. */
  readonly on: readonly string[];
  /** Whether those kinds hold the links that it follows, or are their targets. */
  readonly side: 'holder' | 'target';
  /** Whether it follows this link of that holder. */
  readonly follows: (link: Link, holder: Kind) => boolean;
  /** Only edges with these metadata. */
  readonly where?: Readonly<Record<string, unknown>>;
}

const policies = ['networkpolicy', 'adminnetworkpolicy', 'baselineadminnetworkpolicy', 'clusternetworkpolicy'];
const ofPolicy = (link: Link, holder: Kind) => policies.includes(holder.key) && link.to === 'pod';

const governs = { follows: ofPolicy, where: { PolicyPoint: 'begin' } } as const;
const names = { follows: ofPolicy, where: { PolicyPoint: 'end' } } as const;

export const combinedFields: readonly CombinedField[] = [
  {
    name: 'consumers',
    doc: 'Everything that reads it or shows it to others: pods, what makes pods, accounts, ingresses, gateways.',
    on: ['secret', 'configmap'],
    side: 'target',
    // A grant permits a reference and is none.
    follows: (_link, holder) => holder.key !== 'referencegrant',
  },
  {
    name: 'governs',
    doc: 'Pods whose traffic it decides on.',
    on: policies,
    side: 'holder',
    ...governs,
  },
  {
    name: 'governedBy',
    doc: 'Policies that decide on its traffic.',
    on: ['pod'],
    side: 'target',
    ...governs,
  },
  {
    name: 'peers',
    doc: 'Pods that its rules name as the other end of traffic.',
    on: policies,
    side: 'holder',
    ...names,
  },
  {
    name: 'peerOf',
    doc: 'Policies whose rules name it as the other end of traffic.',
    on: ['pod'],
    side: 'target',
    ...names,
  },
];
