/** The truth table of the book shop's seven policies, as a case for any cluster: manifests in, tables out. */

import { readFileSync } from 'node:fs';
import type { GraphNode, Reader } from '@canopy/model';
import { Traffic } from '@canopy/model/insight';

const sample = new URL('../../packages/sandbox/samples/bookinfo.yaml', import.meta.url);

/** The sample in a namespace of that name, with three pods around it; the namespace of the last has `-next` at its end. */
export function bookShop(namespace: string): string {
  const shop = readFileSync(sample, 'utf8')
    .replaceAll(/^( +)namespace: bookinfo$/gm, `$1namespace: ${namespace}`)
    .replace(/^ {2}name: bookinfo$/m, `  name: ${namespace}`);
  return [shop, ...neighbours(namespace)].join('---\n');
}

const neighbours = (namespace: string): readonly string[] => [
  pod('visitor', 'default'),
  pod('resolver', 'kube-system'),
  `apiVersion: v1\nkind: Namespace\nmetadata: { name: ${namespace}-next }\n`,
  pod('stranger', `${namespace}-next`),
];

const pod = (name: string, namespace: string): string => `apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: ${namespace} }
spec: { containers: [{ name: main, image: registry.k8s.io/pause:3.10 }] }
`;

/** As the table calls them; a pod's name begins with it. */
const inside = ['productpage', 'details', 'reviews-v1', 'reviews-v2', 'reviews-v3', 'ratings'];
const around = ['visitor', 'resolver', 'stranger'];
export const addresses = ['192.168.1.1', '192.168.66.6', '203.0.113.9'];
export const ends: readonly string[] = [...inside, ...around, ...addresses, 'outside'];

export interface Port {
  readonly port: number;
  readonly protocol: 'TCP' | 'UDP' | 'SCTP';
}

const at = (port: number, protocol: Port['protocol'] = 'TCP'): Port => ({ port, protocol });

/** Ports that stand for all which no rule names: the neighbours of those that are named, and the same in other protocols. */
const others = [1, 52, 54, 80, 9079, 9081, 65_535].flatMap((port) => [at(port), at(port, 'UDP'), at(port, 'SCTP')]);
const tables: readonly (readonly [string, readonly Port[]])[] = [
  ['9080/TCP', [at(9080)]],
  ['53/UDP', [at(53, 'UDP')]],
  ['any other port', [at(53), at(53, 'SCTP'), at(9080, 'UDP'), at(9080, 'SCTP'), ...others]],
];

const text = readFileSync(new URL('book-shop.txt', import.meta.url), 'utf8');
export const expected: string = text.slice(text.indexOf('\n\n') + 2);

/** `+`, `.` or `?` */
export type Verdict = (from: string, to: string, port: Port) => string;

/** The tables as a judge sees them; `!` where ports that should fare alike do not. */
export function drawn(verdict: Verdict): string {
  const isOutside = (end: string) => end === 'outside' || addresses.includes(end);
  const cell = (from: string, to: string, ports: readonly Port[]): string => {
    if (isOutside(from) && isOutside(to)) return '-';
    const verdicts = new Set(ports.map((port) => verdict(from, to, port)));
    return verdicts.size === 1 ? [...verdicts].join() : '!';
  };
  const width = 'any other port'.length;
  const line = (head: string, cells: readonly string[]) =>
    `${head.padEnd(width)}${cells.map((text, i) => `  ${text.padStart(ends[i]!.length)}`).join('')}\n`;
  return tables
    .map(([title, ports]) => {
      const rows = ends.map((from) =>
        line(
          from,
          ends.map((to) => cell(from, to, ports)),
        ),
      );
      return line(title, ends) + rows.join('');
    })
    .join('\n');
}

const signs: Readonly<Record<string, string>> = { allowed: '+', denied: '.', unknown: '?' };

/** Canopy's judgement, asked the way a user asks. */
export function judgedBy(reader: Reader, namespace: string): Verdict {
  const traffic = new Traffic(reader);
  const names = new Map([...inside, ...around].map((end) => [end, nameOf(reader, namespace, end)]));
  const asked = (end: string) => names.get(end) ?? end;
  return (from, to, port) => signs[traffic.ask({ from: asked(from), to: asked(to), ...port }).verdict] ?? '!';
}

function nameOf(reader: Reader, namespace: string, end: string): string {
  const { namespace: space, name } = podOf(reader, namespace, end)!;
  return `pod/${space}/${name}`;
}

export function podOf(reader: Reader, namespace: string, end: string): GraphNode | undefined {
  const spaces = inside.includes(end) ? [namespace] : ['default', 'kube-system', `${namespace}-next`];
  for (const node of reader.ofType('pod')) {
    if (spaces.includes(node.namespace) && node.name.startsWith(end)) return node;
  }
  return undefined;
}

/** Whether all nine pods have their address and all seven policies are known. */
export function isThere(reader: Reader, namespace: string): boolean {
  const pods = [...inside, ...around].every((end) => Boolean(podOf(reader, namespace, end)?.fields.IP));
  const policies = [...reader.ofType('networkpolicy')].filter((node) => node.namespace === namespace);
  return pods && policies.length === 7;
}
