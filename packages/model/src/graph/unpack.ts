/** The rows of a frame in columns, one by one; what they have in common they share. */

import { type Commit, type Fields, GraphNode, type NodeInput } from './node.ts';
import { EdgeSteps, type PackedEdges, type PackedTopology } from './packed.ts';

const nothing: Fields = Object.freeze({});

/** `idOf` is the id of the snapshot's node of that number, as far as it came with frames before. */
export function* nodesOf(
  { nodes, first }: PackedTopology,
  now: Commit,
  idOf: (number: number) => string | undefined,
): Generator<GraphNode> {
  const { homes, labels, statuses, id, fields } = nodes;
  const ids = { id, stem: nodes.stem && sums(nodes.stem), idOf };
  let created = 0;
  for (let row = 0; row < id.length; row++) {
    const [cluster, manager, type, namespace] = homes[nodes.home[row]!]!;
    const name = nodes.name[row]!;
    const input: NodeInput = {
      id: whole(id[row]!, (ids.stem?.[row] ?? 0) - 1, first, ids),
      ...{ cluster, manager, type, namespace },
      name: typeof name === 'string' ? name : (nodes.name[name] as string),
      labels: labels[nodes.label[row]!]!,
      status: statuses[nodes.status[row]!]!,
      fields: fields?.[row] || nothing,
    };
    created += Math.round(nodes.created[row]! * 1000);
    yield new GraphNode(input, now, created);
  }
}

interface Ids {
  readonly id: readonly string[];
  readonly stem: readonly number[] | undefined;
  readonly idOf: (number: number) => string | undefined;
}

/** The node whose id begins this one may stand in the same frame. */
function whole(rest: string, number: number, first: number, ids: Ids): string {
  if (number < 0) return rest;
  if (number < first) return `${ids.idOf(number) ?? ''}${rest}`;
  const row = number - first;
  return whole(ids.id[row]!, (ids.stem?.[row] ?? 0) - 1, first, ids) + rest;
}

function sums(steps: readonly number[]): number[] {
  let sum = 0;
  return steps.map((step) => {
    sum += step;
    return sum;
  });
}

/** Where an edge starts and ends, and the index of its shape. The same object for all rows: keep nothing of it. */
export function* edgesOf(edges: PackedEdges): Generator<{ from: number; to: number; shape: number }> {
  const steps = new EdgeSteps();
  const row = { from: 0, to: 0, shape: 0 };
  for (let at = 0; at < edges.end.length; at++) {
    const shape = edges.shape[at]!;
    const end = steps.end + edges.end[at]!;
    const other = steps.before(shape) + edges.other[at]!;
    steps.note(shape, end, other);
    row.from = shape < 0 ? other : end;
    row.to = shape < 0 ? end : other;
    row.shape = shape < 0 ? -1 - shape : shape;
    yield row;
  }
}
