/** Endpoints and endpoint slices of services: the addresses of the pods that they select. */

import type { Pod, Service, ServicePort } from 'kubernetes-types/core/v1.d.ts';
import type { EndpointSlice } from 'kubernetes-types/discovery/v1.d.ts';
import { equal } from '../../base/json.ts';
import { controlledBy, type KubeObject } from '../../base/object.ts';
import { hashWord } from '../../base/suffix.ts';
import { matchesMap } from '../../selectors/label.ts';
import type { Cluster, Stored } from '../cluster.ts';
import { type Controller, itself, keyOfObject, splitKey } from '../controller.ts';
import { isFinished, isReady, type StoredPod } from '../pods/state.ts';

type StoredService = Stored<Service>;

const slices = 'endpointslices.discovery.k8s.io';
const managed = 'endpointslice-controller.k8s.io';
const perSlice = 100;

export function endpointsController(cluster: Cluster): Controller {
  const selecting = (pod: KubeObject): string[] => {
    const keys: string[] = [];
    for (const service of cluster.core.list('services', pod.metadata.namespace)) {
      if (matchesMap((service as StoredService).spec?.selector, pod.metadata.labels)) keys.push(keyOfObject(service));
    }
    return keys;
  };
  return {
    name: 'endpoints-controller',
    patience: 20,
    watches: {
      services: itself,
      pods: (pod, previous) => {
        const relabelled = previous && !equal(previous.metadata.labels, pod.metadata.labels);
        return [...selecting(pod), ...(relabelled ? selecting(previous) : [])];
      },
    },
    reconcile(key) {
      const [namespace, name] = splitKey(key);
      const service = cluster.get<Service>('services', namespace, name);
      if (service && !hasSelector(service)) return undefined;
      const pods = service && !service.metadata.deletionTimestamp ? selected(cluster, service) : [];
      if (service) {
        writeEndpoints(cluster, service, pods);
        writeSlices(cluster, service, pods);
      } else {
        const endpoints = cluster.get('endpoints', namespace, name);
        const own = endpoints?.metadata.annotations?.['endpoints.kubernetes.io/last-change-trigger-time'];
        if (endpoints && own) cluster.remove('endpoints', endpoints);
      }
      return undefined;
    },
  };
}

const hasSelector = (service: StoredService): boolean =>
  service.spec?.type !== 'ExternalName' && Object.keys(service.spec?.selector ?? {}).length > 0;

/** The pods with an address that the service selects, by name. */
function selected(cluster: Cluster, service: StoredService): StoredPod[] {
  const found: StoredPod[] = [];
  for (const pod of cluster.core.list('pods', service.metadata.namespace) as Iterable<Stored<Pod>>) {
    if (!pod.status?.podIP || isFinished(pod) || !matchesMap(service.spec?.selector, pod.metadata.labels)) continue;
    found.push(pod);
  }
  return found.sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
}

/** The number of a port on a pod; a name is looked up among the ports of its containers and sidecars. */
function portOn(pod: StoredPod | undefined, { targetPort, port, protocol }: ServicePort): number | undefined {
  if (typeof targetPort !== 'string') return targetPort ?? port;
  const sidecars = (pod?.spec?.initContainers ?? []).filter((container) => container.restartPolicy === 'Always');
  const ports = [...(pod?.spec?.containers ?? []), ...sidecars].flatMap((container) => container.ports ?? []);
  return ports.find((one) => one.name === targetPort && (one.protocol ?? 'TCP') === (protocol ?? 'TCP'))?.containerPort;
}

/** The ports of a service as they are on one pod. */
const portsOn = (pod: StoredPod | undefined, service: StoredService) =>
  (service.spec?.ports ?? []).flatMap((one) => {
    const port = portOn(pod, one);
    return port === undefined ? [] : [{ ...(one.name && { name: one.name }), port, protocol: one.protocol ?? 'TCP' }];
  });

const referenceTo = ({ metadata: { name, namespace, uid } }: StoredPod) => ({ kind: 'Pod', namespace, name, uid });

const counts = (pod: StoredPod, service: StoredService): boolean =>
  (isReady(pod) && !pod.metadata.deletionTimestamp) || service.spec?.publishNotReadyAddresses === true;

