/** The sentences of testdata/semantics.yaml, each on a cluster of its own. */

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
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

interface Case {
  readonly says: string;
  readonly ask: string;
  readonly verdict: string;
  readonly policies?: readonly { readonly in?: string; readonly kind?: string; readonly name?: string }[];
}

const cases = parse(readFileSync(new URL('./testdata/semantics.yaml', import.meta.url), 'utf8')) as Record<
  string,
  Case[]
>;

/** `pod/shop/web → 8.8.8.8 UDP 53` */
function question(text: string): Question {
  const [, from = '', to = '', protocol, port] = /^(\S+) → (\S+)(?: ([A-Z]+))?(?: (\d+))?$/.exec(text) ?? [];
  return { from, to, ...(port ? { port: Number(port) } : {}), ...(protocol ? { protocol } : {}) };
}

function verdictOf({ ask, policies = [] }: Case): string {
  const objects = policies.map(({ in: namespace = 'shop', kind = 'NetworkPolicy', name, ...spec }, at) => {
    const apiVersion = kind === 'NetworkPolicy' ? 'networking.k8s.io/v1' : 'policy.networking.k8s.io/v1alpha1';
    return { apiVersion, kind, metadata: { name: name ?? `p${at}`, ...(name ? {} : { namespace }) }, spec };
  });
  const yaml = [world, ...objects.map((object) => stringify(object))].join('\n---\n');
  return new Traffic(clusterFrom(yaml).reader).ask(question(ask)).verdict;
}

describe.each(Object.entries(cases))('%s', (_, rows) => {
  it.each(rows.map((row) => [row.says, row] as const))('%s', (_says, row) => {
    expect(verdictOf(row)).toBe(row.verdict);
  });
});

describe('a question that makes no sense is told so', () => {
  it.each([
    [{ from: '10.0.0.0/8', to: 'pod/shop/db' }, '"10.0.0.0/8" is a block of addresses'],
    [{ from: '', to: 'pod/shop/db' }, 'nothing is called ""'],
    [{ from: '../..', to: 'pod/shop/db' }, 'nothing is called "../.."'],
    [{ from: '300.1.1.1', to: 'pod/shop/db' }, 'nothing is called "300.1.1.1"'],
    [{ from: '10.1', to: 'pod/shop/db' }, 'nothing is called "10.1"'],
    [{ from: 'pod/shop/web', to: 'db' }, '"db" may be pod/shop/db, pod/other/db: say which'],
    [{ from: 'pod/shop/web', to: 'pod/shop/db', port: 0 }, '0 is no port'],
    [{ from: 'pod/shop/web', to: 'pod/shop/db', port: 1.5 }, '1.5 is no port'],
    [{ from: 'pod/shop/web', to: 'pod/shop/db', port: Number.NaN }, 'NaN is no port'],
    [{ from: 'pod/shop/web', to: 'pod/shop/db', protocol: 'icmp' }, 'policies know no protocol "icmp"'],
  ] as const)('%o', (asked, message) => {
    const traffic = new Traffic(clusterFrom(world).reader);
    expect(() => traffic.ask(asked)).toThrow(message);
  });
});
