/** Rows that wait until all have come, kept small: what the collector has to move holds the event loop. */

import { Pile } from '../values/pile.ts';
import { Row, Trail } from './row.ts';

export class WaitingRows implements Iterable<Row> {
  /** A row that differs from the first in its value alone is kept as that; one whose trail ends with its value, as its trail. */
  readonly #kept = new Pile<unknown>();
  #like: Row | undefined;

  get length(): number {
    return this.#kept.length;
  }

  push(row: Row): void {
    this.#like ??= row;
    const like = this.#like;
    const { trail } = row;
    if (row.bulk !== like.bulk || row.loops !== like.loops || row.sack !== like.sack) this.#kept.push(row);
    else if (trail === like.trail) this.#kept.push(row.value);
    else this.#kept.push(trail !== undefined && trail.value === row.value ? trail : row);
  }

  at(index: number): Row {
    return this.#whole(this.#kept.at(index));
  }

  *[Symbol.iterator](): Generator<Row> {
    for (const kept of this.#kept) yield this.#whole(kept);
  }

  #whole(kept: unknown): Row {
    if (kept instanceof Row) return kept;
    const { bulk, trail, loops, sack } = this.#like!;
    return kept instanceof Trail
      ? new Row(kept.value, bulk, kept, loops, sack)
      : new Row(kept, bulk, trail, loops, sack);
  }
}
