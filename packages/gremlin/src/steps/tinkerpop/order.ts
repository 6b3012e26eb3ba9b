/** TinkerPop's order, over rows or within one collection. */

import { type By, byIdentity, openBy } from '../../2-plan/by.ts';
import type { Call } from '../../2-plan/call.ts';
import { flowOp } from '../../2-plan/ops.ts';
import type { Op } from '../../2-plan/plan.ts';
import { listed, type Tick } from '../../3-run/pausing.ts';
import { type Flow, Row } from '../../3-run/row.ts';
import type { Run } from '../../3-run/run.ts';
import { sortedPlaces } from '../../3-run/sort.ts';
import { WaitingRows } from '../../3-run/waiting.ts';
import { compareAny } from '../../values/order.ts';
import { Pile } from '../../values/pile.ts';
import { Entry } from '../../values/value.ts';
import { defineStep } from '../define.ts';
import { places, type Seeded, seededOf } from './seed.ts';

/** Rows and what they are ordered by, in columns. */
class Sheet {
  readonly rows = new WaitingRows();
  readonly #bys: readonly By[];
  readonly #columns: readonly Pile<unknown>[];

  constructor(bys: readonly By[]) {
    this.#bys = bys;
    this.#columns = bys.map(() => new Pile());
  }

  add(row: Row, keys: readonly unknown[]): void {
    this.rows.push(row);
    for (const [i, column] of this.#columns.entries()) column.push(keys[i]);
  }

  /** Adds the rows with their keys by the modulators; a row that lacks one is left out. */
  *fill(rows: Iterable<Row>, count: number, run: Run, tick: Tick, seeded: Seeded | undefined): Flow<void> {
    const readers = this.#bys.map((by) => openBy(by, run));
    const shuffles = this.#bys.map((by) => by.order === 'shuffle');
    const shuffled = seeded && shuffles.includes(true) ? yield* places(count, seeded, tick) : undefined;
    let at = 0;
    for (const row of rows) {
      if (tick()) yield undefined;
      const keys: unknown[] = [];
      for (const [i, read] of readers.entries()) {
        const key = shuffles[i] ? (shuffled?.[at] ?? run.environment.random()) : yield* read(row);
        if (key === undefined) break;
        keys.push(key);
      }
      if (keys.length === readers.length) this.add(row, keys);
      at++;
    }
  }

  /** The places of the rows, in their order. */
  sorted(tick: Tick): Flow<Uint32Array> {
    const columns = this.#columns.map((keys, i) => ({ keys, sign: this.#bys[i]!.order === 'desc' ? -1 : 1 }));
    const compare = (a: number, b: number) => {
      for (const { keys, sign } of columns) {
        const order = compareAny(keys.at(a), keys.at(b));
        if (order !== 0) return order * sign;
      }
      return 0;
    };
    return sortedPlaces(this.rows.length, compare, tick);
  }

  /** The first rows in their order. */
  *best(count: number, tick: Tick): Flow<Sheet> {
    const best = new Sheet(this.#bys);
    for (const place of (yield* this.sorted(tick)).subarray(0, count)) {
      if (tick()) yield undefined;
      best.add(
        this.rows.at(place),
        this.#columns.map((keys) => keys.at(place)),
      );
    }
    return best;
  }
}

function orderOp(call: Call, bys: readonly By[], keep = Number.POSITIVE_INFINITY): Op {
  return call.op({
    ...(keep === Number.POSITIVE_INFINITY
      ? {}
      : { text: `${call.op({ open: () => (rows) => rows }).text}, the first ${keep}` }),
    children: bys.flatMap((by) => by.plan ?? []),
    traits: { barrier: true },
    fact: { is: 'order', keep: (high) => orderOp(call, bys, high) },
    open: (run) => {
      const tick = run.ticker(call.span);
      const seeded = seededOf(call);
      return function* (rows) {
        let sheet = new Sheet(bys);
        let pending = new WaitingRows();
        for (const row of rows) {
          if (row === undefined || tick()) yield undefined;
          if (row === undefined) continue;
          pending.push(row);
          if (keep === Number.POSITIVE_INFINITY) run.hold(1, call.span);
          else if (pending.length >= keep + 1024) {
            yield* sheet.fill(pending, pending.length, run, tick, seeded);
            sheet = yield* sheet.best(keep, tick);
            pending = new WaitingRows();
          }
        }
        yield* sheet.fill(pending, pending.length, run, tick, seeded);
        for (const place of yield* sheet.sorted(tick)) yield sheet.rows.at(place);
      };
    },
  });
}

/** A map or a list, in order; what is no collection stays as it is. */
function* orderLocal(row: Row, bys: readonly By[], run: Run, tick: Tick, seeded: Seeded | undefined): Flow<unknown> {
  const { value } = row;
  const items: Map<unknown, unknown> | Set<unknown> | unknown[] | undefined =
    value instanceof Map || value instanceof Set || Array.isArray(value) ? value : undefined;
  if (items === undefined) return value;
  const sheet = new Sheet(bys);
  const count = Array.isArray(items) ? items.length : items.size;
  yield* sheet.fill(rowsIn(items, row), count, run, tick, seeded);
  const order = yield* sheet.sorted(tick);
  const sorted = yield* listed(valuesAt(order, sheet.rows), order.length, tick);
  return value instanceof Map ? new Map((sorted as Entry[]).map((entry) => [entry.key, entry.value])) : sorted;
}

function* rowsIn(items: Map<unknown, unknown> | Iterable<unknown>, { trail, loops, sack }: Row): Generator<Row> {
  if (items instanceof Map) for (const [k, v] of items) yield new Row(new Entry(k, v), 1, trail, loops, sack);
  else for (const item of items) yield new Row(item, 1, trail, loops, sack);
}

function* valuesAt(order: Uint32Array, rows: WaitingRows): Generator<unknown> {
  for (const place of order) yield rows.at(place).value;
}

export const order = defineStep({
  name: 'order',
  dialect: 'tinkerpop',
  group: 'filter',
  signatures: ['order()', 'order(local)'],
  doc: 'Sorts rows, or the items of a collection: by themselves, or by each by() in turn, ascending unless desc is said.',
  example: "g.V().order().by('age', desc).by('name')",
  gives: (kind) => kind,
  modulators: ['by'],
  plan(call) {
    call.expect(0, 1);
    const bys = call.by();
    const used = bys.length > 0 ? bys : [byIdentity];
    if (call.token(0, 'Scope')?.name !== 'local') return orderOp(call, used);
    return flowOp(
      call,
      used.flatMap((by) => by.plan ?? []),
      (run) => {
        const seeded = seededOf(call);
        return function* (row) {
          yield run.move(row, yield* orderLocal(row, used, run, run.ticker(call.span), seeded));
        };
      },
    );
  },
});
