/** What a name means at a row: an entry of the map that it is, memory on the side, or what it was when it got that label. */
import { type By, byIdentity, openBy, type ReadBy } from '../../2-plan/by.ts';
import { drained } from '../../3-run/pausing.ts';
import { type Flow, type Row, unwind } from '../../3-run/row.ts';
import type { Run } from '../../3-run/run.ts';

/** Something kept on the side whose form is only made when somebody looks. */
export class Pending {
  readonly look: () => Flow<unknown>;

  constructor(look: () => Flow<unknown>) {
    this.look = look;
  }
}

/** What is kept, as it is seen. */
export function seen(value: unknown): unknown {
  return value instanceof Pending ? drained(value.look()) : value;
}

export type Pop = 'first' | 'last' | 'all' | 'mixed';

/** `undefined` where the name means nothing here. */
export function lookUpName(run: Run, row: Row, name: string, pop: Pop = 'last'): unknown {
  if (row.value instanceof Map && row.value.has(name)) return row.value.get(name);
  if (run.sideEffects.has(name)) return seen(run.sideEffects.get(name));
  return labelled(row, name, pop);
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
