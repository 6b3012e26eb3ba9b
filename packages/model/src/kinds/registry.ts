/** THE list of kinds, ordered by API group. What is not listed here does not exist for Canopy. */

import { deployment } from './apps/deployment.ts';
import { replicaset } from './apps/replicaset.ts';
import { cluster } from './cluster.ts';
import { configmap } from './core/configmap.ts';
import { container } from './core/container.ts';
import { namespace } from './core/namespace.ts';
import { node } from './core/node.ts';
import { pod } from './core/pod.ts';
import { secret } from './core/secret.ts';
import { service } from './core/service.ts';
import type { Kind } from './define.ts';

export const registry: readonly Kind[] = [
  cluster,
  // core
  namespace,
  node,
  pod,
  container,
  service,
  configmap,
  secret,
  // apps
  deployment,
  replicaset,
];
