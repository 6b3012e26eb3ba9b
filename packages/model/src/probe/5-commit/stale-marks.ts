/**
 * `K8s.Stale`: containers that run with an older secret or config map than the one that exists, their pods and workloads.
 * Before each commit it is found out again for the pods that changed and for those that read what changed; everything
 * else costs a look at its type.
 */

import type { Graph } from '../../graph/graph.ts';
import type { Fields } from '../../graph/node.ts';
import { into, type StoredEdge, type Vertex } from '../../graph/vertex.ts';
import { isControl } from '../../insight/controllers.ts';
import { isConfig } from '../../insight/stale/last-change.ts';
import { freezes, frozenIn, isTied, type RanBefore, staleContainers } from '../../insight/stale/stale.ts';
import { ConfigMemory } from './config-memory.ts';

const NOTHING: ReadonlySet<string> = new Set();

export class StaleMarks {
  readonly #graph: Graph;
  readonly #cluster: string;
  readonly #memory = new ConfigMemory();
  /** What is stale, by id, with what makes it so: the containers of a pod, the pods of a replica set. */
  readonly #below = new Map<string, Set<string>>();
  /** By container, the secrets and config maps that were seen to change after it started, but in the same second. */
  readonly #ranBefore = new Map<string, Set<string>>();
  /** The other way: the controllers of what is stale. */
  readonly #above = new Map<string, readonly string[]>();

  constructor(graph: Graph, cluster: string) {
    this.#graph = graph;
    this.#cluster = cluster;
  }

  /** Brings all marks up to date with what the graph's commit to come will show. */
  settle(): void {
    const configs: [vertex: Vertex, isNew: boolean][] = [];
    const pods = new Set<string>();
    const marked = new Set<string>();
    this.#graph.eachTouchedNode((vertex, before) => {
      const { node } = vertex;
      if (node.cluster !== this.#cluster) return;
      if (node.type === 'pod') {
        if (this.#below.has(node.id) || readsOnce(vertex)) pods.add(node.id);
      } else if (node.type === 'container') {
        // A new one comes with its pod, or starts with what there is.
        if (before !== undefined)
          for (const { source } of into(vertex)) if (readsOnce(source)) pods.add(source.node.id);
      } else if (isConfig(node)) configs.push([vertex, before === undefined]);
      else if (this.#below.has(node.id)) marked.add(node.id);
    });
    if (this.#below.size > 0) this.#markEnds(pods, marked);
    for (const [vertex, isNew] of configs) this.#note(vertex, isNew, pods);
    for (const id of pods) this.#judge(id);
    for (const id of marked) this.#roll(id);
    if (configs.length > 0) this.#memory.sweep((id) => this.#graph.vertex(id) !== undefined);
  }

  /** Edges of what is stale came or went: what it reads, or who controls it. */
  #markEnds(pods: Set<string>, marked: Set<string>): void {
    this.#graph.eachTouchedEdge((edge) => {
      if (edge.relationType === 'pod' && this.#below.has(edge.from)) pods.add(edge.from);
      if (isControl(edge) && this.#below.has(edge.to)) marked.add(edge.to);
    });
  }

  /** Remembers when it changed; those who read it once are looked at when it is new or another than before. */
  #note(vertex: Vertex, isNew: boolean, pods: Set<string>): void {
    const { isNews, changedAt, fields } = this.#memory.note(vertex.node);
    if (fields !== undefined) this.#put(vertex, fields);
    if (!isNews && !isNew) return;
    for (const edge of into(vertex)) {
      if (!freezes(edge)) continue;
      pods.add(edge.from);
      if (changedAt !== undefined) this.#witness(edge, changedAt);
    }
  }

  /** Remembers which readers ran before a change although the times cannot tell. */
  #witness(edge: StoredEdge, changedAt: number): void {
    for (const [{ id }, , startedAt] of frozenIn(this.#graph.reader, edge.source.node, edge)) {
      if (!isTied(startedAt, changedAt)) continue;
      if (this.#graph.committed(id)?.status.since !== startedAt) continue;
      const configs = this.#ranBefore.get(id);
      if (configs === undefined) this.#ranBefore.set(id, new Set([edge.to]));
      else configs.add(edge.to);
    }
  }

  #judge(id: string): void {
    const vertex = this.#graph.vertex(id);
    const ranBefore: RanBefore = (container, config) => this.#ranBefore.get(container.id)?.has(config.id) ?? false;
    const stale = vertex === undefined ? NOTHING : staleContainers(this.#graph.reader, vertex.node, ranBefore);
    for (const container of this.#below.get(id) ?? NOTHING) {
      if (stale.has(container)) continue;
      this.#mark(container, false);
      this.#ranBefore.delete(container);
    }
    for (const container of stale) this.#mark(container, true);
    if (stale.size > 0) this.#below.set(id, new Set(stale));
    else this.#below.delete(id);
    this.#roll(id);
  }

  /** Marks what has something stale below it, and passes it on to whoever controls that. */
  #roll(id: string): void {
    const isStale = this.#below.has(id);
    this.#mark(id, isStale);
    const vertex = this.#graph.vertex(id);
    const above = isStale && vertex !== undefined ? controllers(vertex) : [];
    const before = this.#above.get(id) ?? [];
    if (above.length > 0) this.#above.set(id, above);
    else this.#above.delete(id);
    for (const parent of before) if (!above.includes(parent)) this.#lose(parent, id);
    for (const parent of above) if (!before.includes(parent)) this.#gain(parent, id);
  }

  #gain(parent: string, child: string): void {
    const below = this.#below.get(parent);
    if (below !== undefined) below.add(child);
    else {
      this.#below.set(parent, new Set([child]));
      this.#roll(parent);
    }
  }

  #lose(parent: string, child: string): void {
    const below = this.#below.get(parent);
    if (!below?.delete(child) || below.size > 0) return;
    this.#below.delete(parent);
    this.#roll(parent);
  }

  #mark(id: string, stale: boolean): void {
    const vertex = this.#graph.vertex(id);
    if (vertex === undefined || (vertex.node.fields.Stale === true) === stale) return;
    const { Stale: _, ...fields } = vertex.node.fields;
    this.#put(vertex, stale ? { ...fields, Stale: true } : fields);
  }

  #put({ node }: Vertex, fields: Fields): void {
    this.#graph.put({ ...node.toJSON(), fields });
  }
}

function readsOnce(pod: Vertex): boolean {
  for (let edge = pod.firstOut; edge !== undefined; edge = edge.nextOut) if (freezes(edge)) return true;
  return false;
}

function controllers(vertex: Vertex): readonly string[] {
  return [...into(vertex)].filter(isControl).map(({ from }) => from);
}
