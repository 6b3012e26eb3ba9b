/**
 * Statuses that depend on the neighbours: a service is up when something answers for it. Before each commit they are
 * worked out again for exactly those nodes whose own object, neighbours or edges changed.
 */

import { obtain } from '../../base/obtain.ts';
import type { Graph } from '../../graph/graph.ts';
import type { GraphNode } from '../../graph/node.ts';
import { same } from '../../graph/same.ts';
import { type Status, sameStatus } from '../../graph/status.ts';
import { into, outOf, type StoredEdge, type Vertex } from '../../graph/vertex.ts';
import type { Surroundings } from '../../kinds/define.ts';
import { explained } from '../../kinds/notes.ts';
import { Entity } from '../2-objects/entity.ts';
import type { KindTable } from '../2-objects/kind-table.ts';
import type { Notes } from '../2-objects/notes.ts';

/** Statuses may lead to each other (pod, replica set, deployment); rules that never settle are cut off here. */
const MOST_ROUNDS = 16;

export class Derived {
  readonly #graph: Graph;
  /** The keys of kinds with a derived status, by the relations that they look at. */
  readonly #lookers = new Map<string, Set<string>>();
  /** The fields of neighbours that some rule reads. */
  readonly #reads = new Set<string>();
  readonly #notes: Notes;
  readonly #around = new Around();

  constructor(graph: Graph, kinds: KindTable, notes: Notes) {
    this.#graph = graph;
    this.#notes = notes;
    for (const kind of kinds.all()) {
      for (const relation of kind.derived?.relations ?? []) {
        for (const field of kind.derived?.reads ?? []) this.#reads.add(field);
        obtain(this.#lookers, relation, () => new Set<string>()).add(kind.key);
      }
    }
  }

  /** The status to show until `settle`, for a place where an object says this of itself. */
  shown(entity: Entity | undefined, uid: string, own: Status): Status {
    const said = explained(own, this.#notes.of(uid));
    if (!entity?.real || entity.kind.derived === undefined || entity.own === undefined) return said;
    return sameStatus(entity.own, own) ? entity.vertex.node.status : said;
  }

  /** What is said about an entity changed. */
  renew(entity: Entity): void {
    if (entity.own === undefined) return;
    const { node } = entity.vertex;
    const status = this.#status(entity, entity.own);
    if (!sameStatus(status, node.status)) this.#graph.put({ ...node.toJSON(), status });
  }

  /** Brings all statuses up to date with what the graph's commit to come will show. */
  settle(): void {
    if (this.#lookers.size === 0) return;
    let dirty = new Set<Entity>();
    this.#graph.eachTouchedNode((vertex, before) => {
      this.#mark(dirty, vertex, undefined);
      if (before !== undefined && this.#showsOther(before, vertex.node)) this.#markAround(dirty, vertex);
    });
    this.#graph.eachTouchedEdge((edge) => {
      if (!this.#lookers.has(edge.relationType)) return;
      this.#mark(dirty, edge.source, edge.relationType);
      this.#mark(dirty, edge.target, edge.relationType);
    });
    for (let round = 0; dirty.size > 0 && round < MOST_ROUNDS; round++) {
      const next = new Set<Entity>();
      for (const entity of dirty) if (this.#derive(entity)) this.#markAround(next, entity.vertex);
      dirty = next;
    }
  }

  #derive(entity: Entity): boolean {
    if (entity.own === undefined) return false;
    const { node } = entity.vertex;
    const status = this.#status(entity, entity.own);
    if (sameStatus(status, node.status)) return false;
    return this.#graph.put({ ...node.toJSON(), status });
  }

  #status({ kind, vertex }: Entity, own: Status): Status {
    const said = explained(own, this.#notes.of(vertex.node.id));
    if (kind.derived === undefined) return said;
    this.#around.vertex = vertex;
    return kind.derived.status(said, this.#around, vertex.node.fields);
  }

  /** Whether neighbours would see a difference. */
  #showsOther(before: GraphNode, now: GraphNode): boolean {
    if (!sameStatus(before.status, now.status)) return true;
    for (const field of this.#reads) if (!same(before.fields[field], now.fields[field])) return true;
    return false;
  }

  /** Marks an entity that looks at the relation, or at any (`undefined`). */
  #mark(dirty: Set<Entity>, vertex: Vertex, relation: string | undefined): void {
    const entity = Entity.of(vertex);
    if (entity?.kind.derived === undefined) return;
    if (relation === undefined || entity.kind.derived.relations.includes(relation)) dirty.add(entity);
  }

  #markAround(dirty: Set<Entity>, vertex: Vertex): void {
    for (const edge of outOf(vertex)) this.#markEnd(dirty, edge, edge.target);
    for (const edge of into(vertex)) this.#markEnd(dirty, edge, edge.source);
  }

  #markEnd(dirty: Set<Entity>, edge: StoredEdge, end: Vertex): void {
    if (this.#lookers.has(edge.relationType)) this.#mark(dirty, end, edge.relationType);
  }
}

/** The neighbourhood of one vertex after the other: most rules do not look, so it is made once. */
class Around implements Surroundings {
  vertex: Vertex | undefined;

  *out(relation: string): Generator<GraphNode> {
    const { vertex } = this;
    if (vertex === undefined) return;
    for (const edge of outOf(vertex))
      if (edge.relationType === relation && edge.target !== vertex) yield edge.target.node;
  }

  *in(relation: string): Generator<GraphNode> {
    const { vertex } = this;
    if (vertex === undefined) return;
    for (const edge of into(vertex))
      if (edge.relationType === relation && edge.source !== vertex) yield edge.source.node;
  }
}
