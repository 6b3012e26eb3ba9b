/** The list of benchmarks. */

import { coldSync } from './cold-sync.bench.ts';
import { event } from './event.bench.ts';
import { fanOut } from './fanout.bench.ts';
import type { Bench } from './figure.ts';
import { gremlin } from './gremlin.bench.ts';
import { gremlinPeers } from './gremlin-peers.bench.ts';

export const benches: readonly Bench[] = [coldSync, event, gremlin, gremlinPeers, fanOut];
