/** Table columns of nodes. */

import { mapsAt, textAt } from '../../base/json.ts';
import type { KubeObject } from '../../base/object.ts';
import type { Column } from '../resource.ts';
import { age, name, path, text } from './column.ts';

function status(node: KubeObject): string {
  const ready = mapsAt(node, 'status', 'conditions').find((one) => one.type === 'Ready');
  const word = ready?.status === 'True' ? 'Ready' : ready ? 'NotReady' : 'Unknown';
  return (node.spec as { unschedulable?: boolean } | undefined)?.unschedulable ? `${word},SchedulingDisabled` : word;
}

const rolePrefix = 'node-role.kubernetes.io/';
const roles = (node: KubeObject): string =>
  Object.keys(node.metadata.labels ?? {})
    .filter((label) => label.startsWith(rolePrefix))
    .map((label) => label.slice(rolePrefix.length))
    .join(',') || '<none>';

const address = (type: string) => (node: KubeObject) =>
  mapsAt(node, 'status', 'addresses').find((one) => one.type === type)?.address ?? '<none>';

export const nodeColumns: readonly Column[] = [
  name,
  text('Status', status),
  text('Roles', roles),
  age,
  text('Version', (o) => textAt(o, 'status', 'nodeInfo', 'kubeletVersion')),
  text('Internal-IP', address('InternalIP'), 1),
  text('External-IP', address('ExternalIP'), 1),
  path('OS-Image', 'status.nodeInfo.osImage', 1),
  path('Kernel-Version', 'status.nodeInfo.kernelVersion', 1),
  path('Container-Runtime', 'status.nodeInfo.containerRuntimeVersion', 1),
];
