/** Follows the live picture for as long as wanted: after each loss it asks again, for what came since. */

import type { Client } from '@urql/core';
import { topologyDocument } from './documents.ts';
import type { QueryProblem, TopologyFilter, TopologyFrame } from './frames.ts';
import { isNetwork, problemOf } from './problem.ts';

export interface Follower {
  /** The last revision that is known, when the connection is made again. */
  since(): number | undefined;
  frame(frame: TopologyFrame): void;
  /** The connection is gone; it is tried again by itself. */
  lost(): void;
  /** The server will not serve this: a filter that it does not understand. Nothing is tried again. */
  refused(problem: QueryProblem): void;
}

export interface FollowOptions {
  readonly client: Pick<Client, 'subscription'>;
  readonly filter: TopologyFilter | undefined;
  readonly signal: AbortSignal;
  /** Resolves after so many milliseconds, sooner when there is reason to hope; injected for tests. */
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** Runs until the signal aborts or the server refuses. */
export async function follow(options: FollowOptions, follower: Follower): Promise<void> {
  const { signal } = options;
  let failures = 0;
  while (!signal.aborted) {
    const end = await once(options, {
      ...bound(follower),
      frame: (frame) => {
        failures = 0;
        follower.frame(frame);
      },
    });
    if (signal.aborted) return;
    if (end !== undefined) return follower.refused(end);
    follower.lost();
    await options.pause(backoff(failures++), signal);
  }
}

const bound = (follower: Follower): Follower => ({
  since: () => follower.since(),
  frame: (frame) => follower.frame(frame),
  lost: () => follower.lost(),
  refused: (problem) => follower.refused(problem),
});

/** 0.25, 0.5, 1, 2, 4, then 8 seconds, each a little more or less, so that not all come back at once. */
function backoff(failures: number): number {
  return 250 * 2 ** Math.min(failures, 5) * (0.75 + Math.random() / 2);
}

/** One subscription, until it ends: with a problem when the server refuses it, with nothing when it was cut. */
function once({ client, filter, signal }: FollowOptions, follower: Follower): Promise<QueryProblem | undefined> {
  const { promise, resolve } = Promise.withResolvers<QueryProblem | undefined>();
  const variables = { filter: filter ?? null, since: follower.since() ?? null };
  const source = client.subscription<{ topology: TopologyFrame }>(topologyDocument, variables);
  const { unsubscribe } = source.subscribe(({ data, error, hasNext }) => {
    if (error !== undefined) return resolve(isNetwork(error) ? undefined : problemOf(error));
    if (data !== undefined && data !== null) follower.frame(data.topology);
    if (!hasNext) resolve(undefined);
  });
  const stop = () => resolve(undefined);
  signal.addEventListener('abort', stop, { once: true });
  return promise.finally(() => {
    signal.removeEventListener('abort', stop);
    unsubscribe();
  });
}
