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
import { Entity } from '../2-objects/entity.ts';
import type { KindTable } from '../2-objects/kind-table.ts';

/** Statuses may lead to each other (pod, replica set, deployment); rules that never settle are cut off here. */
const MOST_ROUNDS = 16;

export class Derived {
  readonly #graph: Graph;
  /** The keys of kinds with a derived status, by the relations that they look at. */
  readonly #lookers = new Map<string, Set<string>>();
  /** The fields of neighbours that some rule reads. */
  readonly #reads = new Set<string>();
  /** What the entity's own object says. */
  readonly #own = new Map<Entity, Status>();

  constructor(graph: Graph, kinds: KindTable) {
    this.#graph = graph;
    for (const kind of kinds.all()) {
      for (const relation of kind.derived?.relations ?? []) {
        for (const field of kind.derived?.reads ?? []) this.#reads.add(field);
        obtain(this.#lookers, relation, () => new Set<string>()).add(kind.key);
      }
    }
  }

  /** Takes in what an object says of itself; the answer is the status to show for the moment. */
  note(entity: Entity | undefined, own: Status): Status {
    if (entity?.kind.derived === undefined) return own;
    const before = this.#own.get(entity);
    this.#own.set(entity, own);
    return before !== undefined && sameStatus(before, own) ? entity.vertex.node.status : own;
  }

  forget(entity: Entity): void {
    this.#own.delete(entity);
  }

  /** Brings all statuses up to date with what the graph's commit to come will show. */
  settle(): void {
    if (this.#lookers.size === 0) return;
    let dirty = new Set<Entity>();
    for (const [vertex, before] of this.#graph.touchedNodes()) {
      this.#mark(dirty, vertex, undefined);
      if (before !== undefined && this.#showsOther(before, vertex.node)) this.#markAround(dirty, vertex);
    }
    for (const edge of this.#graph.touchedEdges()) {
      if (!this.#lookers.has(edge.relationType)) continue;
      this.#mark(dirty, edge.source, edge.relationType);
      this.#mark(dirty, edge.target, edge.relationType);
    }
    for (let round = 0; dirty.size > 0 && round < MOST_ROUNDS; round++) {
      const next = new Set<Entity>();
      for (const entity of dirty) if (this.#derive(entity)) this.#markAround(next, entity.vertex);
      dirty = next;
    }
  }

  #derive(entity: Entity): boolean {
    const own = this.#own.get(entity);
    const { derived } = entity.kind;
    if (own === undefined || derived === undefined) return false;
    const { node } = entity.vertex;
    const status = derived.status(own, around(entity.vertex), node.fields);
    if (sameStatus(status, node.status)) return false;
    return this.#graph.put({ ...node.toJSON(), status });
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

function around(vertex: Vertex): Surroundings {
  return {
    *out(relation): Generator<GraphNode> {
      for (const edge of outOf(vertex))
        if (edge.relationType === relation && edge.target !== vertex) yield edge.target.node;
    },
    *in(relation): Generator<GraphNode> {
      for (const edge of into(vertex))
        if (edge.relationType === relation && edge.source !== vertex) yield edge.source.node;
    },
  };
}
