/** Daemon sets. */

import type { DaemonSet } from 'kubernetes-types/apps/v1.d.ts';
import type { Status } from '../../graph/status.ts';
import type { Api } from '../api.ts';
import { defineKind, int } from '../define.ts';
import { templateOf } from '../pod-template.ts';
import { templateWithoutEnv } from '../redact.ts';
import { isObserved } from '../replicas.ts';
import { staleField } from '../stale-field.ts';
import { degraded, healthy, progressing } from '../state.ts';
import { fromDependents } from '../surroundings.ts';
import { templateLinks } from '../workload.ts';

export const daemonset = defineKind<Api<DaemonSet>>({
  key: 'daemonset',
  type: 'daemonset',
  manager: 'k8s',
  group: 'workload',
  doc: 'Keeps one pod running on every node that it chooses.',
  api: { group: 'apps', versions: ['v1'], plural: 'daemonsets', kind: 'DaemonSet', namespaced: true },
  fields: [
    int(
      'DesiredNumberScheduled',
      'How many nodes should run its pod.',
      ({ status }) => status?.desiredNumberScheduled ?? 0,
    ),
    int('CurrentNumberScheduled', 'How many of them do.', ({ status }) => status?.currentNumberScheduled ?? 0),
    int(
      'NumberMisscheduled',
      'How many nodes run its pod and should not.',
      ({ status }) => status?.numberMisscheduled ?? 0,
    ),
    int('NumberReady', 'How many of its pods are ready.', ({ status }) => status?.numberReady ?? 0),
    int('NumberAvailable', 'How many have been ready for long enough.', ({ status }) => status?.numberAvailable ?? 0),
    staleField,
  ],
  status,
  derived: { relations: ['daemonset'], status: fromDependents('daemonset', 'pod') },
  links: templateLinks('daemonset', 'daemonsets', templateOf),
  redact: templateWithoutEnv,
});

function status(object: Api<DaemonSet>): Status {
  const { status } = object;
  const want = status?.desiredNumberScheduled ?? 0;
  const available = status?.numberAvailable ?? 0;
  const wrong = status?.numberMisscheduled ?? 0;
  if (status === undefined || !isObserved(object, status.observedGeneration)) {
    return progressing({ reason: 'NotObserved' }, want > 0 && available >= want ? 'UP' : 'DOWN');
  }
  if (available < want) return progressing({ reason: 'ReplicasMissing', message: `${available} of ${want} available` });
  if (wrong > 0) return degraded({ reason: 'Misscheduled', message: `${wrong} nodes run its pod and should not` });
  const updated = status.updatedNumberScheduled ?? want;
  if (updated < want) return progressing({ reason: 'RollingOut', message: `${updated} of ${want} updated` }, 'UP');
  return want === 0 ? healthy({ reason: 'NoNodes' }) : healthy();
}
