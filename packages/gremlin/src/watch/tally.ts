/** Counts which rows there are, and says what changed: rows that several owners give are there as often. */
import type { GraphChange } from '../reader.ts';
import { edgeKey, type Key, keyOf, nodeKey } from '../values/key.ts';

/** What became of the rows of a standing query. */
export interface RowChange {
  readonly revision: number;
  readonly added: readonly unknown[];
  /** Elements that were and still are among the rows, and changed; each once. */
  readonly changed: readonly unknown[];
  /** Rows that left, as they were last. */
  readonly removed: readonly unknown[];
}

interface Entry {
  value: unknown;
  count: number;
}

export class Tally {
  readonly #owners = new Map<string, readonly Key[]>();
  readonly #entries = new Map<Key, Entry>();
  /** How often the keys that were touched since the last report were there before, and what they stood for. */
  #touched = new Map<Key, Entry>();

  /** From now on the owner gives these rows and no others. */
  set(owner: string, values: Iterable<unknown>): void {
    for (const key of this.#owners.get(owner) ?? []) this.#count(key, -1, undefined);
    const keys: Key[] = [];
    for (const value of values) {
      const key = keyOf(value);
      keys.push(key);
      this.#count(key, 1, value);
    }
    if (keys.length > 0) this.#owners.set(owner, keys);
    else this.#owners.delete(owner);
  }

  #count(key: Key, by: number, value: unknown): void {
    const entry = this.#entries.get(key) ?? { value, count: 0 };
    if (!this.#touched.has(key)) this.#touched.set(key, { ...entry });
    entry.count += by;
    if (value !== undefined) entry.value = value;
    this.#entries.set(key, entry);
  }

  has(owner: string): boolean {
    return this.#owners.has(owner);
  }

  /** All rows that there are, each as often as it is there. */
  rows(): unknown[] {
    return [...this.#entries.values()].flatMap(({ value, count }) => Array.from({ length: count }, () => value));
  }

  /** What changed since the last report. */
  report(revision: number, change?: GraphChange): RowChange {
    const changedIds = new Set<Key>();
    for (const node of change?.nodes.changed ?? []) changedIds.add(nodeKey(node.id));
    for (const edge of change?.edges.changed ?? []) changedIds.add(edgeKey(edge.id));
    const [added, changed, removed]: [unknown[], unknown[], unknown[]] = [[], [], []];
    for (const [key, before] of this.#touched) {
      const { value, count } = this.#entries.get(key)!;
      for (let i = before.count; i < count; i++) added.push(value);
      for (let i = count; i < before.count; i++) removed.push(before.value);
      if (before.count > 0 && count > 0 && changedIds.has(key)) changed.push(value);
      if (count === 0) this.#entries.delete(key);
    }
    this.#touched = new Map();
    return { revision, added, changed, removed };
  }
}

/** Elements of a graph result as rows of their own. */
export function rowsOfResult(values: readonly unknown[], isGraph: boolean): readonly unknown[] {
  if (!isGraph) return values;
  return values.flatMap((value) => {
    const { nodes, edges } = value as { nodes: readonly unknown[]; edges: readonly unknown[] };
    return [...nodes, ...edges];
  });
}
