/**
 * What goes down with a thing: everything that cannot do without it. What has several to choose from (a service its pods,
 * a workload its replicas) goes down with the last of them, and is worse off before.
 */

import type { GraphNode } from '../../graph/node.ts';
import type { Reader } from '../../graph/reader.ts';
import { isCall, neededBy, needsOf } from './needs.ts';

export interface Blast {
  readonly down: readonly GraphNode[];
  /** Still there, with less than before. */
  readonly degraded: readonly GraphNode[];
}

/** For these, one of what they have of that type is enough. */
const choices: Readonly<Record<string, string>> = {
  service: 'pod',
  replicaset: 'pod',
  statefulset: 'pod',
  daemonset: 'pod',
  replicationcontroller: 'pod',
  deployment: 'replicaset',
};

export function blastOf(reader: Reader, node: GraphNode): Blast {
  const down = new Map<string, GraphNode>();
  const degraded = new Map<string, GraphNode>();
  const gone = new Set([node.id]);
  const queue = [node];
  for (let at = 0; at < queue.length; at++) {
    for (const { node: user, edge } of neededBy(reader, queue[at]!)) {
      if (gone.has(user.id)) continue;
      if ((edge !== undefined && isCall(edge)) || !isLost(reader, user, queue[at]!, gone)) {
        degraded.set(user.id, user);
        continue;
      }
      degraded.delete(user.id);
      gone.add(user.id);
      down.set(user.id, user);
      queue.push(user);
    }
  }
  return { down: [...down.values()], degraded: [...degraded.values()] };
}

function isLost(reader: Reader, user: GraphNode, lost: GraphNode, gone: ReadonlySet<string>): boolean {
  const choice = choices[user.type];
  if (choice === undefined || choice !== lost.type) return true;
  for (const need of needsOf(reader, user)) {
    const { type, id, status, fields } = need.node;
    // The replica sets of earlier rollouts stand there and keep no pods.
    if (type === choice && status.state === 'UP' && fields.DesiredReplicas !== 0 && !gone.has(id)) return false;
  }
  return true;
}
