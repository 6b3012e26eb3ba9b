/** Ranges of addresses that network policies name. */

import { defineKind, string } from '../define.ts';
import type { KubeObject } from '../object.ts';
import { exists } from '../state.ts';

export const ipblock = defineKind<KubeObject>({
  key: 'ipblock',
  type: 'ipblock',
  manager: 'k8s',
  group: 'policy',
  doc: 'A range of addresses that a network policy names.',
  virtual: true,
  fields: [
    string('CIDR', 'The range.', ({ metadata }) => metadata.name),
    string('Family', 'IPv4 or IPv6.', ({ metadata }) => (metadata.name.includes(':') ? 'IPv6' : 'IPv4')),
  ],
  status: exists,
  links: [],
});
