/** A graph as sorted lines of text: what tests and bug reports compare. */

import { parseEdgeId } from '../graph/edge.ts';
import type { GraphNode } from '../graph/node.ts';
import type { Reader } from '../graph/reader.ts';

type Shown = Pick<GraphNode, 'type' | 'namespace' | 'name' | 'labels' | 'fields' | 'status'>;

const place = ({ type, namespace, name, fields }: Shown): string => {
  const pod = typeof fields.Pod === 'string' ? `${fields.Pod}/` : '';
  return `${type}/${namespace === '' ? '' : `${namespace}/`}${pod}${name}`;
};

/** `pod/default/web-1 DOWN degraded CrashLoopBackOff "…" {labels} {fields}` */
export function nodeLine(node: Shown): string {
  const { state, health, reason = '-', message = '', since } = node.status;
  const status = `${state} ${health} ${reason} ${JSON.stringify(message)} ${since ?? '-'}`;
  return `${place(node)} ${status} ${stable(node.labels)} ${stable(node.fields)}`;
}

/** `secret/default/db <- pod/default/web-1`, the other way round: `pod/default/web-1 -> secret/default/db {metadata}` */
export function edgeLine(from: Shown, to: Shown, role: string, metadata: Readonly<Record<string, unknown>>): string {
  return `${place(from)} -> ${place(to)}${role === '' ? '' : ` (${role})`} ${stable(metadata)}`;
}

export interface ShowOptions {
  /** Fields that are left out. */
  readonly without?: readonly string[];
}

export function show(reader: Reader, { without = [] }: ShowOptions = {}): string[] {
  const nodes = Array.from(reader.nodes(), (node) => nodeLine(without.length === 0 ? node : lacking(node, without)));
  const edges = [...reader.edges()].map((edge) => {
    const { from, to, metadata } = edge;
    return edgeLine(reader.node(from)!, reader.node(to)!, parseEdgeId(edge.id)?.role ?? '', metadata);
  });
  return [...nodes, ...edges].sort();
}

function lacking({ type, namespace, name, labels, status, fields }: Shown, without: readonly string[]): Shown {
  const left = Object.entries(fields).filter(([key]) => !without.includes(key));
  return { type, namespace, name, labels, status, fields: Object.fromEntries(left) };
}

/** JSON with sorted keys. */
function stable(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) =>
    item !== null && typeof item === 'object' && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  );
}
