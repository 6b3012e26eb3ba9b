/** Deployments: one replica set per template, scaled up and down in step. */

import type { Deployment, ReplicaSet } from 'kubernetes-types/apps/v1.d.ts';
import type { Pod } from 'kubernetes-types/core/v1.d.ts';
import { clone } from '../../base/json.ts';
import { controlledBy, controllerOf, type KubeObject } from '../../base/object.ts';
import type { Cluster } from '../cluster.ts';
import { type Controller, itsController, itself, splitKey } from '../controller.ts';
import { isFinished } from '../pods/state.ts';
import { adoptAll } from './adopt.ts';
import { deploymentStatus } from './deployment-status.ts';
import { type Move, roll } from './rollout.ts';
import { type StoredDeployment, type StoredSet, share } from './share.ts';
import { templateHash } from './template.ts';

const sets = 'replicasets.apps';
const hashLabel = 'pod-template-hash';
const revisionAnnotation = 'deployment.kubernetes.io/revision';

const revisionOf = (set: StoredSet): number => Number(set.metadata.annotations?.[revisionAnnotation] ?? 0);

export function deploymentController(cluster: Cluster): Controller {
  return {
    name: 'deployment-controller',
    watches: {
      'deployments.apps': itself,
      [sets]: itsController('Deployment'),
      // The last old pod that is gone lets a deployment go on that recreates its pods.
      pods: (pod, _previous, gone) => (gone ? deploymentOf(cluster, pod) : []),
    },
    reconcile(key) {
      const deployment = cluster.get<Deployment>('deployments.apps', ...splitKey(key));
      if (!deployment) return undefined;
      if (deployment.metadata.deletionTimestamp) return undefined;
      const owned = setsOf(cluster, deployment);
      const current = deployment.spec?.paused ? currentSet(deployment, owned) : ensureSet(cluster, deployment, owned);
      if (current) {
        const old = owned.filter((set) => set.metadata.uid !== current.metadata.uid);
        for (const move of roll(deployment, current, old, livePods(cluster, old))) scaleSet(cluster, deployment, move);
        if (!deployment.spec?.paused) forgetHistory(cluster, deployment, old);
      }
      return report(cluster, key);
    },
  };
}

/** Those of a deployment that was deleted without them are taken in, where the present one is not there. */
function setsOf(cluster: Cluster, deployment: StoredDeployment): StoredSet[] {
  const owned = cluster.controlled<ReplicaSet>(deployment, sets);
  const lacks = currentSet(deployment, owned) === undefined && adoptAll(cluster, deployment, sets);
  return lacks ? cluster.controlled<ReplicaSet>(deployment, sets) : owned;
}

function deploymentOf(cluster: Cluster, pod: KubeObject): Iterable<string> {
  const owner = controllerOf(pod);
  const set = owner?.kind === 'ReplicaSet' ? cluster.get(sets, pod.metadata.namespace ?? '', owner.name) : undefined;
  return set ? itsController('Deployment')(set, undefined, false) : [];
}

const livePods = (cluster: Cluster, old: readonly StoredSet[]): number =>
  old.flatMap((set) => cluster.controlled<Pod>(set, 'pods')).filter((pod) => !isFinished(pod)).length;

const currentSet = (deployment: StoredDeployment, owned: readonly StoredSet[]): StoredSet | undefined => {
  const hash = templateHash(deployment.spec?.template);
  return owned.find((set) => set.metadata.labels?.[hashLabel] === hash);
};

/** The replica set of the present template, made or brought to the newest revision. */
function ensureSet(cluster: Cluster, deployment: StoredDeployment, owned: readonly StoredSet[]): StoredSet | undefined {
  const newest = Math.max(0, ...owned.map(revisionOf));
  const found = currentSet(deployment, owned);
  if (!found) {
    const made = makeSet(cluster, deployment, newest + 1);
    if (made) note(cluster, deployment, newest + 1);
    return made;
  }
  if (revisionOf(found) < newest) {
    const annotations = { ...found.metadata.annotations, [revisionAnnotation]: String(newest + 1) };
    cluster.relabel(sets, found, { annotations });
  }
  note(cluster, deployment, Math.max(revisionOf(found), revisionOf(found) < newest ? newest + 1 : newest));
  return cluster.get<ReplicaSet>(sets, found.metadata.namespace ?? '', found.metadata.name);
}

