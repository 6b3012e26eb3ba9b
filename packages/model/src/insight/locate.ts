/**
 * From what people write to a node of the graph: `pod/shop/web-1`, `deployment/shop/web`, `deployment.apps/web`, `shop/web`,
 * `namespace/shop`, `web` where only one thing is called so, or the id of the node.
 */

import type { GraphNode } from '../graph/node.ts';
import type { Reader } from '../graph/reader.ts';
import type { Kind } from '../kinds/define.ts';
import { registry } from '../kinds/registry.ts';

/** A question that cannot be answered as it is put; the message says what is wrong and what would do. */
export class QuestionError extends Error {}

const shorts: Readonly<Record<string, string>> = {
  po: 'pod',
  deploy: 'deployment',
  rs: 'replicaset',
  sts: 'statefulset',
  ds: 'daemonset',
  svc: 'service',
  ns: 'namespace',
  no: 'node',
  cm: 'configmap',
  pvc: 'persistentvolumeclaim',
  pv: 'persistentvolume',
  netpol: 'networkpolicy',
  sa: 'serviceaccount',
};

/** `deployment.apps` and `deployments.apps`, as kubectl prints and takes them. */
function typeInGroup(word: string): string | undefined {
  const dot = word.indexOf('.');
  const [name, group] = [word.slice(0, dot), word.slice(dot + 1)];
  const isMeant = ({ api }: Kind) => api?.group === group && (api.kind.toLowerCase() === name || api.plural === name);
  return dot < 0 ? undefined : registry.find(isMeant)?.type;
}

/** What is meant first where several things share a name. */
const preferred = [
  'deployment',
  'statefulset',
  'daemonset',
  'cronjob',
  'job',
  'replicaset',
  'pod',
  'service',
  'namespace',
];

export function typeOf(reader: Reader, word: string): string | undefined {
  const lower = word.toLowerCase();
  const types = reader.types();
  const known = shorts[lower] ?? lower;
  if (types.includes(known)) return known;
  const inGroup = typeInGroup(known);
  if (inGroup !== undefined) return inGroup;
  return types.find((type) => `${type}s` === known || `${type}es` === known || type.replace(/y$/, 'ies') === known);
}

export function locate(reader: Reader, text: string): GraphNode {
  const byId = reader.node(text);
  if (byId !== undefined) return byId;
  const parts = text.split('/');
  const found = parts.length > 3 || parts.some((part) => part === '') ? [] : candidates(reader, parts);
  const [first] = found;
  if (first === undefined) {
    throw new QuestionError(`nothing is called "${text}"; write TYPE/NAMESPACE/NAME, such as pod/default/web-1`);
  }
  const best = found.filter(({ type }) => rank(type) === rank(first.type));
  if (best.length === 1) return first;
  const names = best.slice(0, 5).map(fullName).join(', ');
  throw new QuestionError(`"${text}" may be ${names}${best.length > 5 ? ' and others' : ''}: say which`);
}

export const fullName = ({ type, namespace, name }: GraphNode): string =>
  namespace === '' ? `${type}/${name}` : `${type}/${namespace}/${name}`;

const rank = (type: string): number => (preferred.indexOf(type) + preferred.length + 1) % (preferred.length + 1);

function candidates(reader: Reader, parts: readonly string[]): readonly GraphNode[] {
  const [a = '', b = '', c = ''] = parts;
  const type = parts.length > 1 ? typeOf(reader, a) : undefined;
  const fits: ((node: GraphNode) => boolean)[] = [];
  if (parts.length === 3) fits.push((node) => node.type === type && node.namespace === b);
  else if (parts.length === 2) {
    if (type !== undefined)
      fits.push((node) => node.type === type && (node.namespace === '' || node.namespace === 'default'));
    if (type !== undefined) fits.push((node) => node.type === type);
    fits.push((node) => node.namespace === a);
  } else fits.push(() => true);
  const named = [...called(reader, parts.length === 3 ? c : parts.length === 2 ? b : a)];
  const found = fits.map((fit) => named.filter(fit)).find((list) => list.length > 0) ?? [];
  return [...found].sort((x, y) => rank(x.type) - rank(y.type));
}

function called(reader: Reader, name: string): Iterable<GraphNode> {
  return (reader.seek?.('Name', name) as Iterable<GraphNode> | undefined) ?? scan(reader, name);
}

function* scan(reader: Reader, name: string): Generator<GraphNode> {
  for (const node of reader.nodes()) if (node.name === name) yield node;
}
