/** The pods of a graph by class, with their namespaces and nodes: kept up from deltas, so that a pod costs little. */

import { obtain } from '../../base/obtain.ts';
import type { GraphNode, Labels } from '../../graph/node.ts';
import type { Reader } from '../../graph/reader.ts';
import {
  addressesOf,
  type End,
  ipsOf,
  isFinished,
  isOnHost,
  type NodeEnd,
  nodeEnd,
  type PodEnd,
  podEnd,
  spaceLabelsOf,
} from './end.ts';
import { labelsKey, PodClass } from './pod-class.ts';
import { scopeOf } from './policy-index.ts';

export class Population {
  readonly #reader: Reader;
  readonly #classOf = new Map<string, PodClass>();
  readonly #classes = new Map<string, PodClass>();
  readonly #bySpace = new Map<string, Set<PodClass>>();
  readonly #spaces = new Map<string, Labels>();
  readonly #nodes = new Map<string, NodeEnd>();
  /** Address to id, for pods that have one of their own; to cluster and name for nodes. */
  readonly #pods = new Map<string, string>();
  readonly #machines = new Map<string, NodeEnd>();
  #numbers = 0;

  constructor(reader: Reader) {
    this.#reader = reader;
    for (const node of reader.ofType('namespace')) this.putSpace(node);
    for (const node of reader.ofType('node')) this.putMachine(node);
    for (const node of reader.ofType('pod')) this.putPod(node);
  }

  classes(): Iterable<PodClass> {
    return this.#classes.values();
  }

  classesIn(cluster: string, namespace: string): Iterable<PodClass> {
    return this.#bySpace.get(scopeOf(cluster, namespace)) ?? [];
  }

  classOf(id: string): PodClass | undefined {
    return this.#classOf.get(id);
  }

  spaceLabels(cluster: string, namespace: string): Labels {
    const scope = scopeOf(cluster, namespace);
    return obtain(this.#spaces, scope, () => spaceLabelsOf(namespace, undefined));
  }

  /** The pod as an end; `undefined` where there is none with that id. */
  pod(id: string): PodEnd | undefined {
    const node = this.#reader.node(id);
    return node?.type === 'pod' ? this.podOf(node) : undefined;
  }

  podOf(node: GraphNode): PodEnd {
    const machine = this.#nodes.get(scopeOf(node.cluster, String(node.fields.Node ?? '')));
    return podEnd(node, this.spaceLabels(node.cluster, node.namespace), machine);
  }

  machine(cluster: string, name: string): NodeEnd | undefined {
    return this.#nodes.get(scopeOf(cluster, name));
  }

  /** What has that address: a pod, a node, or nothing in the clusters that are known. */
  at(address: string): End {
    const id = this.#pods.get(address);
    const pod = id === undefined ? undefined : this.pod(id);
    // A pod may have got another address since.
    if (pod?.addresses.texts.includes(address)) return pod;
    return this.#machines.get(address) ?? { kind: 'address', addresses: addressesOf([address]) };
  }

  putPod(node: GraphNode): void {
    if (isFinished(node)) {
      this.dropPod(node.id, node);
      return;
    }
    if (!isOnHost(node)) for (const ip of ipsOf(node)) this.#pods.set(ip, node.id);
    const old = this.#classOf.get(node.id);
    const key = classKey(node);
    if (old?.key === key) return;
    if (old !== undefined) this.dropPod(node.id);
    const found = obtain(this.#classes, key, () => this.#make(key, node));
    found.members.add(node.id);
    this.#classOf.set(node.id, found);
  }

  dropPod(id: string, last?: GraphNode): void {
    if (last !== undefined) for (const ip of ipsOf(last)) if (this.#pods.get(ip) === id) this.#pods.delete(ip);
    const found = this.#classOf.get(id);
    if (found === undefined) return;
    this.#classOf.delete(id);
    found.members.delete(id);
    if (found.members.size > 0) return;
    this.#classes.delete(found.key);
    const scope = scopeOf(found.cluster, found.namespace);
    const space = this.#bySpace.get(scope);
    if (space?.delete(found) && space.size === 0) this.#bySpace.delete(scope);
  }

  /** True when its labels are others than before. */
  putSpace({ cluster, name, labels }: GraphNode): boolean {
    const scope = scopeOf(cluster, name);
    const before = this.#spaces.get(scope) ?? spaceLabelsOf(name, undefined);
    const now = spaceLabelsOf(name, labels);
    this.#spaces.set(scope, now);
    return labelsKey(before) !== labelsKey(now);
  }

  dropSpace({ cluster, name }: GraphNode): void {
    this.#spaces.delete(scopeOf(cluster, name));
  }

  putMachine(node: GraphNode): boolean {
    const scope = scopeOf(node.cluster, node.name);
    const before = this.#nodes.get(scope);
    const now = nodeEnd(node);
    this.#nodes.set(scope, now);
    for (const ip of before?.addresses.texts ?? []) this.#machines.delete(ip);
    for (const ip of now.addresses.texts) this.#machines.set(ip, now);
    return (
      before === undefined ||
      labelsKey(before.labels) !== labelsKey(now.labels) ||
      String(before.addresses.texts) !== String(now.addresses.texts)
    );
  }

  dropMachine({ cluster, name }: GraphNode): void {
    const before = this.#nodes.get(scopeOf(cluster, name));
    for (const ip of before?.addresses.texts ?? []) this.#machines.delete(ip);
    this.#nodes.delete(scopeOf(cluster, name));
  }

  #make(key: string, node: GraphNode): PodClass {
    const made = new PodClass(key, this.#numbers++, node);
    obtain(this.#bySpace, scopeOf(node.cluster, node.namespace), () => new Set<PodClass>()).add(made);
    return made;
  }
}

function classKey(node: GraphNode): string {
  const { cluster, namespace, labels, fields } = node;
  const host = isOnHost(node) ? `${fields.Node}` : '';
  const ports = fields.NamedPorts === undefined ? '' : String(fields.NamedPorts);
  return `${cluster}\n${namespace}\n${host}\n${ports}\n${labelsKey(labels)}`;
}
