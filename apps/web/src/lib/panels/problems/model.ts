/** What is down, with what caused it first: an object that holds or points to others that are down is shown by them. */

import type { GraphNode, Reader } from '@canopy/model';
import { lookOf } from '../../looks/looks.ts';

export interface Problem {
  readonly node: GraphNode;
  /** Down because of this one, as far as can be told from what it needs. */
  readonly affects: readonly GraphNode[];
  /** What has the same trouble below the same controller: one pod of five that lack one image stands for all. */
  readonly alike: readonly GraphNode[];
}

/** What is known to explain an object, by ids: its causes. */
export type Causes = ReadonlyMap<string, readonly string[]>;

/**
 * From an object that is down to what explains it: as the server says where it has spoken and the cause is still down,
 * else what it holds, controls, or needs.
 */
export function problemsIn(reader: Reader, causes: Causes = new Map()): readonly Problem[] {
  const down = new Map<string, GraphNode>();
  const isWord = classWords(reader);
  for (const node of reader.nodes()) if (node.status.state === 'DOWN' && !isWord(node)) down.set(node.id, node);
  const affected = new Map<string, Set<GraphNode>>();
  for (const node of down.values()) {
    const said = (causes.get(node.id) ?? []).flatMap((id) => down.get(id) ?? []);
    for (const root of said.length > 0 ? said : rootsOf(node, reader, down)) {
      const set = affected.get(root.id) ?? new Set();
      if (root !== node) set.add(node);
      affected.set(root.id, set);
    }
  }
  const problems = [...affected].map(([id, set]) => ({ node: down.get(id)!, affects: [...set] }));
  return together(problems, reader).sort((a, b) => weight(b) - weight(a) || byName(a.node, b.node));
}

const weight = ({ affects, alike }: Problem) => affects.length + alike.length;

/** Equal troubles of one controller's pods as one. */
function together(problems: readonly Omit<Problem, 'alike'>[], reader: Reader): Problem[] {
  const groups = Map.groupBy(problems, ({ node }) => troubleOf(node, reader));
  return [...groups.values()].map((group) => {
    const [{ node }, ...others] = group.sort((a, b) => byName(a.node, b.node) || (a.node.id < b.node.id ? -1 : 1)) as [
      Problem,
      ...Problem[],
    ];
    const affects = new Set(group.flatMap(({ affects }) => affects));
    return { node, affects: [...affects].sort(byName), alike: others.map(({ node }) => node) };
  });
}

/** Names the trouble of a pod or a container as its controller's; anything else is a trouble of its own. */
function troubleOf(node: GraphNode, reader: Reader): string {
  const pod = node.type === 'container' ? podOf(node, reader) : node.type === 'pod' ? node : undefined;
  const controller = pod && controllerOf(pod, reader);
  if (controller === undefined) return node.id;
  return JSON.stringify([controller.id, node.type, node.type === 'container' ? node.name : '', node.status.reason]);
}

/** The pod of a container. */
export function podOf({ id }: GraphNode, reader: Reader): GraphNode | undefined {
  for (const { from, relationType } of reader.inEdges(id)) {
    const pod = relationType === 'ownership' ? reader.node(from) : undefined;
    if (pod?.type === 'pod') return pod;
  }
  return undefined;
}

function controllerOf({ id }: GraphNode, reader: Reader): GraphNode | undefined {
  for (const { from, relationType } of reader.inEdges(id)) {
    const owner = reader.node(from);
    if (owner !== undefined && relationType === owner.type && lookOf(owner.type).holds) return owner;
  }
  return undefined;
}

const byName = (a: GraphNode, b: GraphNode) =>
  a.namespace.localeCompare(b.namespace) || a.type.localeCompare(b.type) || a.name.localeCompare(b.name);

/** Missing storage classes that volumes have all the same: a word that claims and volumes find each other by. */
function classWords(reader: Reader): (node: GraphNode) => boolean {
  let names: Set<unknown> | undefined;
  return ({ type, name, status }) => {
    if (type !== 'storageclass' || status.health !== 'missing') return false;
    names ??= new Set([...reader.ofType('persistentvolume')].map(({ fields }) => fields.StorageClassName));
    return names.has(name);
  };
}

/** The ends of the ways that lead from one thing that is down to the next. */
function rootsOf(node: GraphNode, reader: Reader, down: ReadonlyMap<string, GraphNode>): readonly GraphNode[] {
  const roots: GraphNode[] = [];
  const seen = new Set<string>();
  const walk = (at: GraphNode): void => {
    if (seen.has(at.id)) return;
    seen.add(at.id);
    const causes = causesOf(at, reader, down);
    if (causes.length === 0) roots.push(at);
    for (const cause of causes) walk(cause);
  };
  walk(node);
  return roots.length > 0 ? roots : [node];
}

/** What is down and explains the object: first what it refers to, else what it holds, else what its holder refers to. */
function causesOf(node: GraphNode, reader: Reader, down: ReadonlyMap<string, GraphNode>): readonly GraphNode[] {
  const [needed, held] = targetsOf(node, reader, down);
  if (needed.length > 0) return needed;
  if (held.length > 0) return held;
  for (const { from, relationType } of reader.inEdges(node.id)) {
    const holder = relationType === 'ownership' ? down.get(from) : undefined;
    if (holder !== undefined && targetsOf(holder, reader, down)[0].length > 0) return [holder];
  }
  return [];
}

function targetsOf(node: GraphNode, reader: Reader, down: ReadonlyMap<string, GraphNode>): [GraphNode[], GraphNode[]] {
  const needed: GraphNode[] = [];
  const held: GraphNode[] = [];
  for (const { to, relationType } of reader.outEdges(node.id)) {
    const target = down.get(to);
    if (target !== undefined && relationType !== 'networkpolicy')
      (relationType === 'ownership' ? held : needed).push(target);
  }
  return [needed, held];
}
