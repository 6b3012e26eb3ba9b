/** Whether a node is in trouble, and whether trouble in what it needs can be the reason. */

import { provenances } from '../../graph/edge.ts';
import type { GraphNode } from '../../graph/node.ts';
import { hasStarted, type Need, waitsForPod } from './needs.ts';

/** In trouble of a sort that can bring others down. */
export function isFailing({ type, status }: GraphNode): boolean {
  if (status.state === 'DOWN') return status.reason !== 'WaitForFirstConsumer' && status.reason !== 'Terminating';
  return type === 'node' && status.state === 'UNKNOWN';
}

const pulling: ReadonlySet<string> = new Set([
  'ErrImagePull',
  'ImagePullBackOff',
  'ImageInspectError',
  'InvalidImageName',
  'ErrImageNeverPull',
]);

const atStart: ReadonlySet<string> = new Set([
  'secret',
  'configmap',
  'persistentvolumeclaim',
  'serviceaccount',
  'priorityclass',
  'runtimeclass',
]);

/** Whether this failing need explains that node's trouble. */
export function explains({ node: needed, edge }: Need, node: GraphNode): boolean {
  const { type, status } = node;
  if (edge === undefined) return true;
  if (type !== 'pod' && type !== 'container') return true;
  if (needed.type === 'container') return !waitsForPod(needed);
  const reason = status.reason ?? '';
  if (!atStart.has(needed.type)) return true;
  const onlyForPulls = provenances(edge.metadata).every((why) => why.Path?.includes('imagePullSecrets'));
  if (onlyForPulls) return pulling.has(reason);
  return !hasStarted(node) && !pulling.has(reason);
}
