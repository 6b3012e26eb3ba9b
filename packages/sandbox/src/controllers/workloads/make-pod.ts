/** A pod for its controller, which tells of it or of the refusal: a quota is used up, a webhook cannot be called. */

import type { KubeObject, NewObject } from '../../base/object.ts';
import { Problem } from '../../base/problem.ts';
import type { Cluster } from '../cluster.ts';

/** When to try again after a refusal, in milliseconds. */
export const afterRefusal = 1000;

interface Words {
  readonly created: (name: string) => string;
  readonly failed: (message: string) => string;
}

const usual: Words = {
  created: (name) => `Created pod: ${name}`,
  failed: (message) => `Error creating: ${message}`,
};

/** True when it was refused. */
export function makePod(cluster: Cluster, owner: KubeObject, pod: NewObject, from: string, words = usual): boolean {
  const made = cluster.attempt('pods', pod);
  if (made === undefined) return false;
  if (made instanceof Problem) cluster.tell(owner, 'FailedCreate', words.failed(made.message), from, 'Warning');
  else cluster.tell(owner, 'SuccessfulCreate', words.created(made.metadata.name), from);
  return made instanceof Problem;
}
