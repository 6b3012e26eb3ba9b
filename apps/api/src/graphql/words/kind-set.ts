/** Some kinds, as a client named them: which nodes are of one of them. */

import type { GraphNode } from '@canopy/model';

/** One kind by its type; where others share the type, `isOf` tells their nodes apart. */
export interface Meant {
  readonly type: string;
  /** Equal for what means the same. */
  readonly key: string;
  readonly isOf?: ((node: GraphNode) => boolean) | undefined;
}

export class KindSet {
  /** Each once. */
  readonly types: readonly string[];
  /** Equal for sets of the same kinds. */
  readonly keys: readonly string[];
  readonly #byType: ReadonlyMap<string, readonly Meant[]>;

  constructor(meant: readonly Meant[]) {
    this.#byType = Map.groupBy(meant, ({ type }) => type);
    this.types = [...this.#byType.keys()];
    this.keys = [...new Set(meant.map(({ key }) => key))].sort();
  }

  has(node: GraphNode): boolean {
    const meant = this.#byType.get(node.type);
    return meant?.some(({ isOf }) => isOf === undefined || isOf(node)) ?? false;
  }
}
