/** A graph that follows another one by its deltas: what the dashboard holds, with the same reader as the server. */

import type { Delta } from './delta.ts';
import { type EdgeData, type EdgeMetadata, parseEdgeId } from './edge.ts';
import { type EdgeShape, shapeOf } from './edge-part.ts';
import { LiveReader } from './live-reader.ts';
import { type Commit, GraphNode, type NodeData } from './node.ts';
import type { Reader } from './reader.ts';
import { Store } from './store.ts';
import { StoredEdge, takePlace } from './vertex.ts';

/** A delta as it comes over the wire: of what was removed only the id is needed. */
export interface Update extends Omit<Delta, 'nodes' | 'edges'> {
  readonly nodes: {
    readonly added: readonly NodeData[];
    readonly changed: readonly NodeData[];
    readonly removed: readonly { id: string }[];
  };
  readonly edges: {
    readonly added: readonly EdgeData[];
    readonly changed: readonly EdgeData[];
    readonly removed: readonly { id: string }[];
  };
}

/** Shapes and commits that are remembered; more are rarely met again. */
const mostShared = 20_000;

export class Mirror {
  #store = new Store();
  /** Over the wire each edge brings a copy of its own of what thousands say: here they share one. */
  readonly #shapes = new Map<string, EdgeShape>();
  readonly #commits = new Map<number, Commit>();
  #revision = 0;
  reader: Reader = new LiveReader(this.#store, () => this.#revision);

  /**
   * Brings the mirror to the update's revision. Applying what is already known is harmless; an edge whose ends are not
   * here is passed over (the other one is hidden or filtered out).
   */
  apply(update: Update): void {
    for (const { id } of update.edges.removed) this.#cut(id);
    for (const { id } of update.nodes.removed) this.#drop(id);
    for (const node of update.nodes.added) this.#put(node);
    for (const node of update.nodes.changed) this.#put(node);
    for (const edge of update.edges.added) this.#connect(edge);
    for (const edge of update.edges.changed) this.#connect(edge);
    this.#revision = update.revision;
  }

  /** Forgets everything; readers taken before go on showing what was. */
  clear(): void {
    this.#store = new Store();
    this.#revision = 0;
    this.reader = new LiveReader(this.#store, () => this.#revision);
  }

  #put(data: NodeData): void {
    const node = data instanceof GraphNode ? data : GraphNode.from(data);
    const vertex = this.#store.vertices.get(node.id);
    if (vertex === undefined) this.#store.insert(node);
    else this.#store.replace(vertex, node);
  }

  #drop(id: string): void {
    const vertex = this.#store.vertices.get(id);
    if (vertex === undefined) return;
    for (const edge of this.#store.edgesOf(vertex)) this.#store.unlink(edge);
    this.#store.remove(vertex);
  }

  #cut(id: string): void {
    const parsed = parseEdgeId(id);
    const edge = parsed && this.#store.between(parsed.from, parsed.to, parsed.relationType, parsed.role);
    if (edge !== undefined) this.#store.unlink(edge);
  }

  #connect(data: EdgeData): void {
    const source = this.#store.vertices.get(data.from);
    const target = this.#store.vertices.get(data.to);
    const parsed = parseEdgeId(data.id);
    if (source === undefined || target === undefined || parsed === undefined) return;
    const { relationType, role } = parsed;
    const shape = this.#shape(relationType, role, data.metadata);
    const created = this.#commit(data.revision, data.createdAt);
    const edge = new StoredEdge(source, target, shape, created, this.#commit(data.revision, data.updatedAt));
    const old = this.#store.between(data.from, data.to, relationType, role);
    if (old === undefined) this.#store.link(edge);
    else takePlace(old, edge);
  }
  #shape(relationType: string, role: string, metadata: EdgeMetadata): EdgeShape {
    const key = `${relationType}|${role}|${JSON.stringify(metadata)}`;
    const known = this.#shapes.get(key);
    if (known !== undefined) return known;
    if (this.#shapes.size >= mostShared) this.#shapes.clear();
    const shape = shapeOf([{ link: '', relationType, role, metadata }]);
    this.#shapes.set(key, shape);
    return shape;
  }

  #commit(revision: number, time: number): Commit {
    const known = this.#commits.get(time);
    if (known?.revision === revision) return known;
    if (this.#commits.size >= mostShared) this.#commits.clear();
    const commit = { revision, time };
    this.#commits.set(time, commit);
    return commit;
  }
}
