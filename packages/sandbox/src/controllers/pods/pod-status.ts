/** A pod's status, made of the lives of its containers. */

import type { ContainerStatus } from 'kubernetes-types/core/v1.d.ts';
import { timestamp } from '../../base/object.ts';
import { type Condition, withCondition } from '../conditions.ts';
import type { StoredNode } from './fit.ts';
import { type ContainerLife, notStarted, statusOf } from './life.ts';
import type { StoredPod } from './state.ts';

export interface PodFacts {
  readonly pod: StoredPod;
  readonly node: StoredNode;
  readonly lives: ReadonlyMap<string, ContainerLife>;
  /** Absent until there is one, and for pods on the host's network. */
  readonly ip: string | undefined;
  readonly now: number;
  readonly arrived: number;
}

export function podStatus({ pod, node, lives, ip, now, arrived }: PodFacts): object {
  const { uid } = pod.metadata;
  const init = pod.spec?.initContainers ?? [];
  const lifeOf = (name: string): ContainerLife => {
    const waits = init.length ? { ...notStarted(now), reason: 'PodInitializing' } : notStarted(now);
    return lives.get(name) ?? waits;
  };
  const initStatuses = init.map((one) => statusOf(uid, one, lifeOf(one.name), one.restartPolicy !== 'Always'));
  const statuses = (pod.spec?.containers ?? []).map((one) => statusOf(uid, one, lifeOf(one.name)));
  const initialised = initStatuses.every((one) => one.ready || (one.state?.running && one.started));
  const phase = phaseOf(pod, statuses, initStatuses);
  const hostIP = node.status?.addresses?.find((one) => one.type === 'InternalIP')?.address;
  const podIP = pod.spec?.hostNetwork ? hostIP : ip;
  return {
    ...pod.status,
    phase,
    conditions: conditionsOf({ pod, phase, initialised, statuses, started: podIP !== undefined, now }),
    hostIP,
    hostIPs: [{ ip: hostIP }],
    ...(podIP !== undefined && { podIP, podIPs: [{ ip: podIP }] }),
    startTime: pod.status?.startTime ?? timestamp(arrived),
    ...(initStatuses.length > 0 && { initContainerStatuses: initStatuses }),
    containerStatuses: statuses,
  };
}

function phaseOf(pod: StoredPod, statuses: readonly ContainerStatus[], init: readonly ContainerStatus[]): string {
  const policy = pod.spec?.restartPolicy ?? 'Always';
  const failed = (one: ContainerStatus) => (one.state?.terminated?.exitCode ?? 0) !== 0;
  if (policy === 'Never' && init.some(failed)) return 'Failed';
  if (statuses.length && statuses.every((one) => one.state?.terminated))
    return statuses.some(failed) ? 'Failed' : 'Succeeded';
  const begun = statuses.every((one) => !one.state?.waiting || one.lastState?.terminated);
  return begun ? 'Running' : 'Pending';
}

interface Facts {
  readonly pod: StoredPod;
  readonly phase: string;
  readonly initialised: boolean;
  readonly statuses: readonly ContainerStatus[];
  readonly started: boolean;
  readonly now: number;
}

function conditionsOf({ pod, phase, initialised, statuses, started, now }: Facts): unknown[] {
  const completed = phase === 'Succeeded';
  const unready = statuses.filter((one) => !one.ready).map((one) => one.name);
  const names = `containers with unready status: [${unready.join(' ')}]`;
  const uninitialised = (pod.spec?.initContainers ?? []).map((one) => one.name).join(' ');
  const condition = (type: string, holds: boolean, reason: string, message?: string): Condition => ({
    type,
    status: holds ? 'True' : 'False',
    ...(!holds && reason && { reason, ...(message && { message }) }),
  });
  const notReady = completed ? 'PodCompleted' : phase === 'Failed' ? 'PodFailed' : 'ContainersNotReady';
  const message = completed || phase === 'Failed' ? undefined : names;
  const ready = unready.length === 0;
  const wanted: Condition[] = [
    condition('PodReadyToStartContainers', started, ''),
    completed
      ? { type: 'Initialized', status: 'True', reason: 'PodCompleted' }
      : condition(
          'Initialized',
          initialised,
          'ContainersNotInitialized',
          `containers with incomplete status: [${uninitialised}]`,
        ),
    condition('Ready', ready, notReady, message),
    condition('ContainersReady', ready, notReady, message),
    condition('PodScheduled', true, ''),
  ];
  return wanted.reduce<Condition[]>(
    (all, one) => withCondition(all, one, now) as Condition[],
    (pod.status?.conditions ?? []) as Condition[],
  );
}
