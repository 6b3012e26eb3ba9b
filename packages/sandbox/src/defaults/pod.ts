/** What the server adds to a pod, and what it refuses in one. */

import { clone, equal, fill, grow, isMap, listAt, mapAt, mapsAt, type Tree, textAt } from '../base/json.ts';
import type { KubeObject } from '../base/object.ts';
import type { StatusCause } from '../base/problem.ts';
import type { Surroundings } from '../registry/resource.ts';

function containerDefaults(container: Tree): void {
  const image = textAt(container, 'image') ?? '';
  const tag = /:([^:/@]+)(@|$)/.exec(image)?.[1];
  const floating = !image.includes('@') && (tag === undefined || tag === 'latest');
  fill(container, 'imagePullPolicy', floating ? 'Always' : 'IfNotPresent');
  fill(container, 'terminationMessagePath', '/dev/termination-log');
  fill(container, 'terminationMessagePolicy', 'File');
  fill(container, 'resources', {});
  for (const port of mapsAt(container, 'ports')) fill(port, 'protocol', 'TCP');
  for (const variable of mapsAt(container, 'env')) {
    const reference = variable.valueFrom;
    if (isMap(reference) && isMap(reference.fieldRef)) fill(reference.fieldRef, 'apiVersion', 'v1');
  }
  for (const name of ['livenessProbe', 'readinessProbe', 'startupProbe']) {
    const probe = container[name];
    if (isMap(probe)) probeDefaults(probe);
  }
}

function probeDefaults(probe: Tree): void {
  fill(probe, 'timeoutSeconds', 1);
  fill(probe, 'periodSeconds', 10);
  fill(probe, 'successThreshold', 1);
  fill(probe, 'failureThreshold', 3);
  if (isMap(probe.httpGet)) {
    fill(probe.httpGet, 'path', '/');
    fill(probe.httpGet, 'scheme', 'HTTP');
  }
}

const modeHolders = ['configMap', 'secret', 'projected', 'downwardAPI'];

/** A pod spec, in a pod or in a template. */
export function podSpecDefaults(spec: Tree): void {
  fill(spec, 'restartPolicy', 'Always');
  fill(spec, 'terminationGracePeriodSeconds', 30);
  fill(spec, 'dnsPolicy', 'ClusterFirst');
  fill(spec, 'securityContext', {});
  fill(spec, 'schedulerName', 'default-scheduler');
  if (spec.serviceAccountName === undefined && spec.serviceAccount) spec.serviceAccountName = spec.serviceAccount;
  if (spec.serviceAccountName) spec.serviceAccount = spec.serviceAccountName;
  for (const container of [...mapsAt(spec, 'initContainers'), ...mapsAt(spec, 'containers')])
    containerDefaults(container);
  for (const volume of mapsAt(spec, 'volumes')) {
    for (const holder of modeHolders) if (isMap(volume[holder])) fill(volume[holder], 'defaultMode', 420);
    if (isMap(volume.hostPath)) fill(volume.hostPath, 'type', '');
    if (Object.keys(volume).length === 1) volume.emptyDir = {};
  }
}

/** Tolerations that every pod gets for a node that fails for a while. */
const grace = ['not-ready', 'unreachable'].map((trouble) => ({
  key: `node.kubernetes.io/${trouble}`,
  operator: 'Exists',
  effect: 'NoExecute',
  tolerationSeconds: 300,
}));

function serviceClass(spec: Tree): string {
  let bounded = true;
  let any = false;
  for (const container of [...mapsAt(spec, 'containers'), ...mapsAt(spec, 'initContainers')]) {
    const limits = mapAt(container, 'resources', 'limits');
    const requests = mapAt(container, 'resources', 'requests');
    if (Object.keys(limits).length || Object.keys(requests).length) any = true;
    for (const what of ['cpu', 'memory'])
      if (!limits[what] || limits[what] !== (requests[what] ?? limits[what])) bounded = false;
  }
  if (!any) return 'BestEffort';
  return bounded ? 'Guaranteed' : 'Burstable';
}

/** Requests default to limits, in pods only: templates keep what was written. */
function requestDefaults(container: Tree): void {
  const limits = mapAt(container, 'resources', 'limits');
  if (!Object.keys(limits).length) return;
  const requests = grow(grow(container, 'resources'), 'requests');
  for (const what in limits) fill(requests, what, limits[what]);
}

