/** What every namespace is given, and how a deleted one empties itself. */

import type { KubeObject } from '../../base/object.ts';
import { keyOf } from '../../registry/resource.ts';
import type { Cluster } from '../cluster.ts';
import { withCondition } from '../conditions.ts';
import { type Controller, splitKey } from '../controller.ts';

const certificate = 'kube-root-ca.crt';

/** The namespace of an object, as a key. */
const itsNamespace = (object: KubeObject): string[] => [`/${object.metadata.namespace ?? ''}`];

/** The default service account and the root certificate, made again when somebody deletes them. */
export function namespaceDefaults(cluster: Cluster): Controller {
  return {
    name: 'serviceaccount-controller',
    watches: {
      namespaces: (namespace) => [`/${namespace.metadata.name}`],
      serviceaccounts: (object, _previous, gone) => (gone ? itsNamespace(object) : []),
      configmaps: (object, _previous, gone) =>
        gone && object.metadata.name === certificate ? itsNamespace(object) : [],
    },
    reconcile(key) {
      const [, name] = splitKey(key);
      const namespace = cluster.get('namespaces', '', name);
      if (!namespace || namespace.metadata.deletionTimestamp) return undefined;
      if (!cluster.get('serviceaccounts', name, 'default')) {
        cluster.create('serviceaccounts', { metadata: { namespace: name, name: 'default' } });
      }
      if (!cluster.get('configmaps', name, certificate)) {
        // The sandbox speaks plain HTTP: there is no authority to name.
        cluster.create('configmaps', { metadata: { namespace: name, name: certificate }, data: { 'ca.crt': '' } });
      }
      return undefined;
    },
  };
}

/** Deletes everything in a namespace that is going, and lets it go when nothing is left. */
export function namespaceController(cluster: Cluster): Controller {
  const going = (object: KubeObject): string[] => {
    const { namespace } = object.metadata;
    const found = namespace ? cluster.get('namespaces', '', namespace) : undefined;
    return found?.metadata.deletionTimestamp ? [`/${namespace}`] : [];
  };
  return {
    name: 'namespace-controller',
    watches: {
      namespaces: (namespace, _previous, gone) =>
        namespace.metadata.deletionTimestamp && !gone ? [`/${namespace.metadata.name}`] : [],
      '*': (object, _previous, gone) => (gone || object.metadata.deletionTimestamp ? going(object) : []),
    },
    reconcile(key) {
      const [, name] = splitKey(key);
      const namespace = cluster.get('namespaces', '', name);
      if (!namespace?.metadata.deletionTimestamp) return undefined;
      empty(cluster, name);
      const left = remaining(cluster, name);
      if (left.length) {
        cluster.setStatus('namespaces', namespace, {
          phase: 'Terminating',
          conditions: conditions(cluster, namespace, left),
        });
      } else finish(cluster, name);
      return undefined;
    },
  };
}

function* inside(cluster: Cluster, namespace: string): Iterable<{ resource: string; object: KubeObject }> {
  for (const resource of cluster.core.registry.all()) {
    if (!resource.namespaced) continue;
    const key = keyOf(resource);
    for (const object of cluster.list(key, namespace)) yield { resource: key, object };
  }
}

function empty(cluster: Cluster, namespace: string): void {
  for (const { resource, object } of inside(cluster, namespace)) {
    if (!object.metadata.deletionTimestamp) cluster.remove(resource, object, { propagationPolicy: 'Background' });
  }
}

const remaining = (cluster: Cluster, namespace: string): KubeObject[] =>
  [...inside(cluster, namespace)].map(({ object }) => object);

function conditions(cluster: Cluster, namespace: KubeObject, left: readonly KubeObject[]): unknown[] {
  const held = left.filter((object) => object.metadata.finalizers?.length);
  const told = [...new Set(held.flatMap((object) => object.metadata.finalizers ?? []))];
  const former = (namespace.status as { conditions?: { type: string; status: string }[] } | undefined)?.conditions;
  const content = withCondition(
    former,
    {
      type: 'NamespaceContentRemaining',
      status: 'True',
      reason: 'SomeResourcesRemain',
      message: `Some resources are remaining: ${left.length} object instances`,
    },
    cluster.now(),
  );
  const finalizers = {
    type: 'NamespaceFinalizersRemaining',
    status: held.length ? 'True' : 'False',
    reason: held.length ? 'SomeFinalizersRemain' : 'ContentHasNoFinalizers',
    message: held.length
      ? `Some content in the namespace has finalizers remaining: ${told.join(', ')}`
      : 'All content-preserving finalizers finished',
  };
  return withCondition(content, finalizers, cluster.now());
}

function finish(cluster: Cluster, name: string): void {
  const namespace = cluster.get<{ spec?: { finalizers?: string[] } }>('namespaces', '', name);
  if (!namespace) return;
  const finalizers = (namespace.spec?.finalizers ?? []).filter((one) => one !== 'kubernetes');
  const metadata = { ...namespace.metadata, resourceVersion: '' };
  cluster.replace('namespaces', { ...namespace, metadata, spec: finalizers.length ? { finalizers } : {} });
}
