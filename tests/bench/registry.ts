/** The list of benchmarks. */

import { coldSync } from './cold-sync.bench.ts';
import { event } from './event.bench.ts';
import type { Bench } from './figure.ts';
import { gremlin } from './gremlin.bench.ts';

export const benches: readonly Bench[] = [coldSync, event, gremlin];
