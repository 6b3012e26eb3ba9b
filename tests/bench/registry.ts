/** The list of benchmarks. */

import { census } from './census.bench.ts';
import { churn } from './churn.bench.ts';
import { coldSync } from './cold-sync.bench.ts';
import { dashboard } from './dashboard.bench.ts';
import { event } from './event.bench.ts';
import { fanOut } from './fanout.bench.ts';
import { feed } from './feed.bench.ts';
import type { Bench } from './figure.ts';
import { gremlin } from './gremlin.bench.ts';
import { gremlinPeers } from './gremlin-peers.bench.ts';
import { gremlinTurns } from './gremlin-turns.bench.ts';
import { heap } from './heap.bench.ts';
import { httpSync } from './http-sync.bench.ts';
import { policy } from './policy.bench.ts';
import { smallReads } from './reads.bench.ts';
import { slowClients } from './slow-client.bench.ts';

export const benches: readonly Bench[] = [
  coldSync,
  httpSync,
  census,
  heap,
  event,
  churn,
  feed,
  gremlin,
  gremlinPeers,
  gremlinTurns,
  fanOut,
  slowClients,
  smallReads,
  policy,
  dashboard,
];
