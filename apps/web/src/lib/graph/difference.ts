/** What a whole snapshot changes in a graph that is there already. */

import type { Reader, Update } from '@canopy/model';

export function differenceOf(reader: Reader, snapshot: Update): Update {
  const { since, revision, time } = snapshot;
  if (reader.nodeCount === 0) return snapshot;
  return {
    since,
    revision,
    time,
    nodes: compare([...reader.nodes()], snapshot.nodes.added, (id) => reader.node(id)),
    edges: compare([...reader.edges()], snapshot.edges.added, (id) => reader.edge(id)),
  };
}

interface Row {
  readonly id: string;
  readonly revision: number;
}

function compare<T extends Row>(old: readonly Row[], now: readonly T[], find: (id: string) => Row | undefined) {
  const ids = new Set(now.map(({ id }) => id));
  const added: T[] = [];
  const changed: T[] = [];
  for (const row of now) {
    const known = find(row.id);
    if (known === undefined) added.push(row);
    else if (known.revision !== row.revision) changed.push(row);
  }
  return { added, changed, removed: old.filter(({ id }) => !ids.has(id)).map(({ id }) => ({ id })) };
}
