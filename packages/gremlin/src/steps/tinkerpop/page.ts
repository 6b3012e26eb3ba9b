/** TinkerPop's limit, range, skip, tail, sample, coin and dedup, over rows or within one value. */

import { type By, openBy } from '../../2-plan/by.ts';
import type { Call } from '../../2-plan/call.ts';
import { barrierOp, flowOp, mapFlowOp, mapOp } from '../../2-plan/ops.ts';
import type { Kind, Op } from '../../2-plan/plan.ts';
import { distinct, keyPausing, mapPausing, type Tick } from '../../3-run/pausing.ts';
import type { Flow, Row } from '../../3-run/row.ts';
import type { Run } from '../../3-run/run.ts';
import { sortPausing } from '../../3-run/sort.ts';
import { isNumber } from '../../values/number.ts';
import { SpreadMap } from '../../values/spread-map.ts';
import { Entry, Path } from '../../values/value.ts';
import { defineStep } from '../define.ts';
import { rangeOp } from '../skydive/page.ts';
import { itemsOf } from './number.ts';
import { lookUpName, openRing } from './scope.ts';
import { fractionsOf, type Seeded, sampled, sampledLocal, seededOf } from './seed.ts';

const same = (kind: Kind) => kind;

/** Part of a collection, of the same sort as the whole; what is no collection stays as it is. */
function slice(value: unknown, pick: (items: unknown[]) => unknown[]): unknown {
  if (Array.isArray(value)) return pick(value);
  if (value instanceof Set) return new Set(pick([...value]));
  if (value instanceof Map) return new Map(pick([...value]) as [unknown, unknown][]);
  return value instanceof Path ? pick([...value.objects]) : value;
}

function items(value: unknown): unknown[] {
  return value instanceof Map ? [...value].map(([key, one]) => new Entry(key, one)) : itemsOf(value);
}

function local(call: Call): boolean {
  return call.token(0, 'Scope')?.name === 'local';
}

function offset(call: Call): number {
  return call.token(0, 'Scope') ? 1 : 0;
}

function paged(
  name: string,
  arity: number,
  doc: string,
  example: string,
  bounds: (call: Call, at: number) => [number, number],
) {
  return defineStep({
    name,
    dialect: 'tinkerpop',
    group: 'filter',
    signatures: arity === 1 ? [`${name}(n)`, `${name}(local, n)`] : [`${name}(from, to)`, `${name}(local, from, to)`],
    doc,
    example,
    gives: same,
    plan(call) {
      const at = offset(call);
      call.expect(at + arity);
      const [low, high] = bounds(call, at);
      return local(call)
        ? mapOp(call, (value) => slice(value, (items) => items.slice(low, high)))
        : rangeOp(call, low, high);
    },
  });
}

const toEnd = (n: number) => (n === -1 ? Number.POSITIVE_INFINITY : n);

export const limit = paged('limit', 1, 'The first n.', 'g.V().limit(2)', (call, at) => [
  0,
  toEnd(call.integer(at, -1)),
]);
export const skip = paged('skip', 1, 'All but the first n.', 'g.V().skip(2)', (call, at) => [
  Math.max(0, call.integer(at, -1)),
  Number.POSITIVE_INFINITY,
]);
export const range = paged(
  'range',
  2,
  'Those from one position up to, not including, another; -1 is the end.',
  'g.V().range(1, 3)',
  (call, at) => {
    const [low, high] = [Math.max(0, call.integer(at, -1)), toEnd(call.integer(at + 1, -1))];
    if (high < low) throw call.error('The range ends before it starts', call.args[at + 1]);
    return [low, high];
  },
);

export const tail = defineStep({
  name: 'tail',
  dialect: 'tinkerpop',
  group: 'filter',
  signatures: ['tail()', 'tail(n)', 'tail(local, n)'],
  doc: 'The last n, or the last one.',
  example: "g.V().values('name').order().tail(2)",
  gives: same,
  plan(call) {
    const at = offset(call);
    call.expect(0, at + 1);
    const n = call.args[at] ? Math.max(0, call.integer(at, -1)) : 1;
    if (local(call)) return mapOp(call, (value) => slice(value, (items) => (n === 0 ? [] : items.slice(-n))));
    return call.op({
      traits: { barrier: true, ordered: true },
      open: (run) =>
        function* (rows) {
          let kept: Row[] = [];
          let size = 0;
          for (const row of rows) {
            if (row === undefined || run.tick(call.span)) yield undefined;
            if (row === undefined) continue;
            kept.push(row);
            size += row.bulk;
            if (kept.length > 2 * n + 64) {
              kept = lastOf(kept, n);
              size = kept.reduce((sum, one) => sum + one.bulk, 0);
            }
          }
          if (size > 0) yield* lastOf(kept, n);
        },
    });
  },
});

function lastOf(rows: readonly Row[], n: number): Row[] {
  const kept: Row[] = [];
  for (let i = rows.length - 1, left = n; i >= 0 && left > 0; i--) {
    const take = Math.min(left, rows[i]!.bulk);
    kept.push(rows[i]!.times(take));
    left -= take;
  }
  return kept.reverse();
}

