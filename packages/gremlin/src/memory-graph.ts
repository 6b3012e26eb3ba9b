/** A small graph held in memory: for tests, conformance suites, and parts of other graphs. It never changes. */
import { partReader } from './part-reader.ts';
import { PropertyIndex } from './property-index.ts';
import type { EdgeElement, GraphReader, Metadata, NodeElement } from './reader.ts';

export interface MemoryGraphInput {
  /** Whether every key that is asked for is indexed at once, and not only where a large graph is asked again. */
  readonly indexed?: boolean;
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
  // Edges share the strings of their ends: lookups then compare by identity.
  const ids = new Map(nodes.map(({ id }) => [id, id]));
  const edges = (input.edges ?? []).map((edge) => {
    const [from, to] = [edge.from, edge.to].map((end) => ids.get(String(end)) ?? missing(edge.id, end));
    return { ...edge, ...identity(edge.id), from: from!, to: to!, metadata: edge.metadata ?? {} };
  });
  const part = partReader(nodes, edges);
  const index = new PropertyIndex([...part.nodes()], { eager: input.indexed === true });
  return {
    ...part,
    revision: 1,
    seek: (key, value) => index.seek(key, value),
    count: (key, value) => index.count(key, value),
    search: (key, text) => index.search(key, text),
    prepare: (key, text) => index.prepare(key, text),
  };
}

function missing(edge: string | number, end: string | number): never {
  throw new Error(`Edge '${edge}' refers to node '${end}', which does not exist`);
}

function identity(id: string | number): { id: string; nativeId?: number } {
  return typeof id === 'number' ? { id: String(id), nativeId: id } : { id };
}
