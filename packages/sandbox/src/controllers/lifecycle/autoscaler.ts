/** Autoscalers: nobody measures here, so they keep within their bounds and say that they know no metrics. */

import type { HorizontalPodAutoscaler, HorizontalPodAutoscalerSpec } from 'kubernetes-types/autoscaling/v2.d.ts';
import { at, numberAt } from '../../base/json.ts';
import type { KubeObject } from '../../base/object.ts';
import { mergePatch } from '../../patch/merge-patch.ts';
import { groupOf, keyOf } from '../../registry/resource.ts';
import type { Cluster } from '../cluster.ts';
import { type Condition, withCondition } from '../conditions.ts';
import { type Controller, itself, keyOfObject, splitKey } from '../controller.ts';

const resource = 'horizontalpodautoscalers.autoscaling';

export function autoscaler(cluster: Cluster): Controller {
  const scaling = (object: KubeObject) =>
    cluster
      .list<HorizontalPodAutoscaler>(resource, object.metadata.namespace)
      .filter(
        ({ spec }) => spec?.scaleTargetRef.kind === object.kind && spec.scaleTargetRef.name === object.metadata.name,
      )
      .map(keyOfObject);
  return {
    name: 'horizontal-pod-autoscaler',
    watches: {
      [resource]: itself,
      'deployments.apps': scaling,
      'statefulsets.apps': scaling,
      'replicasets.apps': scaling,
    },
    reconcile(key) {
      const hpa = cluster.get<HorizontalPodAutoscaler>(resource, ...splitKey(key));
      if (hpa?.spec) settle(cluster, hpa, hpa.spec);
      return undefined;
    },
  };
}

const condition = (type: string, status: string, reason: string, message: string): Condition => ({
  type,
  status,
  reason,
  message,
});
const able = condition(
  'AbleToScale',
  'True',
  'SucceededGetScale',
  "the HPA controller was able to get the target's current scale",
);
const blind = condition(
  'ScalingActive',
  'False',
  'FailedGetResourceMetric',
  'the HPA was unable to compute the replica count: no metrics are known in the sandbox',
);

function settle(cluster: Cluster, hpa: KubeObject, spec: HorizontalPodAutoscalerSpec): void {
  const { kind, name, apiVersion = 'v1' } = spec.scaleTargetRef;
  const scaled = cluster.core.registry.byKind(groupOf(apiVersion), kind);
  const target = scaled?.scale && cluster.get(keyOf(scaled), hpa.metadata.namespace ?? '', name);
  if (!scaled?.scale || !target) {
    const why = `the HPA controller was unable to get the target's current scale: ${kind.toLowerCase()}s "${name}" not found`;
    report(cluster, hpa, [condition('AbleToScale', 'False', 'FailedGetScale', why)], 0, 0);
    return;
  }
  const { specReplicas, statusReplicas } = scaled.scale;
  const current = numberAt(target, ...specReplicas) ?? 0;
  const wanted = current === 0 ? 0 : Math.min(spec.maxReplicas, Math.max(spec.minReplicas ?? 1, current));
  if (wanted !== current) {
    const patch = specReplicas.reduceRight<unknown>((inner, step) => ({ [step]: inner }), wanted);
    const metadata = { ...target.metadata, resourceVersion: '' };
    cluster.replace(keyOf(scaled), mergePatch({ ...target, metadata }, patch) as KubeObject);
  }
  report(cluster, hpa, [able, blind], numberAt(target, ...statusReplicas) ?? 0, wanted);
}

function report(
  cluster: Cluster,
  hpa: KubeObject,
  found: readonly Condition[],
  current: number,
  desired: number,
): void {
  const former = (at(hpa, 'status', 'conditions') as Condition[] | undefined) ?? [];
  const conditions = found.reduce<Condition[]>(
    (all, one) => withCondition(all, one, cluster.now()) as Condition[],
    former,
  );
  cluster.setStatus(resource, hpa, {
    currentReplicas: current,
    desiredReplicas: desired,
    currentMetrics: null,
    conditions,
  });
}
