/** One resource, as long as it exists. */

import type { GraphNode } from '@canopy/model';
import type { View } from './follow.ts';
import { type Frame, noRows, type RowChanges } from './frame.ts';
import { StandingView } from './standing-view.ts';
import type { ViewSources } from './topology-view.ts';

export interface OneResource {
  readonly resource: GraphNode | undefined;
}

export type ResourceFrame = Frame<OneResource>;

export function resourceView(sources: ViewSources, id: string): View<OneResource> {
  const { reader } = sources;
  const lists = ({ added, changed }: RowChanges<GraphNode>): OneResource => ({ resource: added[0] ?? changed[0] });
  return new StandingView<GraphNode, OneResource>({
    ...sources,
    evaluate: () => {
      const node = reader.node(id);
      return new Map(node === undefined ? [] : [[id, node]]);
    },
    keyOf: (node) => node.id,
    lists,
    snapshot: (rows, revision, time) => [
      { type: 'SNAPSHOT', since: revision, revision, time, complete: true, lists: lists({ ...noRows, added: rows }) },
    ],
  });
}