export function podDefaults(pod: Tree, around: Surroundings, old?: KubeObject): void {
  const spec = grow(pod, 'spec');
  podSpecDefaults(spec);
  if (old) return;
  fill(spec, 'serviceAccountName', 'default');
  spec.serviceAccount = spec.serviceAccountName;
  fill(spec, 'enableServiceLinks', true);
  fill(spec, 'preemptionPolicy', 'PreemptLowerPriority');
  const priority = spec.priorityClassName
    ? around.get('priorityclasses.scheduling.k8s.io', '', String(spec.priorityClassName))
    : undefined;
  fill(spec, 'priority', priority?.value ?? 0);
  for (const container of mapsAt(spec, 'containers')) requestDefaults(container);
  const tolerations = mapsAt(spec, 'tolerations');
  const added = grace.filter(
    ({ key }) => !tolerations.some((one) => one.key === key || (!one.key && one.operator === 'Exists')),
  );
  spec.tolerations = [...tolerations, ...added];
  mountToken(spec, textAt(pod, 'metadata', 'uid') ?? '');
  const status = grow(pod, 'status');
  status.phase = 'Pending';
  status.qosClass = serviceClass(spec);
}

/** The projected service account token that every pod gets unless it declines. */
function mountToken(spec: Tree, uid: string): void {
  if (spec.automountServiceAccountToken === false) return;
  const volumes = mapsAt(spec, 'volumes');
  if (volumes.some((volume) => String(volume.name).startsWith('kube-api-access-'))) return;
  const name = `kube-api-access-${uid.replaceAll('-', '').slice(0, 5)}`;
  const sources = [
    { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
    { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
    {
      downwardAPI: {
        items: [{ path: 'namespace', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } }],
      },
    },
  ];
  spec.volumes = [...volumes, { name, projected: { sources, defaultMode: 420 } }];
  for (const container of [...mapsAt(spec, 'containers'), ...mapsAt(spec, 'initContainers')]) {
    const mount = { name, readOnly: true, mountPath: '/var/run/secrets/kubernetes.io/serviceaccount' };
    container.volumeMounts = [...mapsAt(container, 'volumeMounts'), mount];
  }
}

const required = (field: string): StatusCause => ({ reason: 'FieldValueRequired', message: 'Required value', field });

/** What is wrong with a pod spec that stands at `field`. */
export function podSpecProblems(spec: unknown, field: string): StatusCause[] {
  const containers = mapsAt(spec, 'containers');
  const problems: StatusCause[] = containers.length ? [] : [required(`${field}.containers`)];
  const volumes = new Set(mapsAt(spec, 'volumes').map((volume) => volume.name));
  const seen = new Set<unknown>();
  for (const list of ['initContainers', 'containers']) {
    for (const [index, container] of mapsAt(spec, list).entries()) {
      const where = `${field}.${list}[${index}]`;
      if (!container.name) problems.push(required(`${where}.name`));
      if (!container.image) problems.push(required(`${where}.image`));
      if (seen.has(container.name)) {
        const message = `Duplicate value: "${container.name}"`;
        problems.push({ reason: 'FieldValueDuplicate', message, field: `${where}.name` });
      }
      seen.add(container.name);
      for (const [at, mount] of mapsAt(container, 'volumeMounts').entries()) {
        if (volumes.has(mount.name)) continue;
        const message = `Not found: "${mount.name}"`;
        problems.push({ reason: 'FieldValueNotFound', message, field: `${where}.volumeMounts[${at}].name` });
      }
    }
  }
  return problems;
}

export function podProblems(pod: KubeObject, old?: KubeObject): StatusCause[] {
  const problems = podSpecProblems(pod.spec, 'spec');
  if (old && !equal(frozenPart(pod), frozenPart(old))) {
    const message =
      'Forbidden: pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)';
    problems.push({ reason: 'FieldValueForbidden', message, field: 'spec' });
  }
  return problems;
}

/** The spec without what an update may change. */
function frozenPart(pod: KubeObject): Tree {
  const spec = clone(pod.spec ?? {}) as Tree;
  for (const list of ['containers', 'initContainers']) for (const one of mapsAt(spec, list)) delete one.image;
  for (const key of ['activeDeadlineSeconds', 'tolerations', 'terminationGracePeriodSeconds', 'nodeName'])
    delete spec[key];
  for (const key of listAt(pod.spec, 'schedulingGates').length ? [] : ['schedulingGates']) delete spec[key];
  return spec;
}
