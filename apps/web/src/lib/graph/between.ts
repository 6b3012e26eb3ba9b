/** A relation between two places as a topic: all edges of one name that run from what the one holds to the other. */

import type { GraphEdge, Reader } from '@canopy/model';
import type { Places } from './places.ts';
import { nodesIn } from './scope.svelte.ts';

export interface Topic {
  /** Ids of places. */
  readonly from: string;
  readonly to: string;
  readonly relation: string;
}

/** The edges that a line stands for; at the cost of the smaller end. */
export function edgesBetween(reader: Reader, places: Places, { from, to, relation }: Topic): readonly GraphEdge[] {
  const [source, target] = [places.find(from), places.find(to)];
  if (source === undefined || target === undefined) return [];
  const [sources, targets] = [nodesIn(source), nodesIn(target)];
  const found: GraphEdge[] = [];
  const take = (edge: GraphEdge) => {
    if (edge.relationType === relation && sources.has(edge.from) && targets.has(edge.to)) found.push(edge);
  };
  if (sources.size <= targets.size) for (const id of sources) for (const edge of reader.outEdges(id)) take(edge);
  else for (const id of targets) for (const edge of reader.inEdges(id)) take(edge);
  return found;
}
