/**
 * How a pod and its containers fare.
 * Source: https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/
 */

import type { ContainerStatus, Pod } from 'kubernetes-types/core/v1.d.ts';
import type { Status } from '../../graph/status.ts';
import type { Api } from '../api.ts';
import { causeOf, condition } from '../conditions.ts';
import { type Cause, completed, degraded, healthy, progressing, suspended, unknown } from '../state.ts';

export type ContainerRole = 'container' | 'init' | 'sidecar' | 'ephemeral';

/** Reasons for which a container waits in the ordinary course of things. */
const ordinary: ReadonlySet<string> = new Set(['ContainerCreating', 'PodInitializing']);

export function podStatus(pod: Api<Pod>): Status {
  const { metadata, status } = pod;
  switch (status?.phase) {
    case 'Succeeded':
      return completed({ reason: 'Completed', since: finishedAt(pod) });
    case 'Failed':
      return degraded({
        ...worstOf(pod)?.cause,
        ...named({ reason: status.reason, message: status.message }, 'Failed', pod),
      });
    case 'Unknown':
      return unknown({ reason: status.reason || 'Unknown', message: status.message });
  }
  if (metadata.deletionTimestamp !== undefined) return terminating(pod);
  if (status?.reason) return degraded({ reason: status.reason, message: status.message });
  if (status?.phase === 'Running') return running(pod);
  if (status?.phase === 'Pending' || status?.phase === undefined) return pending(pod);
  return unknown({ reason: status.phase });
}

function named({ reason, message }: Cause, fallback: string, pod: Api<Pod>): Cause {
  const worst = worstOf(pod)?.cause;
  return { reason: reason || worst?.reason || fallback, message: message || worst?.message };
}

function terminating({ metadata, status }: Api<Pod>): Status {
  const grace = (metadata as { deletionGracePeriodSeconds?: number }).deletionGracePeriodSeconds ?? 0;
  const end = Date.parse(metadata.deletionTimestamp ?? '');
  const since = Number.isNaN(end) ? undefined : new Date(end - grace * 1000).toISOString();
  return progressing({ reason: 'Terminating', message: status?.message, since });
}

function pending(pod: Api<Pod>): Status {
  const scheduled = condition(pod.status?.conditions, 'PodScheduled');
  if (scheduled?.status === 'False') {
    const cause = causeOf(scheduled, 'Unschedulable');
    return scheduled.reason === 'SchedulingGated' ? suspended(cause, 'DOWN') : degraded(cause);
  }
  const worst = worstOf(pod);
  if (worst === undefined) return progressing({ reason: 'Pending', since: scheduled?.lastTransitionTime });
  return worst.trouble ? degraded(worst.cause) : progressing({ ...worst.cause, since: scheduled?.lastTransitionTime });
}

function running(pod: Api<Pod>): Status {
  const ready = condition(pod.status?.conditions, 'Ready');
  const worst = worstOf(pod);
  const isReady = ready === undefined ? worst === undefined : ready.status === 'True';
  if (isReady) return healthy({ since: ready?.lastTransitionTime });
  const since = ready?.lastTransitionTime;
  if (worst === undefined) {
    return isFinishing(pod) ? progressing({ reason: 'Completing', since }, 'UP') : degraded(causeOf(ready, 'NotReady'));
  }
  return worst.trouble ? degraded({ since, ...worst.cause }) : progressing({ since, ...worst.cause });
}

/** Some containers of a pod that is to end have ended well, and the others are ready. */
function isFinishing({ spec, status }: Api<Pod>): boolean {
  if (spec?.restartPolicy !== 'Never' && spec?.restartPolicy !== 'OnFailure') return false;
  const statuses = status?.containerStatuses ?? [];
  return statuses.length > 0 && statuses.every(({ ready, state }) => ready || state?.terminated?.exitCode === 0);
}

function finishedAt({ status }: Api<Pod>): string | undefined {
  const times = (status?.containerStatuses ?? []).flatMap(({ state }) => state?.terminated?.finishedAt ?? []);
  return times.sort().at(-1);
}

interface Finding {
  readonly cause: Cause;
  /** It will not mend by waiting. */
  readonly trouble: boolean;
}

/** The container that explains best why a pod is not ready: trouble before waiting, init containers first. */
function worstOf({ status }: Api<Pod>): Finding | undefined {
  let first: Finding | undefined;
  for (const statuses of [status?.initContainerStatuses, status?.containerStatuses]) {
    for (const each of statuses ?? []) {
      const finding = findingOf(each);
      if (finding?.trouble) return finding;
      first ??= finding;
    }
  }
  return first;
}

function findingOf(status: ContainerStatus): Finding | undefined {
  const { waiting, terminated, running } = status.state ?? {};
  if (terminated !== undefined) {
    return terminated.exitCode === 0 ? undefined : { cause: exitOf(status), trouble: true };
  }
  if (waiting !== undefined) {
    const reason = waiting.reason || 'Waiting';
    const message = waiting.message || exitOf({ ...status, state: status.lastState ?? {} }).message;
    return { cause: { reason, message }, trouble: !ordinary.has(reason) };
  }
  if (running === undefined || status.ready) return undefined;
  const message = `container ${status.name} is not ready`;
  if (status.started === false) return { cause: { reason: 'Starting', message }, trouble: false };
  return { cause: { reason: 'ContainersNotReady', message }, trouble: true };
}

function exitOf({ name, state }: ContainerStatus): Cause {
  const { terminated } = state ?? {};
  if (terminated === undefined) return {};
  const code = terminated.signal ? `signal ${terminated.signal}` : `code ${terminated.exitCode}`;
  return {
    reason: terminated.reason || 'Error',
    message: terminated.message || `container ${name} exited with ${code}`,
    since: terminated.finishedAt,
  };
}

/** One container by its own status; `phase` is its pod's. */
export function containerStatus(status: ContainerStatus | undefined, role: ContainerRole, phase?: string): Status {
  const { waiting, terminated, running } = status?.state ?? {};
  if (status !== undefined && terminated !== undefined) {
    const { finishedAt } = terminated;
    return terminated.exitCode === 0 ? completed({ reason: 'Completed', since: finishedAt }) : degraded(exitOf(status));
  }
  if (status !== undefined && waiting !== undefined) {
    const cause = findingOf(status)?.cause ?? {};
    return ordinary.has(waiting.reason ?? '') ? progressing(cause) : degraded(cause);
  }
  if (status !== undefined && running !== undefined) {
    const since = running.startedAt;
    if (role === 'ephemeral' || status.ready) return healthy({ since });
    if (role === 'init') return progressing({ reason: 'Initializing', since }, 'UP');
    if (status.started === false) return progressing({ reason: 'Starting', since });
    return degraded({ reason: 'NotReady', message: `container ${status.name} is not ready`, since });
  }
  return phase === 'Pending' || phase === undefined
    ? progressing({ reason: 'Pending' })
    : unknown({ reason: 'NoStatus' });
}
