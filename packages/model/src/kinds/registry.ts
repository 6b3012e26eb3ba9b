/** THE list of kinds, ordered by API group. What is not listed here does not exist for Canopy. */

import { mutatingwebhookconfiguration } from './admission/mutatingwebhookconfiguration.ts';
import { validatingwebhookconfiguration } from './admission/validatingwebhookconfiguration.ts';
import { customresourcedefinition } from './apiextensions/customresourcedefinition.ts';
import { apiservice } from './apiregistration/apiservice.ts';
import { controllerrevision } from './apps/controllerrevision.ts';
import { daemonset } from './apps/daemonset.ts';
import { deployment } from './apps/deployment.ts';
import { replicaset } from './apps/replicaset.ts';
import { statefulset } from './apps/statefulset.ts';
import { horizontalpodautoscaler } from './autoscaling/horizontalpodautoscaler.ts';
import { cronjob } from './batch/cronjob.ts';
import { job } from './batch/job.ts';
import { cluster } from './cluster.ts';
import { configmap } from './core/configmap.ts';
import { container } from './core/container.ts';
import { endpoints } from './core/endpoints.ts';
import { event } from './core/event.ts';
import { limitrange } from './core/limitrange.ts';
import { namespace } from './core/namespace.ts';
import { node } from './core/node.ts';
import { persistentvolume } from './core/persistentvolume.ts';
import { persistentvolumeclaim } from './core/persistentvolumeclaim.ts';
import { pod } from './core/pod.ts';
import { replicationcontroller } from './core/replicationcontroller.ts';
import { resourcequota } from './core/resourcequota.ts';
import { secret } from './core/secret.ts';
import { service } from './core/service.ts';
import { serviceaccount } from './core/serviceaccount.ts';
import type { Kind } from './define.ts';
import { endpointslice } from './discovery/endpointslice.ts';
import { gateway } from './gateway/gateway.ts';
import { gatewayclass } from './gateway/gatewayclass.ts';
import { grpcroute } from './gateway/grpcroute.ts';
import { httproute } from './gateway/httproute.ts';
import { referencegrant } from './gateway/referencegrant.ts';
import { destinationrule } from './istio/destinationrule.ts';
import { istioGateway } from './istio/gateway.ts';
import { serviceentry } from './istio/serviceentry.ts';
import { virtualservice } from './istio/virtualservice.ts';
import { adminnetworkpolicy } from './networking/adminnetworkpolicy.ts';
import { baselineadminnetworkpolicy } from './networking/baselineadminnetworkpolicy.ts';
import { clusternetworkpolicy } from './networking/clusternetworkpolicy.ts';
import { ingress } from './networking/ingress.ts';
import { ingressclass } from './networking/ingressclass.ts';
import { ipblock } from './networking/ipblock.ts';
import { networkpolicy } from './networking/networkpolicy.ts';
import { runtimeclass } from './node/runtimeclass.ts';
import { poddisruptionbudget } from './policy/poddisruptionbudget.ts';
import { clusterrole } from './rbac/clusterrole.ts';
import { clusterrolebinding } from './rbac/clusterrolebinding.ts';
import { group } from './rbac/group.ts';
import { role } from './rbac/role.ts';
import { rolebinding } from './rbac/rolebinding.ts';
import { user } from './rbac/user.ts';
import { priorityclass } from './scheduling/priorityclass.ts';
import { csidriver } from './storage/csidriver.ts';
import { csinode } from './storage/csinode.ts';
import { storageclass } from './storage/storageclass.ts';
import { volumeattachment } from './storage/volumeattachment.ts';
import { volumesnapshot } from './storage/volumesnapshot.ts';
import { volumesnapshotclass } from './storage/volumesnapshotclass.ts';
import { volumesnapshotcontent } from './storage/volumesnapshotcontent.ts';

export const registry: readonly Kind[] = [
  cluster,
  // core
  namespace,
  node,
  pod,
  container,
  service,
  endpoints,
  configmap,
  secret,
  serviceaccount,
  persistentvolume,
  persistentvolumeclaim,
  replicationcontroller,
  resourcequota,
  limitrange,
  // apps
  deployment,
  replicaset,
  daemonset,
  statefulset,
  controllerrevision,
  // batch
  job,
  cronjob,
  // networking
  ingress,
  ingressclass,
  networkpolicy,
  adminnetworkpolicy,
  baselineadminnetworkpolicy,
  clusternetworkpolicy,
  ipblock,
  // discovery
  endpointslice,
  // storage
  storageclass,
  volumeattachment,
  csidriver,
  csinode,
  volumesnapshot,
  volumesnapshotcontent,
  volumesnapshotclass,
  // autoscaling
  horizontalpodautoscaler,
  // policy
  poddisruptionbudget,
  // rbac
  role,
  clusterrole,
  rolebinding,
  clusterrolebinding,
  user,
  group,
  // scheduling
  priorityclass,
  // node
  runtimeclass,
  // admission
  mutatingwebhookconfiguration,
  validatingwebhookconfiguration,
  // apiregistration
  apiservice,
  // apiextensions
  customresourcedefinition,
  // gateway
  gatewayclass,
  gateway,
  httproute,
  grpcroute,
  referencegrant,
  // istio
  destinationrule,
  istioGateway,
  serviceentry,
  virtualservice,
];

/** Kinds that are watched for their notes about other objects, and make no nodes. */
export const noteKinds: readonly Kind[] = [event];

/** All that a probe watches: the kinds of the graph, and those that speak about them. */
export const watchedKinds: readonly Kind[] = [...registry, ...noteKinds];
