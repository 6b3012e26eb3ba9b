/** A graph from YAML, for tests of insight; deployments get the pods that a controller would make for them. */

import { parseAllDocuments, stringify } from 'yaml';
import { Graph } from '../../../graph/graph.ts';
import type { KubeObject } from '../../../kinds/object.ts';
import { noteKinds, registry } from '../../../kinds/registry.ts';
import { Projection } from '../../../probe/projection.ts';
import { kindFor, objectsOf, redacted } from '../../../testing/show-kind.ts';

export function clusterFrom(yaml: string): Graph {
  const graph = new Graph({ clock: () => 0 });
  const kinds = [...registry, ...noteKinds];
  const projection = new Projection({ graph, cluster: 'test', kinds });
  for (const { key } of kinds) {
    projection.sync({ kind: key, namespace: '', state: 'live', objects: 0, since: 0, relists: 0 });
  }
  for (const object of objectsOf(yaml)) {
    const kind = kindFor(object, kinds);
    projection.upsert(kind.key, redacted(kind, object));
  }
  projection.settle();
  graph.commit();
  return graph;
}

interface Deployment extends KubeObject {
  readonly spec: { readonly template: { readonly metadata: object; readonly spec: object } };
}

/** The documents and, for each deployment, a running pod `name-0` with an address of its own. */
export function podsOfDeployments(yaml: string): string {
  const objects = parseAllDocuments(yaml)
    .map((document) => document.toJS() as KubeObject | null)
    .filter((object) => object !== null);
  const pods = objects
    .filter(({ kind }) => kind === 'Deployment')
    .map((object, at) => {
      const { metadata, spec } = object as Deployment;
      const owner = {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        name: metadata.name,
        uid: uidOf(object),
        controller: true,
      };
      return {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: {
          ...spec.template.metadata,
          name: `${metadata.name}-0`,
          namespace: metadata.namespace ?? 'default',
          uid: `pod-${at}`,
          ownerReferences: [owner],
        },
        spec: { ...spec.template.spec, nodeName: `n${at % 2}` },
        status: { phase: 'Running', podIP: `10.0.0.${at + 1}` },
      };
    });
  const all = objects.map((object) => ({ ...object, metadata: { ...object.metadata, uid: uidOf(object) } }));
  return `${[...all, ...pods].map((object) => stringify(object)).join('---\n')}---\n`;
}

const uidOf = ({ kind, metadata }: KubeObject): string =>
  metadata.uid ?? `${kind}-${metadata.namespace ?? ''}-${metadata.name}`;
