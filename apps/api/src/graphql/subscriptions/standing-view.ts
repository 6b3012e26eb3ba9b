/** The picture that a standing query gives: evaluated once per beat, compared with what it was, remembered for a while. */

import type { ChangeFeed } from '@canopy/model';
import type { Access } from '../../auth/access.ts';
import type { Step, View } from './follow.ts';
import { type Frame, type FrameType, hasRows, mergeRows, type RowChanges } from './frame.ts';

export interface StandingOptions<Row, Lists extends object> {
  readonly changes: ChangeFeed;
  readonly access: Access;
  readonly clock: () => number;
  /** The rows as they are now. Rows are never changed in place: another object means a changed row. */
  readonly evaluate: () => ReadonlyMap<string, Row>;
  readonly keyOf: (row: Row) => string;
  readonly lists: (changes: RowChanges<Row>) => Lists;
  readonly snapshot: (rows: readonly Row[], revision: number, time: number) => readonly Frame<Lists>[];
}

interface Remembered<Row> {
  readonly since: number;
  readonly revision: number;
  readonly changes: RowChanges<Row>;
}

/** Rows of past frames that are kept for those who are behind. */
const keptRows = 20_000;

export class StandingView<Row, Lists extends object> implements View<Lists> {
  readonly #options: StandingOptions<Row, Lists>;
  #rows: ReadonlyMap<string, Row> = new Map();
  #revision = -1;
  #version = -1;
  #past: Remembered<Row>[] = [];
  readonly #steps = new Map<number, Step<Lists>>();
  #restUntil = 0;

  constructor(options: StandingOptions<Row, Lists>) {
    this.#options = options;
  }

  get version(): number {
    return this.#options.access.version;
  }

  /** A query that takes long runs a fifth of the time at most. */
  get restMs(): number {
    return this.#restUntil - performance.now();
  }

  snapshot(): readonly Frame<Lists>[] {
    this.#advance();
    return this.#options.snapshot([...this.#rows.values()], this.#revision, this.#options.clock());
  }

  resumable(revision: number): boolean {
    this.#advance();
    if (revision <= this.#options.access.changedAt) return false;
    return revision === this.#revision || this.#past.some((step) => step.since === revision);
  }

  since(revision: number): Step<Lists> | undefined {
    this.#advance();
    const known = this.#steps.get(revision);
    if (known !== undefined) return known;
    const start = this.#past.findIndex((step) => step.since === revision);
    if (start < 0 && revision !== this.#revision) return undefined;
    const none: RowChanges<Row> = { added: [], changed: [], removed: [] };
    const parts = start < 0 ? [none] : this.#past.slice(start).map((step) => step.changes);
    const step = this.#step(revision, mergeRows(parts, this.#options.keyOf));
    this.#steps.set(revision, step);
    return step;
  }

  blank(type: FrameType, revision: number): Frame<Lists> {
    const lists = this.#options.lists({ added: [], changed: [], removed: [] });
    return { type, since: revision, revision, time: this.#options.clock(), complete: true, lists };
  }

  #step(since: number, changes: RowChanges<Row>): Step<Lists> {
    const lists = this.#options.lists(changes);
    const time = this.#options.clock();
    const frame: Frame<Lists> = { type: 'DELTA', since, revision: this.#revision, time, complete: true, lists };
    return { frame, empty: !hasRows(changes) };
  }

  #advance(): void {
    const { changes, evaluate, access } = this.#options;
    if (this.#version !== access.version) this.#past = [];
    else if (this.#revision === changes.revision) return;
    const start = performance.now();
    const rows = evaluate();
    const took = performance.now() - start;
    this.#restUntil = took > 10 ? start + 5 * took : 0;
    if (this.#version === access.version && this.#revision >= 0)
      this.#past.push({
        since: this.#revision,
        revision: changes.revision,
        changes: compare(this.#rows, rows),
      });
    this.#forget();
    this.#rows = rows;
    this.#revision = changes.revision;
    this.#version = access.version;
    this.#steps.clear();
  }

  #forget(): void {
    let kept = 0;
    for (let i = this.#past.length - 1; i >= 0; i--) {
      const { added, changed, removed } = this.#past[i]!.changes;
      kept += 1 + added.length + changed.length + removed.length;
      if (kept > keptRows) {
        this.#past.splice(0, i + 1);
        return;
      }
    }
  }
}

function compare<Row>(before: ReadonlyMap<string, Row>, now: ReadonlyMap<string, Row>): RowChanges<Row> {
  const added: Row[] = [];
  const changed: Row[] = [];
  const removed: Row[] = [];
  for (const [key, row] of now) {
    const old = before.get(key);
    if (old === undefined) added.push(row);
    else if (old !== row) changed.push(row);
  }
  for (const [key, row] of before) if (!now.has(key)) removed.push(row);
  return { added, changed, removed };
}
