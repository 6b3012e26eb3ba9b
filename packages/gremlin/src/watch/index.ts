/** Live queries: the rows at first, then what becomes of them. */
import { parseText } from '../1-parse/index.ts';
import { print } from '../1-parse/print.ts';
import type { Options } from '../compile.ts';
import type { GraphChange, GraphReader } from '../reader.ts';
import { StandingQuery } from './standing-query.ts';
import type { RowChange } from './tally.ts';

export { StandingQuery } from './standing-query.ts';
export type { RowChange } from './tally.ts';

/**
 * The first answer has all rows as added; the following ones only what changed, and there is none where nothing did. Ends
 * when the changes end.
 */
export async function* watch(
  reader: GraphReader,
  text: string,
  changes: AsyncIterable<GraphChange>,
  options: Options = {},
): AsyncGenerator<RowChange, void> {
  const query = new StandingQuery(reader, text, options);
  yield { revision: reader.revision, added: query.rows, changed: [], removed: [] };
  for await (const change of changes) {
    const rows = query.apply(change);
    if (rows.added.length > 0 || rows.changed.length > 0 || rows.removed.length > 0) yield rows;
  }
}

/** Queries that mean the same text share one evaluation: give it each change once, and it tells every listener. */
export class SharedWatches {
  readonly #reader: GraphReader;
  readonly #options: Options;
  readonly #queries = new Map<string, { query: StandingQuery; listeners: Set<(change: RowChange) => void> }>();

  constructor(reader: GraphReader, options: Options = {}) {
    this.#reader = reader;
    this.#options = options;
  }

  /** How many different queries are kept up. */
  get size(): number {
    return this.#queries.size;
  }

  /** The rows now; the listener hears what becomes of them until `stop` is called. */
  watch(text: string, listener: (change: RowChange) => void): { rows: readonly unknown[]; stop: () => void } {
    const key = print(parseText(text));
    const shared = this.#queries.get(key) ?? {
      query: new StandingQuery(this.#reader, text, this.#options),
      listeners: new Set(),
    };
    this.#queries.set(key, shared);
    shared.listeners.add(listener);
    const stop = () => {
      shared.listeners.delete(listener);
      if (shared.listeners.size === 0) this.#queries.delete(key);
    };
    return { rows: shared.query.rows, stop };
  }

  apply(change: GraphChange): void {
    for (const { query, listeners } of this.#queries.values()) {
      const rows = query.apply(change);
      if (rows.added.length + rows.changed.length + rows.removed.length === 0) continue;
      for (const listener of listeners) listener(rows);
    }
  }
}
