/** What a network policy means, sentence by sentence, each on a cluster of its own. */

import { describe, expect, it } from 'vitest';
import { clusterFrom } from './testing/cluster-from.ts';
import { type Question, Traffic } from './traffic.ts';

const world = `
{ apiVersion: v1, kind: Namespace, metadata: { name: shop, labels: { team: a } } }
---
{ apiVersion: v1, kind: Namespace, metadata: { name: other, labels: { team: b } } }
---
{ apiVersion: v1, kind: Node, metadata: { name: n1 }, status: { addresses: [{ type: InternalIP, address: 192.168.0.1 }] } }
---
{ apiVersion: v1, kind: Node, metadata: { name: n2 }, status: { addresses: [{ type: InternalIP, address: 192.168.0.2 }] } }
---
${pod('web', 'shop', '10.0.0.1')}
---
${pod('db', 'shop', '10.0.0.2', 'n2')}
---
${pod('db-new', 'shop', '10.0.0.6', 'n2', '', 8090).replace('app: db-new', 'app: db')}
---
${pod('far', 'other', '10.0.1.1')}
---
${pod('db', 'other', '10.0.1.2')}
---
${pod('agent', 'shop', '192.168.0.1', 'n1', 'hostNetwork: true,')}
---
${pod('done', 'shop', '10.0.0.9').replace('Running', 'Succeeded')}
---
${pod('dual', 'shop', '10.0.0.3').replace('podIP: 10.0.0.3', "podIP: 10.0.0.3, podIPs: [{ ip: 10.0.0.3 }, { ip: 'fd00::3' }]")}
---
`;

function pod(name: string, namespace: string, ip: string, node = 'n1', more = '', port = 8080): string {
  const ports = `[{ name: http, containerPort: ${port} }, { name: dns, containerPort: 5353, protocol: UDP }]`;
  return `{ apiVersion: v1, kind: Pod, metadata: { name: ${name}, namespace: ${namespace}, labels: { app: ${name} } }, spec: { ${more} nodeName: ${node}, containers: [{ name: c, image: i, ports: ${ports} }] }, status: { phase: Running, podIP: ${ip} } }`;
}

let count = 0;
const policy = (spec: string, namespace = 'shop') =>
  `{ apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: { name: p${++count}, namespace: ${namespace} }, spec: ${spec} }\n---\n`;

/** A policy for `app=db` of the namespace `shop`, with these ingress rules. */
const forDb = (rules: string) => policy(`{ podSelector: { matchLabels: { app: db } }, ingress: ${rules} }`);

const admin = (name: string, priority: number, action: string, more = '') => `
apiVersion: policy.networking.k8s.io/v1alpha1
kind: AdminNetworkPolicy
metadata: { name: ${name} }
spec: { priority: ${priority}, subject: { namespaces: { matchLabels: { team: a } } }, ingress: [{ action: ${action}, from: [{ namespaces: {} }]${more} }] }
---
`;

const baseline = `
apiVersion: policy.networking.k8s.io/v1alpha1
kind: BaselineAdminNetworkPolicy
metadata: { name: default }
spec: { subject: { namespaces: {} }, ingress: [{ action: Deny, from: [{ namespaces: {} }] }] }
---
`;

type Row = readonly [sentence: string, policies: string, from: string, to: string, about: string, verdict: string];

/** `80`, `UDP 53`, or nothing. */
function question(from: string, to: string, about: string): Question {
  const [, protocol, port] = /^([A-Z]+)? ?(\d+)?$/.exec(about) ?? [];
  return { from, to, ...(port ? { port: Number(port) } : {}), ...(protocol ? { protocol } : {}) };
}

function judged(policies: string, from: string, to: string, about: string): string {
  return new Traffic(clusterFrom(world + policies).reader).ask(question(from, to, about)).verdict;
}

const [web, db, far] = ['pod/shop/web', 'pod/shop/db', 'pod/other/far'];
const fromWeb = '[{ from: [{ podSelector: { matchLabels: { app: web } } }] }]';

