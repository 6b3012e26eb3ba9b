/** Values at dotted paths. Keys may contain dots themselves: the longest key that fits wins, then shorter ones. */

import type { GraphNode } from './node.ts';

/** The value at the path, or `undefined`. A path through an array gives the list of its elements' values. */
export function valueAt(tree: unknown, path: string): unknown {
  if (tree === null || typeof tree !== 'object') return undefined;
  if (Array.isArray(tree)) {
    const found = tree.map((item) => valueAt(item, path)).filter((value) => value !== undefined);
    return found.length > 0 ? found : undefined;
  }
  if (Object.hasOwn(tree, path)) return (tree as Record<string, unknown>)[path];
  for (let dot = path.lastIndexOf('.'); dot > 0; dot = path.lastIndexOf('.', dot - 1)) {
    const head = path.slice(0, dot);
    if (!Object.hasOwn(tree, head)) continue;
    const value = valueAt((tree as Record<string, unknown>)[head], path.slice(dot + 1));
    if (value !== undefined) return value;
  }
  return undefined;
}

type Pick = (node: GraphNode) => unknown;

const picks: Readonly<Record<string, Pick>> = {
  Manager: (node) => node.manager,
  Type: (node) => node.type,
  Name: (node) => node.name,
  ClusterName: (node) => (node.cluster === '' ? undefined : node.cluster),
  State: (node) => node.status.state,
  Health: (node) => node.status.health,
  Reason: (node) => node.status.reason,
  Message: (node) => node.status.message,
  Since: (node) => node.status.since,
  'K8s.Name': (node) => node.name,
  'K8s.Namespace': (node) => node.namespace,
  'K8s.Labels': (node) => node.labels,
};

/** How to read one metadata path from a node without building its metadata; the same answer as walking that. */
export function pickOf(path: string): Pick {
  const key = path.startsWith('Metadata.') ? path.slice(9) : path;
  const known = picks[key];
  if (known !== undefined) return known;
  if (key.startsWith('K8s.Labels.')) {
    const label = key.slice(11);
    return (node) => valueAt(node.labels, label);
  }
  if (key.startsWith('K8s.')) {
    const field = key.slice(4);
    const own = /^(Name|Namespace|Labels)\./.test(field);
    return own ? (node) => valueAt(node.metadata, key) : (node) => valueAt(node.fields, field);
  }
  return (node) => valueAt(node.metadata, key);
}