function note(cluster: Cluster, deployment: StoredDeployment, revision: number): void {
  const { annotations } = deployment.metadata;
  if (annotations?.[revisionAnnotation] === String(revision)) return;
  cluster.relabel('deployments.apps', deployment, {
    annotations: { ...annotations, [revisionAnnotation]: String(revision) },
  });
}

function makeSet(cluster: Cluster, deployment: StoredDeployment, revision: number): StoredSet | undefined {
  const hash = templateHash(deployment.spec?.template);
  const template = clone(deployment.spec?.template ?? {}) as { metadata?: { labels?: Record<string, string> } };
  const labels = { ...template.metadata?.labels, [hashLabel]: hash };
  const selector = clone(deployment.spec?.selector ?? {}) as { matchLabels?: Record<string, string> };
  const { namespace, name, annotations } = deployment.metadata;
  const { 'kubectl.kubernetes.io/last-applied-configuration': _applied, ...inherited } = annotations ?? {};
  return cluster.create<ReplicaSet>(sets, {
    metadata: {
      ...(namespace !== undefined && { namespace }),
      name: `${name}-${hash}`,
      labels,
      annotations: { ...inherited, ...sizes(deployment), [revisionAnnotation]: String(revision) },
      ownerReferences: [controlledBy(deployment)],
    },
    spec: {
      replicas: 0,
      selector: { ...selector, matchLabels: { ...selector.matchLabels, [hashLabel]: hash } },
      template: { ...template, metadata: { ...template.metadata, labels } },
    },
  });
}

const sizes = (deployment: StoredDeployment): Record<string, string> => {
  const wanted = deployment.spec?.replicas ?? 1;
  const surge = share(deployment.spec?.strategy?.rollingUpdate?.maxSurge, wanted, Math.ceil);
  return {
    'deployment.kubernetes.io/desired-replicas': String(wanted),
    'deployment.kubernetes.io/max-replicas': String(wanted + surge),
  };
};

function scaleSet(cluster: Cluster, deployment: StoredDeployment, { set, replicas }: Move): void {
  const current = cluster.get<ReplicaSet>(sets, set.metadata.namespace ?? '', set.metadata.name);
  if (!current || current.spec?.replicas === replicas) return;
  const from = current.spec?.replicas ?? 0;
  const word = replicas > from ? 'up' : 'down';
  const annotations = { ...current.metadata.annotations, ...sizes(deployment) };
  const metadata = { ...current.metadata, annotations, resourceVersion: '' };
  cluster.replace(sets, { ...current, metadata, spec: { ...current.spec, replicas } });
  const message = `Scaled ${word} replica set ${set.metadata.name} from ${from} to ${replicas}`;
  cluster.tell(deployment, 'ScalingReplicaSet', message, 'deployment-controller');
}

/** Empty sets beyond the history limit go, the oldest first. */
function forgetHistory(cluster: Cluster, deployment: StoredDeployment, old: readonly StoredSet[]): void {
  const limit = deployment.spec?.revisionHistoryLimit ?? 10;
  const empty = old.filter((set) => !set.spec?.replicas && !set.status?.replicas && !set.metadata.deletionTimestamp);
  const surplus = empty.sort((a, b) => revisionOf(a) - revisionOf(b)).slice(0, Math.max(0, empty.length - limit));
  for (const set of surplus) cluster.remove(sets, set);
}

/** Writes the status; answers when a rollout that makes no progress has to be looked at again. */
function report(cluster: Cluster, key: string): number | undefined {
  const deployment = cluster.get<Deployment>('deployments.apps', ...splitKey(key));
  if (!deployment) return undefined;
  const owned = cluster.controlled<ReplicaSet>(deployment, sets);
  const { status, again } = deploymentStatus(deployment, owned, currentSet(deployment, owned), cluster.now());
  cluster.setStatus('deployments.apps', deployment, status);
  return again;
}