const isolation: readonly Row[] = [
  [
    'a pod that no policy selects takes everything',
    policy('{ podSelector: { matchLabels: { app: no } } }'),
    web,
    db,
    '80',
    'allowed',
  ],
  [
    'a policy of another namespace selects nobody here',
    policy('{ podSelector: {} }', 'other'),
    web,
    db,
    '80',
    'allowed',
  ],
  ['a policy without rules denies all that comes', forDb('[]'), web, db, '80', 'denied'],
  ['a policy without a spec isolates its whole namespace', policy('{}'), web, db, '80', 'denied'],
  [
    'a policy without egress rules leaves sending alone',
    policy('{ podSelector: {} }'),
    web,
    '8.8.8.8',
    '53',
    'allowed',
  ],
  [
    'an empty list of egress rules is no egress rule',
    policy('{ podSelector: {}, egress: [] }'),
    web,
    '8.8.8.8',
    '53',
    'allowed',
  ],
  [
    'a policy with egress rules covers both directions',
    policy('{ podSelector: {}, egress: [{}] }'),
    far,
    db,
    '80',
    'denied',
  ],
  [
    'policyTypes alone decide where they are given',
    policy('{ podSelector: {}, policyTypes: [Egress], ingress: [{}] }'),
    far,
    db,
    '80',
    'allowed',
  ],
  [
    'egress named and no rules: nothing may leave',
    policy('{ podSelector: {}, policyTypes: [Egress] }'),
    web,
    far,
    '80',
    'denied',
  ],
  ['rules add up over policies', forDb('[]') + forDb(fromWeb), web, db, '80', 'allowed'],
  [
    'the sender has to be let out too',
    policy('{ podSelector: { matchLabels: { app: web } }, policyTypes: [Egress] }') + forDb('[{}]'),
    web,
    db,
    '80',
    'denied',
  ],
  [
    'both ends have to agree on one port',
    policy(
      '{ podSelector: { matchLabels: { app: web } }, policyTypes: [Egress], egress: [{ ports: [{ port: 81 }] }] }',
    ) + forDb('[{ ports: [{ port: 80 }] }]'),
    web,
    db,
    '',
    'denied',
  ],
];

const peers: readonly Row[] = [
  [
    'a pod selector alone looks at its own namespace',
    forDb('[{ from: [{ podSelector: {} }] }]'),
    far,
    db,
    '80',
    'denied',
  ],
  [
    'an empty pod selector means all pods of the namespace',
    forDb('[{ from: [{ podSelector: {} }] }]'),
    web,
    db,
    '80',
    'allowed',
  ],
  [
    'a namespace selector alone means all pods there',
    forDb('[{ from: [{ namespaceSelector: { matchLabels: { team: b } } }] }]'),
    far,
    db,
    '80',
    'allowed',
  ],
  [
    'it leaves its own namespace out where that does not match',
    forDb('[{ from: [{ namespaceSelector: { matchLabels: { team: b } } }] }]'),
    web,
    db,
    '80',
    'denied',
  ],
  [
    'both selectors in one peer mean both at once',
    forDb(
      '[{ from: [{ namespaceSelector: { matchLabels: { team: b } }, podSelector: { matchLabels: { app: web } } }] }]',
    ),
    far,
    db,
    '80',
    'denied',
  ],
  [
    'an empty pod selector beside a namespace selector means all pods there',
    forDb('[{ from: [{ namespaceSelector: { matchLabels: { team: b } }, podSelector: {} }] }]'),
    far,
    db,
    '80',
    'allowed',
  ],
  [
    'two peers mean either',
    forDb('[{ from: [{ namespaceSelector: { matchLabels: { team: b } } }, { podSelector: {} }] }]'),
    web,
    db,
    '80',
    'allowed',
  ],
  [
    'an empty namespace selector means all namespaces',
    forDb('[{ from: [{ namespaceSelector: {} }] }]'),
    far,
    db,
    '80',
    'allowed',
  ],
  [
    'every namespace has its name as a label',
    forDb('[{ from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: other } } }] }]'),
    far,
    db,
    '80',
    'allowed',
  ],
  [
    'NotIn also means those without the label',
    forDb('[{ from: [{ podSelector: { matchExpressions: [{ key: tier, operator: NotIn, values: [x] }] } }] }]'),
    web,
    db,
    '80',
    'allowed',
  ],
  ['an empty list of peers means everybody', forDb('[{ from: [] }]'), '8.8.8.8', db, '80', 'allowed'],
  ['an empty rule means everybody', forDb('[{}]'), 'outside', db, '80', 'allowed'],
  ['selectors mean nobody outside', forDb('[{ from: [{ namespaceSelector: {} }] }]'), '8.8.8.8', db, '80', 'denied'],
  [
    'a block covers the address of a pod',
    forDb('[{ from: [{ ipBlock: { cidr: 10.0.1.0/24 } }] }]'),
    far,
    db,
    '80',
    'allowed',
  ],
  [
    'an exception takes the address of a pod out',
    forDb('[{ from: [{ ipBlock: { cidr: 10.0.0.0/8, except: [10.0.1.0/30] } }] }]'),
    far,
    db,
    '80',
    'denied',
  ],
  [
    'what one block excepts another peer may allow',
    forDb('[{ from: [{ ipBlock: { cidr: 10.0.0.0/8, except: [10.0.1.0/30] } }, { namespaceSelector: {} }] }]'),
    far,
    db,
    '80',
    'allowed',
  ],
  [
    'a block of one family means nobody of the other',
    forDb("[{ from: [{ ipBlock: { cidr: '::/0' } }] }]"),
    '8.8.8.8',
    db,
    '80',
    'denied',
  ],
  [
    'a pod of both families is meant by either address',
    forDb("[{ from: [{ ipBlock: { cidr: 'fd00::/64' } }] }]"),
    'pod/shop/dual',
    db,
    '80',
    'allowed',
  ],
  [
    'an address of the other family is judged by its own blocks',
    forDb("[{ from: [{ ipBlock: { cidr: 'fd00::/64' } }] }]"),
    'fd00::77',
    db,
    '80',
    'allowed',
  ],
  [
    'an address means the pod that has it, however it is written',
    forDb(fromWeb.replace('web', 'dual')),
    'FD00:0:0::3',
    db,
    '80',
    'allowed',
  ],
  [
    'the whole outside is allowed by a block of everything',
    forDb('[{ from: [{ ipBlock: { cidr: 0.0.0.0/0 } }] }]'),
    'outside',
    db,
    '80',
    'allowed',
  ],
  [
    'of the outside as a whole nobody knows where a block is narrower',
    forDb('[{ from: [{ ipBlock: { cidr: 8.0.0.0/8 } }] }]'),
    'outside',
    db,
    '80',
    'unknown',
  ],
];

