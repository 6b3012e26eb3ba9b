/** The words of a particular graph: its keys, types and values, so that an editor can offer them. */
import type { GraphReader } from '../reader.ts';

export interface Vocabulary {
  /** Metadata keys in dot notation. */
  readonly keys: readonly string[];
  readonly types: readonly string[];
  readonly relationTypes: readonly string[];
  /** Values that occur under a key, the most frequent first. */
  values(key: string): readonly string[];
}

export const emptyVocabulary: Vocabulary = { keys: [], types: [], relationTypes: [], values: () => [] };

/** Texts longer than this are no words to choose from. */
const longest = 80;
const mostValues = 50;

class Counts {
  readonly #byKey = new Map<string, Map<string, number>>();

  add(tree: object, prefix = ''): void {
    for (const [key, value] of Object.entries(tree)) {
      const path = prefix + key;
      const values = this.#byKey.get(path) ?? new Map<string, number>();
      this.#byKey.set(path, values);
      if (typeof value === 'string' && value.length <= longest) values.set(value, (values.get(value) ?? 0) + 1);
      else if (typeof value === 'object' && value !== null && !Array.isArray(value)) this.add(value, `${path}.`);
    }
  }

  get keys(): string[] {
    return [...this.#byKey.keys()].sort();
  }

  values(key: string): string[] {
    const counts = [...(this.#byKey.get(key) ?? [])];
    return counts
      .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
      .slice(0, mostValues)
      .map(([value]) => value);
  }
}

/** Reads at most `most` nodes and edges, so that a large graph gives its words quickly. */
export function vocabularyOf(reader: GraphReader, most = 5000): Vocabulary {
  const [nodes, edges] = [new Counts(), new Counts()];
  for (const node of take(reader.nodes(), most)) nodes.add(node.metadata);
  for (const edge of take(reader.edges(), most)) edges.add(edge.metadata);
  return {
    keys: [...new Set([...nodes.keys, ...edges.keys])].sort(),
    types: nodes.values('Type'),
    relationTypes: edges.values('RelationType'),
    values: (key) => [...new Set([...nodes.values(key), ...edges.values(key)])],
  };
}

function* take<T>(items: Iterable<T>, most: number): Generator<T> {
  let n = 0;
  for (const item of items) {
    if (n++ >= most) return;
    yield item;
  }
}
