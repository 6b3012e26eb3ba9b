/** The messages of the live picture as they come over the wire. */

import type { EdgeData, NodeData } from '@canopy/model';

export interface RowChanges<T> {
  readonly added: readonly T[];
  readonly changed: readonly T[];
  /** Ids. */
  readonly removed: readonly string[];
}

export interface TopologyFrame {
  /** SNAPSHOT: everything, in one or more frames · DELTA: what changed · RESYNC: forget all, a snapshot follows. */
  readonly type: 'SNAPSHOT' | 'DELTA' | 'RESYNC';
  readonly since: number;
  readonly revision: number;
  readonly time: number;
  /** False while more frames of the same snapshot follow. */
  readonly complete: boolean;
  readonly nodes: RowChanges<NodeData>;
  readonly edges: RowChanges<EdgeData>;
}

/** GraphQL says null for what is not there; the graph leaves it out. */
export function withoutNulls(node: NodeData): NodeData {
  const { state, health, reason, message, since } = node.status;
  const status = {
    state,
    health,
    ...(reason == null ? {} : { reason }),
    ...(message == null ? {} : { message }),
    ...(since == null ? {} : { since }),
  };
  return { ...node, status };
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
