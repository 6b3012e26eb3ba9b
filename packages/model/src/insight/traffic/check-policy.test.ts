import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { problemOf } from './check-policy.ts';

it.each([
  ['{ podSelector: {} }', undefined],
  ['{ podSelector: null, ingress: null }', undefined],
  [
    '{ podSelector: {}, ingress: [{}], egress: [{ to: [{ ipBlock: { cidr: 10.0.0.0/8, except: [10.1.0.0/16] } }], ports: [{ port: http }, { port: 80, endPort: 90 }] }] }',
    undefined,
  ],
  ['{ podSelector: web }', 'spec.podSelector: "web" is no object'],
  ['{ podSelector: { app: web } }', 'spec.podSelector.app: there is no such field'],
  ['{ podSelector: { matchLabels: { app: 1 } } }', 'spec.podSelector.matchLabels.app: 1 is no text'],
  [
    '{ podSelector: { matchExpressions: [{ key: a, operator: Is }] } }',
    'spec.podSelector.matchExpressions[0].operator: "Is" is none of In, NotIn, Exists, DoesNotExist',
  ],
  ['{ ingress: {} }', 'spec.ingress: {} is no list'],
  ['{ ingress: [{ form: [] }] }', 'spec.ingress[0].form: there is no such field'],
  ['{ ingress: [{ to: [] }] }', 'spec.ingress[0].to: there is no such field'],
  ['{ ingress: [{ from: [{}] }] }', 'spec.ingress[0].from[0]: a peer is selected by something'],
  [
    '{ ingress: [{ from: [{ ipBlock: { cidr: 10.0.0.1 } }] }] }',
    'spec.ingress[0].from[0].ipBlock.cidr: "10.0.0.1" is no block of addresses, such as 10.0.0.0/8',
  ],
  [
    '{ ingress: [{ from: [{ ipBlock: { cidr: 10.0.0/8 } }] }] }',
    'spec.ingress[0].from[0].ipBlock.cidr: "10.0.0/8" is no block of addresses, such as 10.0.0.0/8',
  ],
  [
    '{ ingress: [{ from: [{ ipBlock: { cidr: 10.0.0.0/8 }, podSelector: {} }] }] }',
    'spec.ingress[0].from[0]: a peer with an ipBlock has no podSelector besides',
  ],
  [
    '{ ingress: [{ from: [{ ipBlock: {} }] }] }',
    'spec.ingress[0].from[0].ipBlock.cidr: a block of addresses is needed',
  ],
  [
    '{ egress: [{ to: [{ ipBlock: { cidr: 10.0.0.0/8, except: [10.1.0.0/16, 192.168.0.0/16] } }] }] }',
    'spec.egress[0].to[0].ipBlock.except[1]: 192.168.0.0/16 is no part of 10.0.0.0/8',
  ],
  [
    '{ egress: [{ to: [{ ipBlock: { cidr: 10.0.0.0/8, except: [10.0.0.0/8] } }] }] }',
    'spec.egress[0].to[0].ipBlock.except[0]: 10.0.0.0/8 is no part of 10.0.0.0/8',
  ],
  ['{ ingress: [{ ports: [{ port: 0 }] }] }', 'spec.ingress[0].ports[0].port: 0 is no port'],
  ["{ ingress: [{ ports: [{ port: '80' }] }] }", 'spec.ingress[0].ports[0].port: "80" is no port'],
  ['{ ingress: [{ ports: [{ port: 90, endPort: 80 }] }] }', 'spec.ingress[0].ports[0].endPort: 80 is below 90'],
  [
    '{ ingress: [{ ports: [{ port: http, endPort: 80 }] }] }',
    'spec.ingress[0].ports[0].endPort: a range starts at a port with a number',
  ],
  [
    '{ ingress: [{ ports: [{ protocol: ICMP }] }] }',
    'spec.ingress[0].ports[0].protocol: "ICMP" is none of TCP, UDP, SCTP',
  ],
  ['{ policyTypes: [ingress] }', 'spec.policyTypes[0]: "ingress" is none of Ingress, Egress'],
  ['[]', 'spec: [] is no object'],
])('a policy with the spec %s is told: %s', (spec, problem) => {
  expect(problemOf({ spec: parse(spec) })).toBe(problem);
});
