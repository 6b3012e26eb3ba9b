/** The graph that a YAML text makes, with every kind of the registry listed and nothing else in the cluster. */

import { Graph } from '../graph/graph.ts';
import type { Kind } from '../kinds/define.ts';
import { noteKinds, registry } from '../kinds/registry.ts';
import { Projection } from '../probe/projection.ts';
import { kindFor, objectsOf, printStatus, redacted } from './show-kind.ts';

/** Relations other than containment as `type name -relation-> type name`, and `type name: status`; both sorted. */
export interface Shown {
  readonly edges: readonly string[];
  readonly statuses: readonly string[];
}

export function graphOf(yaml: string, kinds: readonly Kind[] = [...registry, ...noteKinds]): Shown {
  const graph = new Graph({ clock: () => 0 });
  const projection = new Projection({ graph, cluster: 'test', kinds });
  for (const kind of kinds) {
    const state = 'live';
    projection.sync({ kind: kind.key, namespace: '', state, objects: 0, since: 0, relists: 0 });
  }
  for (const object of objectsOf(yaml)) {
    const kind = kindFor(object, kinds);
    projection.upsert(kind.key, redacted(kind, object));
  }
  projection.settle();
  graph.commit();
  const named = (id: string): string => `${graph.reader.node(id)?.type} ${graph.reader.node(id)?.name}`;
  return {
    edges: [...graph.reader.edges()]
      .filter(({ relationType }) => relationType !== 'ownership')
      .map(({ from, to, relationType }) => `${named(from)} -${relationType}-> ${named(to)}`)
      .sort(),
    statuses: [...graph.reader.nodes()].map(({ id, status }) => `${named(id)}: ${printStatus(status)}`).sort(),
  };
}
