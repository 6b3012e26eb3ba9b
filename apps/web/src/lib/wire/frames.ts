/** The messages of the live picture as they come over the wire. */

import type { PackedTopology } from '@canopy/model';

export interface TopologyFrame {
  /** SNAPSHOT: everything, in one or more frames · DELTA: what changed · RESYNC: forget all, a snapshot follows. */
  readonly type: 'SNAPSHOT' | 'DELTA' | 'RESYNC';
  readonly since: number;
  readonly revision: number;
  readonly time: number;
  /** False while more frames of the same snapshot follow. */
  readonly complete: boolean;
  /** Nodes and edges, in columns. */
  readonly packed: PackedTopology;
}

export interface TopologyFilter {
  readonly gremlin?: string;
}

/** A query that the server did not like, with the place where it stopped to understand. */
export interface QueryProblem {
  readonly message: string;
  readonly code?: string | undefined;
  /** Of the first character in question, from 0; absent where the trouble has no place. */
  readonly offset?: number | undefined;
  readonly length?: number | undefined;
  readonly hint?: string | undefined;
}

export type SyncState = 'pending' | 'listing' | 'live' | 'forbidden' | 'absent' | 'failing';

export interface KindSync {
  readonly kind: string;
  readonly namespace: string;
  readonly state: SyncState;
  readonly objects: number;
  readonly resourceVersion?: string | null;
  readonly problem?: string | null;
  readonly since: number;
  readonly relists: number;
}

export interface ProbeStatus {
  readonly ready: boolean;
  readonly revision: number;
  readonly clusters: readonly { readonly name: string; readonly ready: boolean; readonly kinds: readonly KindSync[] }[];
}

export interface KindInfo {
  readonly key: string;
  readonly type: string;
  readonly manager: string;
  readonly group: string;
  readonly doc: string;
}

export interface Found {
  readonly kind: 'NODES' | 'EDGES' | 'GRAPH' | 'PATHS' | 'VALUES' | 'SCALAR';
  readonly count: number;
  readonly rows: readonly unknown[];
}

/** A step of a standing query: all rows, in one or more frames, then those that came, changed and went. */
export interface FoundFrame extends Pick<TopologyFrame, 'type' | 'revision' | 'complete'> {
  readonly kind: Found['kind'];
  readonly added: readonly unknown[];
  readonly changed: readonly unknown[];
  readonly removed: readonly unknown[];
}