const ports: readonly Row[] = [
  ['no ports mean every port of every protocol', forDb('[{}]'), web, db, 'SCTP 7', 'allowed'],
  ['an empty list of ports means the same', forDb('[{ ports: [] }]'), web, db, 'UDP 7', 'allowed'],
  ['a port without a protocol is one of TCP', forDb('[{ ports: [{ port: 80 }] }]'), web, db, 'UDP 80', 'denied'],
  [
    'a protocol without a port means all its ports',
    forDb('[{ ports: [{ protocol: UDP }] }]'),
    web,
    db,
    'UDP 9999',
    'allowed',
  ],
  ['and none of another', forDb('[{ ports: [{ protocol: UDP }] }]'), web, db, '9999', 'denied'],
  [
    'SCTP is a protocol like the others',
    forDb('[{ ports: [{ protocol: SCTP, port: 7 }] }]'),
    web,
    db,
    'SCTP 7',
    'allowed',
  ],
  ['a range has both its ends', forDb('[{ ports: [{ port: 80, endPort: 90 }] }]'), web, db, '90', 'allowed'],
  ['and nothing after them', forDb('[{ ports: [{ port: 80, endPort: 90 }] }]'), web, db, '91', 'denied'],
  [
    'a named port is the one of the pod that receives',
    forDb('[{ ports: [{ port: http }] }]'),
    web,
    db,
    '8080',
    'allowed',
  ],
  [
    'and another number at another pod',
    forDb('[{ ports: [{ port: http }] }]'),
    web,
    'pod/shop/db-new',
    '8080',
    'denied',
  ],
  ['there it is its own', forDb('[{ ports: [{ port: http }] }]'), web, 'pod/shop/db-new', '8090', 'allowed'],
  [
    'a named port has the protocol that the rule says',
    forDb('[{ ports: [{ port: dns }] }]'),
    web,
    db,
    'UDP 5353',
    'denied',
  ],
  ['UDP where it says so', forDb('[{ ports: [{ protocol: UDP, port: dns }] }]'), web, db, 'UDP 5353', 'allowed'],
  [
    'a sender is let out to a name by the number at the receiver',
    policy(
      '{ podSelector: { matchLabels: { app: web } }, policyTypes: [Egress], egress: [{ ports: [{ port: http }] }] }',
    ),
    web,
    'pod/shop/db-new',
    '8090',
    'allowed',
  ],
  [
    'a name means nothing outside the cluster',
    policy(
      '{ podSelector: { matchLabels: { app: web } }, policyTypes: [Egress], egress: [{ ports: [{ port: http }] }] }',
    ),
    web,
    '8.8.8.8',
    '8080',
    'denied',
  ],
];

const special: readonly Row[] = [
  [
    'a pod always reaches itself',
    policy('{ podSelector: {}, policyTypes: [Ingress, Egress] }'),
    db,
    db,
    '80',
    'allowed',
  ],
  ['a finished pod sends nothing', '', 'pod/shop/done', db, '80', 'denied'],
  ['and receives nothing', '', web, 'pod/shop/done', '80', 'denied'],
  ['a node reaches its own pods', forDb('[]'), 'node/n2', db, '80', 'allowed'],
  ['not those of another node', forDb('[]'), 'node/n1', db, '80', 'denied'],
  [
    'a pod on the host counts as its node',
    policy('{ podSelector: { matchLabels: { app: web } } }'),
    'pod/shop/agent',
    web,
    '80',
    'allowed',
  ],
  ['no policy governs a pod on the host', policy('{ podSelector: {} }'), far, 'pod/shop/agent', '80', 'allowed'],
  [
    'selectors pass over a pod on the host',
    forDb('[{ from: [{ podSelector: {} }] }]'),
    'pod/shop/agent',
    db,
    '80',
    'denied',
  ],
  [
    'a block with the address of the node means it',
    forDb('[{ from: [{ ipBlock: { cidr: 192.168.0.0/24 } }] }]'),
    'pod/shop/agent',
    db,
    '80',
    'allowed',
  ],
];

