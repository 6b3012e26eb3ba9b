/** Table columns of pods: the one word of status is gathered from phase, reasons and container states. */

import { at, listAt, mapsAt, numberAt, type Tree, textAt } from '../../base/json.ts';
import type { KubeObject } from '../../base/object.ts';
import type { Column } from '../resource.ts';
import { age, name, path, text } from './column.ts';

const statuses = (pod: KubeObject): Tree[] => mapsAt(pod, 'status', 'containerStatuses');

function initTrouble(pod: KubeObject): string | undefined {
  const all = mapsAt(pod, 'status', 'initContainerStatuses');
  for (const [index, status] of all.entries()) {
    if (numberAt(status, 'state', 'terminated', 'exitCode') === 0) continue;
    const ended = textAt(status, 'state', 'terminated', 'reason');
    if (ended) return `Init:${ended}`;
    const waiting = textAt(status, 'state', 'waiting', 'reason');
    if (waiting && waiting !== 'PodInitializing') return `Init:${waiting}`;
    return `Init:${index}/${listAt(pod, 'spec', 'initContainers').length}`;
  }
  return undefined;
}

/** What kubectl prints under STATUS. */
export function podStatus(pod: KubeObject): string {
  if (pod.metadata.deletionTimestamp) return 'Terminating';
  const trouble = initTrouble(pod);
  if (trouble) return trouble;
  let reason = textAt(pod, 'status', 'reason') ?? textAt(pod, 'status', 'phase') ?? 'Unknown';
  for (const status of statuses(pod).reverse()) {
    const told = textAt(status, 'state', 'waiting', 'reason') ?? textAt(status, 'state', 'terminated', 'reason');
    if (told) reason = told;
  }
  const running = statuses(pod).some((status) => status.ready && at(status, 'state', 'running'));
  return reason === 'Completed' && running ? 'Running' : reason;
}

export const podColumns: readonly Column[] = [
  name,
  text('Ready', (pod) => {
    const ready = statuses(pod).filter((status) => status.ready).length;
    return `${ready}/${listAt(pod, 'spec', 'containers').length}`;
  }),
  text('Status', podStatus),
  text('Restarts', (pod) => String(statuses(pod).reduce((sum, one) => sum + (numberAt(one, 'restartCount') ?? 0), 0))),
  age,
  path('IP', 'status.podIP', 1),
  path('Node', 'spec.nodeName', 1),
  path('Nominated Node', 'status.nominatedNodeName', 1),
  text('Readiness Gates', () => '<none>', 1),
];
