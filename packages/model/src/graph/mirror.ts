/** A graph that follows another one by its deltas: what the dashboard holds, with the same reader as the server. */

import type { Delta } from './delta.ts';
import { type EdgeData, type EdgeMetadata, parseEdgeId } from './edge.ts';
import { type EdgeShape, shapeOf } from './edge-part.ts';
import { LiveReader } from './live-reader.ts';
import { type Commit, GraphNode, type NodeData } from './node.ts';
import type { PackedTopology } from './packed.ts';
import type { Reader } from './reader.ts';
import { same } from './same.ts';
import { sameStatus } from './status.ts';
import { Store } from './store.ts';
import { edgesOf, nodesOf } from './unpack.ts';
import { between, outOf, StoredEdge, takePlace, type Vertex } from './vertex.ts';

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

/** What a frame in columns came to: what it said that was known already is left out. */
export interface Taken {
  readonly nodes: { readonly added: GraphNode[]; readonly changed: GraphNode[]; readonly removed: { id: string }[] };
  readonly edges: { readonly added: EdgeData[]; readonly changed: EdgeData[]; readonly removed: { id: string }[] };
}

export function nothingTaken(): Taken {
  return { nodes: { added: [], changed: [], removed: [] }, edges: { added: [], changed: [], removed: [] } };
}

/** A snapshot that is being taken. */
interface Intake {
  /** By the numbers that its edges use. */
  readonly vertices: Vertex[];
  /** What it said of edges, where it takes the place of another picture. */
  readonly edges: Set<StoredEdge> | undefined;
}

/** Shapes and commits that are remembered; more are rarely met again. */
const mostShared = 20_000;

export class Mirror {
  #store = new Store();
  /** Over the wire each edge brings a copy of its own of what thousands say: here they share one. */
  readonly #shapes = new Map<string, EdgeShape>();
  readonly #commits = new Map<number, Commit>();
  #intake: Intake | undefined;
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

  /**
   * Takes a frame in columns; `now` is what it leads to. The first frame of a snapshot begins another picture: what the
   * mirror holds stays until `sweep`.
   */
  take(packed: PackedTopology, now: Commit, isSnapshot: boolean): Taken {
    const taken = nothingTaken();
    const { nodes, edges, first } = packed;
    if (!isSnapshot) this.#intake = undefined;
    else if (first === 0 || this.#intake === undefined)
      this.#intake = { vertices: [], edges: this.#store.vertices.size > 0 ? new Set() : undefined };
    if (isSnapshot && this.#intake!.vertices.length !== first) throw new Error('a frame of the snapshot is missing');
    for (const id of edges.removed) if (this.#cut(id)) taken.edges.removed.push({ id });
    for (const id of nodes.removed) if (this.#drop(id)) taken.nodes.removed.push({ id });
    const fresh = this.#takeNodes(packed, now, taken);
    this.#takeEdges(packed, now, taken, fresh);
    this.#revision = now.revision;
    return taken;
  }

  /** Ends a snapshot: what it did not say is gone. */
  sweep(): Taken {
    const taken = nothingTaken();
    const { vertices, edges } = this.#intake ?? {};
    this.#intake = undefined;
    if (vertices === undefined || edges === undefined) return taken;
    const kept = new Set(vertices);
    for (const vertex of this.#store.vertices.values()) {
      for (const edge of outOf(vertex)) {
        if (edges.has(edge)) continue;
        taken.edges.removed.push({ id: edge.id });
        this.#store.unlink(edge);
      }
    }
    for (const vertex of this.#store.vertices.values()) {
      if (kept.has(vertex)) continue;
      const { id } = vertex.node;
      taken.nodes.removed.push({ id });
      this.#drop(id);
    }
    return taken;
  }

  /** The vertices that are new. */
  #takeNodes(packed: PackedTopology, now: Commit, taken: Taken): Set<Vertex> {
    const fresh = new Set<Vertex>();
    const intake = this.#intake;
    const { id, changed } = packed.nodes;
    let row = 0;
    for (const node of nodesOf(packed, now, (number) => intake?.vertices[number]?.node.id)) {
      const isNew = row++ < id.length - changed;
      let vertex = this.#store.vertices.get(node.id);
      if (vertex === undefined) {
        vertex = this.#store.insert(node);
        fresh.add(vertex);
        taken.nodes.added.push(node);
      } else if (!saysTheSame(vertex.node, node)) {
        this.#store.replace(vertex, node);
        taken.nodes.changed.push(node);
      }
      if (isNew) intake?.vertices.push(vertex);
    }
    return fresh;
  }

  #takeEdges({ edges }: PackedTopology, now: Commit, taken: Taken, fresh: ReadonlySet<Vertex>): void {
    const shapes = edges.shapes.map(([role, metadata]) => this.#shape(metadata.RelationType, role, metadata));
    const ends = edges.ends?.map((id) => this.#store.vertices.get(id)) ?? this.#intake?.vertices ?? [];
    const seen = this.#intake?.edges;
    for (const { from, to, shape: number } of edgesOf(edges)) {
      const source = ends[from];
      const target = ends[to];
      const shape = shapes[number];
      if (source === undefined || target === undefined || shape === undefined) continue;
      if (source.order < 0 || target.order < 0) continue;
      const known =
        fresh.has(source) || fresh.has(target)
          ? undefined
          : between(source, target, shape.metadata.RelationType, shape.role);
      if (known?.shape === shape) seen?.add(known);
      else {
        const edge = new StoredEdge(source, target, shape, known?.created ?? now, now);
        seen?.add(edge);
        if (known === undefined) this.#store.link(edge);
        else takePlace(known, edge);
        (known === undefined ? taken.edges.added : taken.edges.changed).push(edge);
      }
    }
  }

  /** Forgets everything; readers taken before go on showing what was. */
  clear(): void {
    this.#store = new Store();
    this.#revision = 0;
    this.#intake = undefined;
    this.reader = new LiveReader(this.#store, () => this.#revision);
  }

  #put(data: NodeData): void {
    const node = data instanceof GraphNode ? data : GraphNode.from(data);
    const vertex = this.#store.vertices.get(node.id);
    if (vertex === undefined) this.#store.insert(node);
    else this.#store.replace(vertex, node);
  }

  #drop(id: string): boolean {
    const vertex = this.#store.vertices.get(id);
    if (vertex === undefined) return false;
    for (const edge of this.#store.edgesOf(vertex)) this.#store.unlink(edge);
    this.#store.remove(vertex);
    return true;
  }

  #cut(id: string): boolean {
    const parsed = parseEdgeId(id);
    const edge = parsed && this.#store.between(parsed.from, parsed.to, parsed.relationType, parsed.role);
    if (edge !== undefined) this.#store.unlink(edge);
    return edge !== undefined;
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

/** Whether nothing that a viewer can see of the node is another. */
function saysTheSame(a: GraphNode, b: GraphNode): boolean {
  return (
    a.type === b.type &&
    a.namespace === b.namespace &&
    a.name === b.name &&
    a.cluster === b.cluster &&
    a.createdAt === b.createdAt &&
    sameStatus(a.status, b.status) &&
    same(a.labels, b.labels) &&
    same(a.fields, b.fields)
  );
}
