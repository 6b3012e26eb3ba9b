/** What a frame of the live picture says, and what such frames are made from. */

import type { Census, ChangeFeed, GraphEdge, GraphNode, Numbering, Reader } from '@canopy/model';
import type { Access } from '../../auth/access.ts';
import type { Frame, RowChanges } from './frame.ts';

export interface Topology {
  readonly nodes: RowChanges<GraphNode>;
  readonly edges: RowChanges<GraphEdge>;
  /** In a snapshot whose nodes are numbered. */
  readonly numbering?: Numbering;
  /** Nodes of the whole snapshot. */
  readonly size?: number;
  /** With the first frame of a snapshot. */
  readonly census?: Census;
}

export type TopologyFrame = Frame<Topology>;

export interface ViewSources {
  /** Shows only what the class may see. */
  readonly reader: Reader;
  readonly changes: ChangeFeed;
  readonly access: Access;
  readonly clock: () => number;
  /** Rows of one frame of a snapshot; 2,000 when left out. */
  readonly rowsAtOnce?: number;
  /** Nodes that are looked at for one frame, before any is told; 20,000 when left out. */
  readonly gatheredAtOnce?: number;
}
