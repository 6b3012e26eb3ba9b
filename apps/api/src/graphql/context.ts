/** What every resolver gets: who asks, the graph as this viewer sees it, and the doors behind it. */

import type { Reader } from '@canopy/model';
import type { Probe } from '@canopy/model/probe';
import type { Access } from '../auth/access.ts';
import type { Viewer } from '../auth/viewer.ts';
import type { QueryLimits } from '../config.ts';
import type { Epoch } from './epoch.ts';
import type { Gremlin } from './gremlin.ts';
import type { Insight } from './insight.ts';
import type { Views } from './subscriptions/views.ts';
import type { Words } from './words/words.ts';

export interface Context {
  readonly viewer: Viewer;
  readonly access: Access;
  /** Shows only what the viewer may see. */
  readonly reader: Reader;
  /** How many neighbours of a node the viewer may not see. */
  readonly hiddenAround: (id: string) => number;
  readonly probe: Pick<Probe, 'clusters' | 'ready' | 'extra'>;
  readonly views: Views;
  readonly gremlin: Gremlin;
  readonly insight: Insight;
  readonly epoch: Epoch;
  /** What clients call kinds and relations. */
  readonly words: Words;
  readonly limits: QueryLimits;
  /** Which trace of the client's the operation belongs to; the header of that name. */
  readonly traceparent?: string;
  /** Ends with the operation, or with the connection. */
  readonly signal: AbortSignal;
}
