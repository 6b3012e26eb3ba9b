/** What a join is: an engine that keeps the edges of all links of one shape, whatever order objects come and go in. */

import type { Graph } from '../../graph/graph.ts';
import type { StoredEdge, Vertex } from '../../graph/vertex.ts';
import type { KubeObject } from '../../kinds/object.ts';
import type { Entities } from '../2-objects/entities.ts';
import type { Entity } from '../2-objects/entity.ts';
import type { KindTable } from '../2-objects/kind-table.ts';
import type { LinkPart, Parts, Rule } from './rule.ts';

export interface Join {
  /** The entity's object appeared or changed. Costs what the object mentions and matches. */
  update(entity: Entity, object: KubeObject): void;
  /** The entity's object is going; its vertex is still there. */
  remove(entity: Entity): void;
}

/** What joins work with: one cluster's share of a graph. */
export interface Ground {
  readonly graph: Graph;
  readonly cluster: string;
  readonly kinds: KindTable;
  readonly entities: Entities;
  readonly parts: Parts;
}

/** Draws the edge of a link between its holder and a target, in the direction that the link says. */
export function draw(graph: Graph, rule: Rule, holder: Vertex, target: Vertex, part: LinkPart): void {
  if (rule.link.direction === 'out') graph.gain(holder, target, part);
  else graph.gain(target, holder, part);
}

/** Takes the link's part of the edge between holder and target away, if there is one. */
export function erase(graph: Graph, rule: Rule, holder: Vertex, target: Vertex, role: string): void {
  const out = rule.link.direction === 'out';
  const edge = graph.between(out ? holder : target, out ? target : holder, rule.link.relation, role);
  if (edge !== undefined) graph.lose(edge, rule.id);
}

/** The part that a link has in an edge. */
export function partOf(edge: StoredEdge, link: string): LinkPart | undefined {
  for (const part of edge.shape.parts) if (part.link === link) return part as LinkPart;
  return undefined;
}