const tiers: readonly Row[] = [
  [
    'an admin policy denies what a network policy allows',
    forDb('[{}]') + admin('a', 5, 'Deny'),
    web,
    db,
    '80',
    'denied',
  ],
  [
    'an admin policy allows what a network policy denies',
    forDb('[]') + admin('a', 5, 'Allow'),
    web,
    db,
    '80',
    'allowed',
  ],
  [
    'what an admin policy passes the network policies decide',
    forDb('[]') + admin('a', 5, 'Pass'),
    web,
    db,
    '80',
    'denied',
  ],
  ['passed, and nobody else speaks: allowed', admin('a', 5, 'Pass'), web, db, '80', 'allowed'],
  ['passed, and only the baseline speaks: as it says', admin('a', 5, 'Pass') + baseline, web, db, '80', 'denied'],
  ['a network policy goes before the baseline', forDb('[{}]') + baseline, web, db, '80', 'allowed'],
  ['the lower priority goes first', admin('a', 7, 'Deny') + admin('b', 5, 'Allow'), web, db, '80', 'allowed'],
  ['equal priorities go by name', admin('b', 5, 'Deny') + admin('a', 5, 'Allow'), web, db, '80', 'allowed'],
  [
    'a pass ends the tier for its ports',
    admin('a', 1, 'Pass', ', ports: [{ portNumber: { protocol: TCP, port: 80 } }]') + admin('b', 2, 'Deny'),
    web,
    db,
    '80',
    'allowed',
  ],
  [
    'and for no others',
    admin('a', 1, 'Pass', ', ports: [{ portNumber: { protocol: TCP, port: 80 } }]') + admin('b', 2, 'Deny'),
    web,
    db,
    '81',
    'denied',
  ],
  [
    'the first rule of a policy that matches decides',
    admin('a', 1, 'Allow').replace(
      'ingress: [',
      'ingress: [{ action: Deny, from: [{ pods: { namespaceSelector: {}, podSelector: { matchLabels: { app: web } } } }] }, ',
    ),
    web,
    db,
    '80',
    'denied',
  ],
  [
    'a wrapped selector of namespaces, as the first version had it',
    admin('a', 5, 'Deny').replace(
      '{ namespaces: {} }',
      '{ namespaces: { namespaceSelector: { matchLabels: { team: b } } } }',
    ),
    web,
    db,
    '80',
    'allowed',
  ],
  [
    'a peer that compares labels is not known, so that a deny denies everything',
    admin('a', 5, 'Deny').replace('{ namespaces: {} }', '{ namespaces: { sameLabels: [team] } }'),
    web,
    db,
    '80',
    'denied',
  ],
];

describe.each([
  ['isolation', isolation],
  ['peers', peers],
  ['ports', ports],
  ['pods that are special', special],
  ['tiers', tiers],
] as const)('%s', (_, rows) => {
  it.each(rows)('%s', (_sentence, policies, from, to, about, verdict) => {
    expect(judged(policies, from, to, about)).toBe(verdict);
  });
});

describe('a question that makes no sense is told so', () => {
  it.each([
    [{ from: '10.0.0.0/8', to: db }, '"10.0.0.0/8" is a block of addresses'],
    [{ from: '', to: db }, 'nothing is called ""'],
    [{ from: '../..', to: db }, 'nothing is called "../.."'],
    [{ from: '300.1.1.1', to: db }, 'nothing is called "300.1.1.1"'],
    [{ from: '10.1', to: db }, 'nothing is called "10.1"'],
    [{ from: web, to: 'db' }, '"db" may be pod/shop/db, pod/other/db: say which'],
    [{ from: web, to: db, port: 0 }, '0 is no port'],
    [{ from: web, to: db, port: 1.5 }, '1.5 is no port'],
    [{ from: web, to: db, port: Number.NaN }, 'NaN is no port'],
    [{ from: web, to: db, protocol: 'icmp' }, 'policies know no protocol "icmp"'],
  ] as const)('%o', (asked, message) => {
    const traffic = new Traffic(clusterFrom(world).reader);
    expect(() => traffic.ask(asked)).toThrow(message);
  });
});
