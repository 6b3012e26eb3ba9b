/**
 * How the store holds a node and its edges: edges are chained through their two nodes, so that adding, removing and
 * walking them costs what is touched, and a node without edges costs nothing extra.
 */

import { type EdgeData, type EdgeMetadata, edgeId } from './edge.ts';
import type { EdgeShape } from './edge-part.ts';
import type { Commit, GraphNode } from './node.ts';

export class Vertex {
  node: GraphNode;
  /** Whatever the node's maker keeps with it; the graph does not look. */
  tag: unknown = undefined;
  /** The order of creation; negative once it is removed. */
  order: number;
  firstOut: StoredEdge | undefined = undefined;
  firstIn: StoredEdge | undefined = undefined;
  outCount = 0;
  inCount = 0;

  constructor(node: GraphNode, order: number) {
    this.node = node;
    this.order = order;
  }
}

/** The commits that made an edge and changed it last. */
interface Life {
  readonly created: Commit;
  readonly updated: Commit;
}

/** Immutable but for the chain; a change of metadata makes a new one in the same place. */
export class StoredEdge implements EdgeData {
  readonly source: Vertex;
  readonly target: Vertex;
  readonly shape: EdgeShape;
  /** One commit alone for the many edges that never change. */
  readonly #life: Commit | Life;
  nextOut: StoredEdge | undefined = undefined;
  /** Of the first one: the last, so that a vertex needs to know the first only. Absent while not in the store. */
  previousOut: StoredEdge | undefined = undefined;
  nextIn: StoredEdge | undefined = undefined;
  previousIn: StoredEdge | undefined = undefined;

  constructor(source: Vertex, target: Vertex, shape: EdgeShape, created: Commit, updated: Commit) {
    this.source = source;
    this.target = target;
    this.shape = shape;
    this.#life = created === updated ? created : { created, updated };
  }

  get created(): Commit {
    return 'created' in this.#life ? this.#life.created : this.#life;
  }
  get updated(): Commit {
    return 'updated' in this.#life ? this.#life.updated : this.#life;
  }
  get id(): string {
    return edgeId(this.from, this.relationType, this.to, this.role);
  }
  get from(): string {
    return this.source.node.id;
  }
  get to(): string {
    return this.target.node.id;
  }
  get relationType(): string {
    return this.shape.metadata.RelationType;
  }
  get role(): string {
    return this.shape.role;
  }
  get metadata(): EdgeMetadata {
    return this.shape.metadata;
  }
  get revision(): number {
    return this.updated.revision;
  }
  get createdAt(): number {
    return this.created.time;
  }
  get updatedAt(): number {
    return this.updated.time;
  }

  toJSON(): EdgeData {
    const { id, from, to, relationType, metadata, revision, createdAt, updatedAt } = this;
    return { id, from, to, relationType, metadata, revision, createdAt, updatedAt };
  }
}

export function chain(edge: StoredEdge): void {
  const { source, target } = edge;
  const firstOut = source.firstOut;
  if (firstOut === undefined) source.firstOut = edge;
  else firstOut.previousOut!.nextOut = edge;
  edge.previousOut = firstOut?.previousOut ?? edge;
  source.firstOut!.previousOut = edge;
  source.outCount++;

  const firstIn = target.firstIn;
  if (firstIn === undefined) target.firstIn = edge;
  else firstIn.previousIn!.nextIn = edge;
  edge.previousIn = firstIn?.previousIn ?? edge;
  target.firstIn!.previousIn = edge;
  target.inCount++;
}

export function unchain(edge: StoredEdge): void {
  const { source, target, nextOut, nextIn } = edge;
  if (source.firstOut === edge) source.firstOut = nextOut;
  else edge.previousOut!.nextOut = nextOut;
  if (nextOut !== undefined) nextOut.previousOut = edge.previousOut;
  else if (source.firstOut !== undefined) source.firstOut.previousOut = edge.previousOut;
  source.outCount--;

  if (target.firstIn === edge) target.firstIn = nextIn;
  else edge.previousIn!.nextIn = nextIn;
  if (nextIn !== undefined) nextIn.previousIn = edge.previousIn;
  else if (target.firstIn !== undefined) target.firstIn.previousIn = edge.previousIn;
  target.inCount--;
  edge.nextOut = edge.previousOut = edge.nextIn = edge.previousIn = undefined;
}

/** Walks the edges that start at a vertex; the current one may be removed while walking. */
export function* outOf(vertex: Vertex): Generator<StoredEdge> {
  for (let edge = vertex.firstOut; edge !== undefined; ) {
    const next: StoredEdge | undefined = edge.nextOut;
    yield edge;
    edge = next;
  }
}

/** Walks the edges that end at a vertex; the current one may be removed while walking. */
export function* into(vertex: Vertex): Generator<StoredEdge> {
  for (let edge = vertex.firstIn; edge !== undefined; ) {
    const next: StoredEdge | undefined = edge.nextIn;
    yield edge;
    edge = next;
  }
}

/** The edge between two vertices of that relation and role; looks through the shorter of the two chains. */
export function between(source: Vertex, target: Vertex, relationType: string, role: string): StoredEdge | undefined {
  if (source.outCount <= target.inCount) {
    for (let edge = source.firstOut; edge !== undefined; edge = edge.nextOut) {
      if (edge.target === target && edge.relationType === relationType && edge.role === role) return edge;
    }
    return undefined;
  }
  for (let edge = target.firstIn; edge !== undefined; edge = edge.nextIn) {
    if (edge.source === source && edge.relationType === relationType && edge.role === role) return edge;
  }
  return undefined;
}

/** Whether the edge is in the store; one that was cut or replaced is not. */
export function isChained(edge: StoredEdge): boolean {
  return edge.previousOut !== undefined;
}

/** Puts an edge into the place of another one between the same vertices. */
export function takePlace(old: StoredEdge, edge: StoredEdge): void {
  const { source, target } = edge;
  const alone = { out: old.previousOut === old, in: old.previousIn === old };
  edge.previousOut = alone.out ? edge : old.previousOut;
  edge.nextOut = old.nextOut;
  edge.previousIn = alone.in ? edge : old.previousIn;
  edge.nextIn = old.nextIn;
  if (source.firstOut === old) source.firstOut = edge;
  else edge.previousOut!.nextOut = edge;
  (edge.nextOut ?? source.firstOut)!.previousOut = edge;
  if (target.firstIn === old) target.firstIn = edge;
  else edge.previousIn!.nextIn = edge;
  (edge.nextIn ?? target.firstIn)!.previousIn = edge;
  old.nextOut = old.previousOut = old.nextIn = old.previousIn = undefined;
}
