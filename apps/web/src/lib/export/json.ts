/** The graph behind the view as JSON: every object and relation that is in the picture, those inside closed areas too. */

import type { Reader } from '@canopy/model';
import type { Place } from '../graph/place.ts';
import type { Places } from '../graph/places.ts';

export interface Exported {
  readonly reader: Reader;
  readonly places: Places;
  includes(place: Place): boolean;
  shows(relation: string): boolean;
}

/** Nodes and edges as GraphQL names them. */
export function toJson({ reader, places, includes, shows }: Exported): string {
  const nodes = [...reader.nodes()].filter(({ id }) => {
    const place = places.find(id);
    return place !== undefined && includes(place);
  });
  const kept = new Set(nodes.map(({ id }) => id));
  const edges = [...reader.edges()].filter(
    ({ from, to, relationType }) =>
      kept.has(from) && kept.has(to) && (relationType === 'ownership' || shows(relationType)),
  );
  const plain = {
    revision: reader.revision,
    nodes: nodes.map(({ id, cluster, manager, type, namespace, name, labels, status, fields, createdAt }) => ({
      ...{ id, cluster, manager, type, namespace, name, labels, status, fields, createdAt },
    })),
    edges: edges.map(({ id, from, to, relationType, metadata }) => ({ id, from, to, relationType, metadata })),
  };
  return `${JSON.stringify(plain, null, 2)}\n`;
}
