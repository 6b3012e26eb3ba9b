/** What a class of viewers may see. Sources of rights (everything, access reviews) implement this. */

import type { GraphNode } from '@canopy/model';
import type { Viewer } from './viewer.ts';

export interface Access {
  /** True when nothing is hidden: readers then need no wrapping. */
  readonly everything: boolean;
  /** Whether the figures of the server itself may be seen: metrics, and how namespaces are followed. */
  readonly operator: boolean;
  sees(node: GraphNode): boolean;
  /** Grows whenever an answer of `sees` may have changed: open pictures of this class then start over. */
  readonly version: number;
  /** The revision of the graph when `version` grew last; -1 where it never did. */
  readonly changedAt: number;
  /** Resolves when the rights are known well enough to answer; at once where they always are. */
  ready(signal?: AbortSignal): Promise<void>;
}

export const seesEverything: Access = {
  everything: true,
  operator: true,
  sees: () => true,
  version: 0,
  changedAt: -1,
  ready: async () => {},
};

/** The rights of a viewer. Viewers with equal `rights` must get the same object. */
export type Authorize = (viewer: Viewer) => Access;
