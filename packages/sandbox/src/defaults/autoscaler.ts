/** Horizontal pod autoscalers: defaults, and the older version with its one CPU target. */

import { fill, grow, isMap, mapAt, mapsAt, numberAt, type Tree } from '../base/json.ts';
import type { KubeObject } from '../base/object.ts';

const cpuTarget = (percent: number): Tree => ({
  type: 'Resource',
  resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: percent } },
});

export function hpaDefaults(object: Tree): void {
  const spec = grow(object, 'spec');
  fill(spec, 'minReplicas', 1);
  fill(spec, 'metrics', [cpuTarget(80)]);
}

const isCpu = (metric: Tree): boolean => mapAt(metric, 'resource').name === 'cpu';

/** autoscaling/v2 → autoscaling/v1. */
export function toHpaV1(object: KubeObject): KubeObject {
  const { metrics: _metrics, behavior: _behavior, ...spec } = mapAt(object, 'spec');
  const { currentMetrics: _current, conditions: _conditions, ...status } = mapAt(object, 'status');
  const cpu = mapsAt(object, 'spec', 'metrics').find(isCpu);
  const target = numberAt(cpu, 'resource', 'target', 'averageUtilization');
  if (target !== undefined) spec.targetCPUUtilizationPercentage = target;
  return { ...object, apiVersion: 'autoscaling/v1', spec, status: { currentReplicas: 0, ...status } };
}

/** autoscaling/v1 → autoscaling/v2. */
export function fromHpaV1(object: Tree): Tree {
  const spec = isMap(object.spec) ? { ...object.spec } : {};
  const percent = numberAt(spec, 'targetCPUUtilizationPercentage');
  delete spec.targetCPUUtilizationPercentage;
  if (percent !== undefined) spec.metrics = [cpuTarget(percent)];
  return { ...object, apiVersion: 'autoscaling/v2', spec };
}
