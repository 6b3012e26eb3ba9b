/** A small graph held in memory: for tests, conformance suites, and parts of other graphs. It never changes. */
import { partReader } from './part-reader.ts';
import { PropertyIndex } from './property-index.ts';
import type { EdgeElement, GraphReader, Metadata, NodeElement } from './reader.ts';

export interface MemoryGraphInput {
  readonly nodes: readonly ({ readonly id: string | number; readonly metadata?: Metadata } & Partial<
    Omit<NodeElement, 'id' | 'metadata'>
  >)[];
  readonly edges?: readonly ({
    readonly id: string | number;
    readonly from: string | number;
    readonly to: string | number;
    readonly metadata?: Metadata;
  } & Partial<Omit<EdgeElement, 'id' | 'from' | 'to' | 'metadata'>>)[];
}

/** The natural order is that of the input. Ids may be numbers; queries then answer numbers. Throws on an edge without ends. */
export function memoryGraph(input: MemoryGraphInput): GraphReader {
  const nodes = input.nodes.map((node) => ({ ...node, ...identity(node.id), metadata: node.metadata ?? {} }));
  const ids = new Set(nodes.map((node) => node.id));
  const edges = (input.edges ?? []).map((edge) => {
    const ends = { from: String(edge.from), to: String(edge.to) };
    for (const end of [ends.from, ends.to])
      if (!ids.has(end)) throw new Error(`Edge '${edge.id}' refers to node '${end}', which does not exist`);
    return { ...edge, ...identity(edge.id), ...ends, metadata: edge.metadata ?? {} };
  });
  const part = partReader(nodes, edges);
  const index = new PropertyIndex(() => part.nodes(), part.nodeCount);
  return { ...part, revision: 1, seek: (key, value) => index.seek(key, value) };
}

function identity(id: string | number): { id: string; nativeId?: number } {
  return typeof id === 'number' ? { id: String(id), nativeId: id } : { id };
}
