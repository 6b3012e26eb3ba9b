/** Follows the live picture for as long as wanted: after each loss it asks again, for what came since. */

import type { Client } from '@urql/core';
import { probeDocument, topologyDocument } from './documents.ts';
import type { ProbeStatus, QueryProblem, TopologyFilter, TopologyFrame } from './frames.ts';
import { Hold } from './hold.ts';
import { type Asking, keepAsking } from './keep-asking.ts';
import { reachesOf } from './reach.ts';

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
  readonly client: Pick<Client, 'subscription' | 'query'>;
  readonly filter: TopologyFilter | undefined;
}

/** Runs until the signal aborts or the server refuses. */
export function follow({ client, filter, signal, pause }: FollowOptions, follower: Follower): Promise<void> {
  const source = () =>
    client.subscription<{ topology: TopologyFrame }>(topologyDocument, {
      filter: filter ?? null,
      since: follower.since() ?? null,
    });
  const hold = new Hold({ isWhole: () => isWhole(client), pause, signal }, (frame) => follower.frame(frame));
  return keepAsking(
    { source, signal, pause },
    {
      take: ({ topology }) => hold.take(topology, follower.since() !== undefined),
      lost: () => {
        hold.drop();
        follower.lost();
      },
      refused: (problem) => follower.refused(problem),
    },
  );
}

/** A server that cannot be asked is taken for one that has read all. */
async function isWhole(client: Pick<Client, 'query'>): Promise<boolean> {
  const { data } = await client.query<{ probe: ProbeStatus }>(probeDocument, {}).toPromise();
  return reachesOf(data?.probe).every(({ reach }) => reach !== 'reading' && reach !== 'lost');
}
