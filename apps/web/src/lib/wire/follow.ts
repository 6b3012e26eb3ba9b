/** Follows the live picture for as long as wanted: after each loss it asks again, for what came since. */

import type { Client } from '@urql/core';
import { topologyDocument } from './documents.ts';
import type { QueryProblem, TopologyFilter, TopologyFrame } from './frames.ts';
import { type Asking, keepAsking } from './keep-asking.ts';

export interface Follower {
  /** The last revision that is known, when the connection is made again. */
  since(): number | undefined;
  frame(frame: TopologyFrame): void;
  /** The connection is gone; it is tried again by itself. */
  lost(): void;
  /** The server will not serve this: a filter that it does not understand. Nothing is tried again. */
  refused(problem: QueryProblem): void;
}

export interface FollowOptions extends Pick<Asking<unknown>, 'signal' | 'pause'> {
  readonly client: Pick<Client, 'subscription'>;
  readonly filter: TopologyFilter | undefined;
}

/** Runs until the signal aborts or the server refuses. */
export function follow({ client, filter, signal, pause }: FollowOptions, follower: Follower): Promise<void> {
  const source = () =>
    client.subscription<{ topology: TopologyFrame }>(topologyDocument, {
      filter: filter ?? null,
      since: follower.since() ?? null,
    });
  return keepAsking(
    { source, signal, pause },
    {
      take: ({ topology }) => follower.frame(topology),
      lost: () => follower.lost(),
      refused: (problem) => follower.refused(problem),
    },
  );
}
