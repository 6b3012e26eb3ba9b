/** The rows of a standing query, kept from the frames in which they come. */

import type { Found, FoundFrame } from '../wire/frames.ts';

export class StandingRows {
  /** The last revision of which everything is known; to be asked from when the connection is made again. */
  since: number | undefined = undefined;
  #rows = new Map<string, unknown[]>();
  #kind: Found['kind'] = 'NODES';
  #part: unknown[] = [];

  /** True when there is something to show: not in the middle of a snapshot. */
  take(frame: FoundFrame): boolean {
    if (frame.type === 'RESYNC') {
      this.since = undefined;
      this.#part = [];
      return false;
    }
    this.#kind = frame.kind;
    if (frame.type === 'SNAPSHOT') {
      for (const row of frame.added) this.#part.push(row);
      if (!frame.complete) return false;
      this.#rows = new Map();
      this.#add(this.#part);
      this.#part = [];
    } else this.#change(frame);
    this.since = frame.revision;
    return true;
  }

  /** The connection is gone: the rest of a snapshot does not come any more. */
  cut(): void {
    this.#part = [];
  }

  get found(): Found {
    const rows = [...this.#rows.values()].flat();
    return { kind: this.#kind, count: rows.length, rows };
  }

  #change({ added, changed, removed }: FoundFrame): void {
    for (const row of removed) {
      const key = this.#keyOf(row);
      const [, ...others] = this.#rows.get(key) ?? [];
      if (others.length > 0) this.#rows.set(key, others);
      else this.#rows.delete(key);
    }
    for (const row of changed) this.#rows.set(this.#keyOf(row), [row]);
    this.#add(added);
  }

  #add(rows: readonly unknown[]): void {
    for (const row of rows) {
      const key = this.#keyOf(row);
      const equal = this.#hasIds ? undefined : this.#rows.get(key);
      if (equal !== undefined) equal.push(row);
      else this.#rows.set(key, [row]);
    }
  }

  get #hasIds(): boolean {
    return this.#kind === 'NODES' || this.#kind === 'EDGES';
  }

  /** Elements are the same by their id; of a number or a graph there is one; other values are the same when equal. */
  #keyOf(row: unknown): string {
    if (this.#kind === 'SCALAR' || this.#kind === 'GRAPH') return '';
    return this.#hasIds ? (row as { ID: string }).ID : JSON.stringify(row);
  }
}
