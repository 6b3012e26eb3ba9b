/**
 * Statuses that depend on the neighbours: a service is up when something answers for it. Before each commit they are
 * worked out again for exactly those nodes whose own object, neighbours or edges changed.
 */

import { obtain } from '../../base/obtain.ts';
import type { Graph } from '../../graph/graph.ts';
import type { GraphNode } from '../../graph/node.ts';
import { type Status, sameStatus } from '../../graph/status.ts';
import { into, outOf, type StoredEdge, type Vertex } from '../../graph/vertex.ts';
import type { Surroundings } from '../../kinds/define.ts';
import type { Entities } from '../2-objects/entities.ts';
import type { Entity } from '../2-objects/entity.ts';
import type { KindTable } from '../2-objects/kind-table.ts';

/** Statuses may lead to each other (pod, replica set, deployment); rules that never settle are cut off here. */
const MOST_ROUNDS = 16;

export class Derived {
  readonly #graph: Graph;
  readonly #entities: Entities;
  /** The keys of kinds with a derived status, by the relations that they look at. */
  readonly #lookers = new Map<string, Set<string>>();
  /** What the entity's own object says. */
  readonly #own = new Map<Entity, Status>();

  constructor(graph: Graph, entities: Entities, kinds: KindTable) {
    this.#graph = graph;
    this.#entities = entities;
    for (const kind of kinds.all()) {
      for (const relation of kind.derived?.relations ?? []) {
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
    for (const vertex of this.#graph.touchedNodes()) {
      this.#mark(dirty, vertex, undefined);
      this.#markAround(dirty, vertex);
    }
    for (const edge of this.#graph.touchedEdges()) {
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
    return this.#graph.put({ ...node, status });
  }

  /** Marks an entity that looks at the relation, or at any (`undefined`). */
  #mark(dirty: Set<Entity>, vertex: Vertex, relation: string | undefined): void {
    const entity = this.#entities.withId(vertex.node.id);
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
      for (const edge of outOf(vertex)) if (edge.relationType === relation) yield edge.target.node;
    },
    *in(relation): Generator<GraphNode> {
      for (const edge of into(vertex)) if (edge.relationType === relation) yield edge.source.node;
    },
  };
}
