/** TinkerPop's order, over rows or within one collection. */

import { type By, byIdentity, openBy } from '../../2-plan/by.ts';
import type { Call } from '../../2-plan/call.ts';
import { flowOp } from '../../2-plan/ops.ts';
import type { Op } from '../../2-plan/plan.ts';
import { mapPausing, type Tick } from '../../3-run/pausing.ts';
import { type Flow, Row } from '../../3-run/row.ts';
import type { Run } from '../../3-run/run.ts';
import { sortPausing } from '../../3-run/sort.ts';
import { compareAny } from '../../values/order.ts';
import { Entry } from '../../values/value.ts';
import { defineStep } from '../define.ts';
import { places, type Seeded, seededOf } from './seed.ts';

interface Keyed<T> {
  readonly item: T;
  readonly keys: readonly unknown[];
}

/** The keys of each item by the modulators; an item that lacks one is left out. */
function* keyed<T>(
  items: readonly T[],
  rowOf: (item: T) => Row,
  bys: readonly By[],
  run: Run,
  tick: Tick,
  seeded: Seeded | undefined,
): Flow<Keyed<T>[]> {
  const readers = bys.map((by) => openBy(by, run));
  const found: Keyed<T>[] = [];
  const shuffled = seeded && bys.some((by) => by.order === 'shuffle') ? places(items.length, seeded) : undefined;
  for (const [at, item] of items.entries()) {
    if (tick()) yield undefined;
    const keys: unknown[] = [];
    for (const [i, read] of readers.entries()) {
      const key = bys[i]!.order === 'shuffle' ? (shuffled?.[at] ?? run.environment.random()) : yield* read(rowOf(item));
      if (key === undefined) break;
      keys.push(key);
    }
    if (keys.length === readers.length) found.push({ item, keys });
  }
  return found;
}

function comparator(bys: readonly By[]): (a: Keyed<unknown>, b: Keyed<unknown>) => number {
  const signs = bys.map((by) => (by.order === 'desc' ? -1 : 1));
  return (a, b) => {
    for (let i = 0; i < signs.length; i++) {
      const order = compareAny(a.keys[i], b.keys[i]);
      if (order !== 0) return order * signs[i]!;
    }
    return 0;
  };
}

function orderOp(call: Call, bys: readonly By[], keep = Number.POSITIVE_INFINITY): Op {
  const compare = comparator(bys);
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
        let best: Keyed<Row>[] = [];
        let pending: Row[] = [];
        for (const row of rows) {
          if (row === undefined || tick()) yield undefined;
          if (row === undefined) continue;
          pending.push(row);
          if (keep === Number.POSITIVE_INFINITY) run.hold(1, call.span);
          else if (pending.length >= keep + 1024) {
            best = yield* sortPausing(
              [...best, ...(yield* keyed(pending, (one) => one, bys, run, tick, seeded))],
              compare,
              tick,
            );
            best.length = Math.min(best.length, keep);
            pending = [];
          }
        }
        const last = yield* keyed(pending, (one) => one, bys, run, tick, seeded);
        for (const { item } of yield* sortPausing(best.concat(last), compare, tick)) yield item;
      };
    },
  });
}

/** A map or a list, in order; what is no collection stays as it is. */
function* orderLocal(row: Row, bys: readonly By[], run: Run, tick: Tick, seeded: Seeded | undefined): Flow<unknown> {
  const { value } = row;
  const items: unknown[] | undefined =
    value instanceof Map
      ? [...value].map(([k, v]) => new Entry(k, v))
      : value instanceof Set || Array.isArray(value)
        ? [...value]
        : undefined;
  if (!items) return value;
  const found = yield* keyed(items, (item) => new Row(item, 1, row.trail, row.loops, row.sack), bys, run, tick, seeded);
  const sorted = yield* mapPausing(yield* sortPausing(found, comparator(bys), tick), ({ item }) => item, tick);
  return value instanceof Map ? new Map((sorted as Entry[]).map((entry) => [entry.key, entry.value])) : sorted;
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