/** Pods whose ports are the same share a subset or a slice. */
function byPorts(
  pods: readonly StoredPod[],
  service: StoredService,
): { ports: ReturnType<typeof portsOn>; pods: StoredPod[] }[] {
  const groups = new Map<string, { ports: ReturnType<typeof portsOn>; pods: StoredPod[] }>();
  for (const pod of pods) {
    const ports = portsOn(pod, service);
    const group = groups.get(JSON.stringify(ports)) ?? { ports, pods: [] };
    group.pods.push(pod);
    groups.set(JSON.stringify(ports), group);
  }
  return [...groups.values()];
}

function writeEndpoints(cluster: Cluster, service: StoredService, pods: readonly StoredPod[]): void {
  const { name, namespace = '', labels } = service.metadata;
  const address = (pod: StoredPod) => ({
    ip: pod.status?.podIP,
    nodeName: pod.spec?.nodeName,
    targetRef: referenceTo(pod),
  });
  const subsets = byPorts(
    pods.filter((pod) => !pod.metadata.deletionTimestamp),
    service,
  ).map(({ ports, pods: members }) => {
    const addresses = members.filter((pod) => counts(pod, service)).map(address);
    const notReadyAddresses = members.filter((pod) => !counts(pod, service)).map(address);
    return { ...(addresses.length && { addresses }), ...(notReadyAddresses.length && { notReadyAddresses }), ports };
  });
  const former = cluster.get('endpoints', namespace, name);
  if (former && equal(former.subsets ?? [], subsets) && equal(former.metadata.labels ?? {}, labels ?? {})) return;
  const annotations = { 'endpoints.kubernetes.io/last-change-trigger-time': service.metadata.creationTimestamp };
  const own = { ...(labels && { labels }), annotations };
  const content = subsets.length ? { subsets } : {};
  if (!former) cluster.create('endpoints', { metadata: { name, namespace, ...own }, ...content });
  else {
    const { subsets: _subsets, ...rest } = former;
    cluster.replace('endpoints', {
      ...rest,
      metadata: { ...former.metadata, ...own, resourceVersion: '' },
      ...content,
    } as KubeObject);
  }
}

function endpoint(pod: StoredPod, service: StoredService) {
  const terminating = pod.metadata.deletionTimestamp !== undefined;
  return {
    addresses: [pod.status?.podIP],
    conditions: { ready: counts(pod, service), serving: isReady(pod), terminating },
    ...(pod.spec?.hostname && { hostname: pod.spec.hostname }),
    nodeName: pod.spec?.nodeName,
    targetRef: referenceTo(pod),
  };
}

function writeSlices(cluster: Cluster, service: StoredService, pods: readonly StoredPod[]): void {
  const { name, namespace = '' } = service.metadata;
  const groups = byPorts(pods, service);
  if (!groups.length) groups.push({ ports: [], pods: [] });
  const wanted = new Map<string, object>();
  for (const { ports, pods: members } of groups) {
    for (let start = 0; start === 0 || start < members.length; start += perSlice) {
      const suffix = hashWord(`${service.metadata.uid}/${JSON.stringify(ports)}/${start}`).slice(0, 5);
      const endpoints = members.slice(start, start + perSlice).map((pod) => endpoint(pod, service));
      // Slices always name their ports, if only with nothing.
      wanted.set(`${name}-${suffix}`, {
        addressType: 'IPv4',
        endpoints,
        ports: ports.map((port) => ({ name: '', ...port })),
      });
    }
  }
  for (const slice of cluster.controlled<EndpointSlice>(service, slices)) {
    const { name: sliceName, labels } = slice.metadata;
    const content = wanted.get(sliceName);
    if (!content && labels?.['endpointslice.kubernetes.io/managed-by'] === managed) cluster.remove(slices, slice);
    else if (content)
      cluster.replace(slices, { ...slice, metadata: { ...slice.metadata, resourceVersion: '' }, ...content });
    wanted.delete(sliceName);
  }
  for (const [sliceName, content] of wanted) {
    const labels = {
      ...service.metadata.labels,
      'endpointslice.kubernetes.io/managed-by': managed,
      'kubernetes.io/service-name': name,
      ...(service.spec?.clusterIP === 'None' && { 'service.kubernetes.io/headless': '' }),
    };
    const metadata = {
      name: sliceName,
      namespace,
      labels,
      generateName: `${name}-`,
      ownerReferences: [controlledBy(service)],
    };
    cluster.create(slices, { metadata, ...content });
  }
}
