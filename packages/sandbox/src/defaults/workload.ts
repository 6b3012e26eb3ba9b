/** What the server adds to workloads, and what it refuses in one. */

import { fill, grow, isMap, mapAt, mapsAt, type Tree } from '../base/json.ts';
import type { KubeObject } from '../base/object.ts';
import type { StatusCause } from '../base/problem.ts';
import { type LabelSelector, type Labels, matches } from '../selectors/label.ts';
import { podSpecDefaults, podSpecProblems } from './pod.ts';
import { claimSpecDefaults } from './storage.ts';

export function templateDefaults(owner: Tree): void {
  const template = grow(owner, 'template');
  grow(template, 'metadata');
  podSpecDefaults(grow(template, 'spec'));
}

function rollingDefaults(spec: Tree, field: string, values: Tree): void {
  const strategy = grow(spec, field);
  fill(strategy, 'type', 'RollingUpdate');
  if (strategy.type !== 'RollingUpdate') return;
  const rolling = grow(strategy, 'rollingUpdate');
  for (const key in values) fill(rolling, key, values[key]);
}

export function deploymentDefaults(object: Tree): void {
  const spec = grow(object, 'spec');
  fill(spec, 'replicas', 1);
  fill(spec, 'revisionHistoryLimit', 10);
  fill(spec, 'progressDeadlineSeconds', 600);
  rollingDefaults(spec, 'strategy', { maxUnavailable: '25%', maxSurge: '25%' });
  templateDefaults(spec);
}

export function replicaSetDefaults(object: Tree): void {
  const spec = grow(object, 'spec');
  fill(spec, 'replicas', 1);
  templateDefaults(spec);
}

export function replicationControllerDefaults(object: Tree): void {
  replicaSetDefaults(object);
  const spec = grow(object, 'spec');
  const labels = mapAt(spec, 'template', 'metadata', 'labels');
  fill(spec, 'selector', { ...labels });
  const metadata = grow(object, 'metadata');
  if (!Object.keys(mapAt(metadata, 'labels')).length) metadata.labels = { ...labels };
}

export function statefulSetDefaults(object: Tree): void {
  const spec = grow(object, 'spec');
  fill(spec, 'replicas', 1);
  fill(spec, 'revisionHistoryLimit', 10);
  fill(spec, 'podManagementPolicy', 'OrderedReady');
  fill(spec, 'serviceName', '');
  fill(spec, 'persistentVolumeClaimRetentionPolicy', { whenDeleted: 'Retain', whenScaled: 'Retain' });
  rollingDefaults(spec, 'updateStrategy', { partition: 0 });
  templateDefaults(spec);
  for (const claim of mapsAt(spec, 'volumeClaimTemplates')) {
    fill(claim, 'apiVersion', 'v1');
    fill(claim, 'kind', 'PersistentVolumeClaim');
    claimSpecDefaults(grow(claim, 'spec'));
    fill(claim, 'status', { phase: 'Pending' });
  }
}

export function daemonSetDefaults(object: Tree): void {
  const spec = grow(object, 'spec');
  fill(spec, 'revisionHistoryLimit', 10);
  rollingDefaults(spec, 'updateStrategy', { maxUnavailable: 1, maxSurge: 0 });
  templateDefaults(spec);
}

/** The selector has to be there and has to select the template's own pods. */
export function workloadProblems(object: KubeObject): StatusCause[] {
  const spec = object.spec as { selector?: LabelSelector; template?: Tree; replicas?: number };
  const problems = podSpecProblems(mapAt(spec.template, 'spec'), 'spec.template.spec');
  const labels = mapAt(spec.template, 'metadata', 'labels') as Labels;
  if (!isMap(spec.selector)) {
    problems.push({ reason: 'FieldValueRequired', message: 'Required value', field: 'spec.selector' });
  } else if (!matches(spec.selector, labels)) {
    const message = `Invalid value: ${JSON.stringify(labels)}: \`selector\` does not match template \`labels\``;
    problems.push({ reason: 'FieldValueInvalid', message, field: 'spec.template.metadata.labels' });
  }
  if ((spec.replicas ?? 0) < 0) {
    const message = `Invalid value: ${spec.replicas}: must be greater than or equal to 0`;
    problems.push({ reason: 'FieldValueInvalid', message, field: 'spec.replicas' });
  }
  return problems;
}