/** Picks n at random without putting back; by weight where weights are given. */
function* pick(
  rows: readonly Row[],
  n: number,
  by: By | undefined,
  run: Run,
  seeded: Seeded | undefined,
  tick: Tick,
): Flow<Row[]> {
  const read = by ? openBy(by, run) : undefined;
  const pool: { row: Row; weight: number }[] = [];
  for (const row of rows) {
    if (tick()) yield undefined;
    const weight = read ? yield* read(row) : 1;
    if (weight === undefined) continue;
    if (!isNumber(weight)) throw new Error('sample weighs by numbers');
    for (let i = 0; i < row.bulk; i++) pool.push({ row: row.times(1), weight: Number(weight) });
  }
  if (pool.length <= n) return pool.map(({ row }) => row);
  if (seeded) return (yield* sampled(pool, n, seeded, tick)).map(({ row }) => row);
  const { random } = run.environment;
  const drawn = ({ row, weight }: (typeof pool)[0]) => ({
    row,
    key: weight <= 0 ? Number.NEGATIVE_INFINITY : Math.log(random() || 1e-12) / weight,
  });
  const keyed = yield* mapPausing(pool, drawn, tick);
  const sorted = yield* sortPausing(keyed, (a, b) => b.key - a.key, tick);
  return sorted.slice(0, n).map(({ row }) => row);
}

export const sample = defineStep({
  name: 'sample',
  dialect: 'tinkerpop',
  group: 'filter',
  signatures: ['sample(n)', 'sample(local, n)'],
  doc: 'So many at random; by() gives weights.',
  example: 'g.V().sample(2)',
  gives: same,
  modulators: ['by'],
  plan(call) {
    const at = offset(call);
    call.expect(at + 1);
    const n = call.integer(at, 0);
    const bys = call.by();
    if (bys.length > 1) throw call.error('sample takes one by at most', call.modulators[1]);
    const seeded = seededOf(call);
    if (local(call))
      return mapOp(
        call,
        (value, run) =>
          slice(value, (items) => {
            if (items.length <= n) return items;
            return seeded ? sampledLocal(items, n, seeded) : shuffled(items, run).slice(0, n);
          }),
        {
          traits: { ordered: true },
        },
      );
    return barrierOp(
      call,
      function* (rows, run) {
        yield* yield* pick(rows, n, bys[0], run, seeded, run.ticker(call.span));
      },
      { traits: { barrier: true, ordered: true }, children: bys.flatMap((by) => by.plan ?? []) },
    );
  },
});

export function shuffled<T>(items: readonly T[], run: Run): T[] {
  const { random } = run.environment;
  return items
    .map((item) => ({ item, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

export const coin = defineStep({
  name: 'coin',
  dialect: 'tinkerpop',
  group: 'filter',
  signatures: ['coin(probability)'],
  doc: 'Keeps each with this probability.',
  example: 'g.V().coin(0.5)',
  gives: same,
  plan(call) {
    call.expect(1);
    const p = call.value(0);
    if (!isNumber(p)) throw call.error('coin takes a number between 0 and 1', call.args[0]);
    return flowOp(
      call,
      [],
      (run) => {
        const random = fractionsOf(call, run);
        return function* (row) {
          for (let i = 0; i < row.bulk; i++) if (random() < Number(p)) yield row.times(1);
        };
      },
      { ordered: true },
    );
  },
});

export const dedup = defineStep({
  name: 'dedup',
  dialect: 'tinkerpop',
  group: 'filter',
  signatures: ['dedup()', 'dedup(label…)', 'dedup(local)'],
  doc: 'The first of equal rows; by() or labels say what has to be equal.',
  example: "g.V().both().dedup().by('name')",
  gives: same,
  modulators: ['by'],
  plan(call) {
    const bys = call.by();
    if (bys.length > 1) throw call.error('dedup takes one by at most', call.modulators[1]);
    if (local(call))
      return mapFlowOp(call, function* (value, run, tick) {
        const found = yield* distinct(items(value), tick);
        run.grown(found.size, call.span);
        return new Set(found.values());
      });
    return dedupOp(call, call.strings(offset(call)), bys);
  },
});

function dedupOp(call: Call, labels: readonly string[], bys: readonly By[]): Op {
  const simple = labels.length === 0 && bys.length === 0;
  return call.op({
    children: bys.flatMap((by) => by.plan ?? []),
    traits: { remembers: true, bulks: true, needsLabels: labels.length > 0 },
    ...(simple ? { fact: { is: 'dedup' } as const } : {}),
    open: (run) => {
      const seen = new SpreadMap<true>();
      const read = simple ? undefined : openRing(bys, run)(0);
      return function* (rows) {
        for (const row of rows) {
          if (row === undefined || run.tick(call.span)) yield undefined;
          if (row === undefined) continue;
          const value = read ? yield* readLabels(run, row, labels, read) : row.value;
          if (value === undefined) continue;
          const key = yield* keyPausing(value, run.ticker(call.span));
          if (seen.has(key)) continue;
          run.hold(1, call.span);
          seen.set(key, true);
          yield row.times(1);
        }
      };
    },
  });
}

function* readLabels(run: Run, row: Row, labels: readonly string[], read: (row: Row) => Flow<unknown>): Flow<unknown> {
  if (labels.length === 0) return yield* read(row);
  const found: unknown[] = [];
  for (const label of labels) {
    const value = lookUpName(run, row, label);
    if (value === undefined) throw new Error(`Nothing is labelled '${label}'`);
    const through = yield* read(row.holding(value));
    if (through === undefined) return undefined;
    found.push(through);
  }
  return found;
}
