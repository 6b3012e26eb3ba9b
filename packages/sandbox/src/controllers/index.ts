/** The one list of the sandbox's controllers, in the order in which a pod meets them. */

import type { Cluster } from './cluster.ts';
import type { Controller } from './controller.ts';
import { autoscaler } from './lifecycle/autoscaler.ts';
import { budgetController } from './lifecycle/budgets.ts';
import { definitionController } from './lifecycle/definitions.ts';
import { garbageCollector } from './lifecycle/garbage.ts';
import { namespaceController, namespaceDefaults } from './lifecycle/namespaces.ts';
import { nodeHealthController } from './lifecycle/node-health.ts';
import { quotaController } from './lifecycle/quotas.ts';
import { endpointsController } from './network/endpoints.ts';
import { Addresses } from './pods/addresses.ts';
import { Kubelet } from './pods/kubelet.ts';
import type { Pace } from './pods/life.ts';
import { Scheduler } from './pods/scheduler.ts';
import { binder } from './storage/binder.ts';
import { claimProtection, volumeController } from './storage/volumes.ts';
import { cronJobController } from './workloads/cron-job.ts';
import { daemonSetController } from './workloads/daemon-set.ts';
import { deploymentController } from './workloads/deployment.ts';
import { jobController } from './workloads/job.ts';
import { replicaController, replicaSets, replicationControllers } from './workloads/replicas.ts';
import { statefulSetController } from './workloads/stateful-set.ts';

export interface Controllers {
  readonly all: readonly Controller[];
  readonly scheduler: Scheduler;
}

export function controllersOf(cluster: Cluster, pace: Pace): Controllers {
  const scheduler = new Scheduler(cluster);
  return {
    scheduler,
    all: [
      namespaceDefaults(cluster),
      definitionController(cluster),
      deploymentController(cluster),
      replicaController(cluster, replicaSets),
      replicaController(cluster, replicationControllers),
      statefulSetController(cluster),
      daemonSetController(cluster),
      cronJobController(cluster),
      jobController(cluster),
      binder(cluster),
      volumeController(cluster),
      claimProtection(cluster),
      scheduler,
      nodeHealthController(cluster),
      new Kubelet(cluster, new Addresses(), pace),
      endpointsController(cluster),
      budgetController(cluster),
      quotaController(cluster),
      autoscaler(cluster),
      garbageCollector(cluster),
      namespaceController(cluster),
    ],
  };
}
