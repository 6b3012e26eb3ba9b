/** What a name means at a row: an entry of the map that it is, memory on the side, or what it was when it got that label. */
import { type By, byIdentity, openBy, type ReadBy } from '../../2-plan/by.ts';
import { listed, type Tick } from '../../3-run/pausing.ts';
import { type Flow, type Row, unwind } from '../../3-run/row.ts';
import type { Run } from '../../3-run/run.ts';
import { Pile } from '../../values/pile.ts';

/** Something kept on the side whose form is only made when somebody looks. */
export class Pending {
  readonly #make: () => Flow<unknown>;
  readonly #grown: () => number;
  #made: { readonly value: unknown; readonly grown: number } | undefined;

  /** As long as `grown` says the same, what was made stays as it is. */
  constructor(make: () => Flow<unknown>, grown: () => number) {
    this.#make = make;
    this.#grown = grown;
  }

  *look(): Flow<unknown> {
    const grown = this.#grown();
    if (this.#made?.grown !== grown) this.#made = { value: yield* this.#make(), grown };
    return this.#made.value;
  }
}

/** A list that grows without standing still. Whoever looks at it now and then finds one array, which grows, too. */
export class PendingList extends Pending {
  readonly #items: Pile<unknown>;

  constructor(tick: Tick, items: Iterable<unknown> = []) {
    const pile = new Pile<unknown>();
    for (const item of items) pile.push(item);
    let list: unknown[] | undefined;
    const make = function* () {
      list ??= yield* listed(pile, pile.length, tick);
      for (let at = list.length; at < pile.length; at++) {
        if (tick()) yield undefined;
        list.push(pile.at(at));
      }
      return list;
    };
    super(make, () => pile.length);
    this.#items = pile;
  }

  push(item: unknown): void {
    this.#items.push(item);
  }
}

export type Pop = 'first' | 'last' | 'all' | 'mixed';

/** `undefined` where the name means nothing here. */
export function* lookUpName(run: Run, row: Row, name: string, pop: Pop = 'last'): Flow<unknown> {
  if (row.value instanceof Map && row.value.has(name)) return row.value.get(name);
  const kept = run.sideEffects.get(name);
  if (kept instanceof Pending) return yield* kept.look();
  return run.sideEffects.has(name) ? kept : labelled(row, name, pop);
}

/** What the row was when it got the label. */
export function labelled(row: Row, label: string, pop: Pop = 'last'): unknown {
  if (pop === 'last') {
    for (let at = row.trail; at; at = at.prev) if (at.labels.includes(label)) return at.value;
    return undefined;
  }
  const found = unwind(row.trail)
    .filter((entry) => entry.labels.includes(label))
    .map((entry) => entry.value);
  if (found.length === 0) return undefined;
  if (pop === 'first') return found[0];
  return pop === 'mixed' && found.length === 1 ? found[0] : found;
}

/** The modulators in turn: the first for the first thing, and round again when there are more things than modulators. */
export function openRing(bys: readonly By[], run: Run): (i: number) => ReadBy {
  const readers = (bys.length > 0 ? bys : [byIdentity]).map((by) => openBy(by, run));
  return (i) => readers[i % readers.length]!;
}
