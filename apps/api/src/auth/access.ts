/** What a class of viewers may see. Sources of rights (everything, access reviews) implement this. */

import type { GraphNode } from '@canopy/model';

export interface Access {
  /** True when nothing is hidden: readers then need no wrapping. */
  readonly everything: boolean;
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
  sees: () => true,
  version: 0,
  changedAt: -1,
  ready: async () => {},
};

/** The rights of a viewer. Equal `Viewer.rights` must give the same object. */
export type Authorize = (rights: string) => Access;
