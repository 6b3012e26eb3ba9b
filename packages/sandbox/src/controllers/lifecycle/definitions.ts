/** Custom resource definitions: serves their resources, and says so in their status. */

import { at, listAt, mapsAt, textAt } from '../../base/json.ts';
import { type KubeObject, timestamp } from '../../base/object.ts';
import { age, name } from '../../registry/columns/column.ts';
import { customColumns } from '../../registry/columns/custom.ts';
import { groupVersion, keyOf, type Resource, type ScalePaths } from '../../registry/resource.ts';
import type { Cluster } from '../cluster.ts';
import { type Controller, itself, splitKey } from '../controller.ts';

const resource = 'customresourcedefinitions.apiextensions.k8s.io';
const cleanup = 'customresourcecleanup.apiextensions.k8s.io';

export function definitionController(cluster: Cluster): Controller {
  return {
    name: 'crd-controller',
    watches: { [resource]: itself },
    reconcile(key) {
      const [, crdName] = splitKey(key);
      const crd = cluster.get(resource, '', crdName);
      if (!crd) {
        cluster.core.registry.remove(crdName);
        return undefined;
      }
      const custom = resourceOf(crd);
      if (crd.metadata.deletionTimestamp) return clear(cluster, crd, custom);
      cluster.core.registry.add(custom);
      if (!crd.metadata.finalizers?.includes(cleanup)) {
        cluster.relabel(resource, crd, { finalizers: [...(crd.metadata.finalizers ?? []), cleanup] });
      }
      const served = cluster.get(resource, '', crdName);
      if (served) cluster.setStatus(resource, served, status(cluster, served, custom));
      return undefined;
    },
  };
}

/** The objects of a definition go before it does. */
function clear(cluster: Cluster, crd: KubeObject, custom: Resource): number | undefined {
  const left = cluster.list(keyOf(custom));
  for (const object of left) if (!object.metadata.deletionTimestamp) cluster.remove(keyOf(custom), object);
  if (cluster.list(keyOf(custom)).length) return 100;
  cluster.release(resource, crd, cleanup);
  return undefined;
}

const steps = (path: unknown): string[] => String(path).split('.').filter(Boolean);

function scalePaths(scale: unknown): ScalePaths | undefined {
  if (!scale) return undefined;
  return {
    specReplicas: steps(at(scale, 'specReplicasPath')),
    statusReplicas: steps(at(scale, 'statusReplicasPath')),
    selector: steps(at(scale, 'labelSelectorPath') ?? ''),
  };
}

/** The resource that a definition defines. */
function resourceOf(crd: KubeObject): Resource {
  const versions = mapsAt(crd, 'spec', 'versions').filter((version) => version.served);
  const stored = versions.find((version) => version.storage) ?? versions[0] ?? {};
  const scale = scalePaths(at(stored, 'subresources', 'scale'));
  const columns = customColumns(mapsAt(stored, 'additionalPrinterColumns'));
  return groupVersion(
    textAt(crd, 'spec', 'group') ?? '',
    String(stored.name ?? 'v1'),
  )({
    plural: textAt(crd, 'spec', 'names', 'plural') ?? '',
    singular: textAt(crd, 'spec', 'names', 'singular') ?? '',
    kind: textAt(crd, 'spec', 'names', 'kind') ?? '',
    namespaced: textAt(crd, 'spec', 'scope') !== 'Cluster',
    shortNames: listAt(crd, 'spec', 'names', 'shortNames').map(String),
    categories: listAt(crd, 'spec', 'names', 'categories').map(String),
    otherVersions: versions.filter((version) => version !== stored).map((version) => ({ name: String(version.name) })),
    status: at(stored, 'subresources', 'status') !== undefined,
    ...(scale && { scale }),
    generation: true,
    custom: true,
    columns: columns.length ? [name, ...columns] : [name, age],
  });
}

function status(cluster: Cluster, crd: KubeObject, custom: Resource): object {
  const former = mapsAt(crd, 'status', 'conditions');
  const time = textAt(former[0], 'lastTransitionTime') ?? timestamp(cluster.now());
  const condition = (type: string, reason: string, message: string) => ({
    type,
    status: 'True',
    reason,
    message,
    lastTransitionTime: time,
  });
  return {
    acceptedNames: at(crd, 'spec', 'names'),
    conditions: [
      condition('NamesAccepted', 'NoConflicts', 'no conflicts found'),
      condition('Established', 'InitialNamesAccepted', 'the initial names have been accepted'),
    ],
    storedVersions: [custom.version],
  };
}
