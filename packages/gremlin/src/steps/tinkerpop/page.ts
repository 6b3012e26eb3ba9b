/** TinkerPop's limit, range, skip, tail and dedup, over rows or within one value. */

import type { By } from '../../2-plan/by.ts';
import type { Call } from '../../2-plan/call.ts';
import { mapFlowOp, mapOp } from '../../2-plan/ops.ts';
import type { Kind, Op } from '../../2-plan/plan.ts';
import { distinct, keyPausing } from '../../3-run/pausing.ts';
import type { Flow, Row } from '../../3-run/row.ts';
import type { Run } from '../../3-run/run.ts';
import { WaitingRows } from '../../3-run/waiting.ts';
import { SpreadMap } from '../../values/spread-map.ts';
import { Entry, Path } from '../../values/value.ts';
import { defineStep } from '../define.ts';
import { rangeOp } from '../skydive/page.ts';
import { itemsOf } from './number.ts';
import { lookUpName, openRing } from './scope.ts';

const same = (kind: Kind) => kind;

/** The items of a collection; `undefined` for what is none. */
export function partsOf(value: unknown): unknown[] | undefined {
  if (Array.isArray(value)) return value;
  if (value instanceof Set || value instanceof Map) return [...value];
  return value instanceof Path ? [...value.objects] : undefined;
}

/** Some of the items as a collection of the same sort; of a path a list. */
export function ofSameSort(value: unknown, items: readonly unknown[]): unknown {
  if (value instanceof Set) return new Set(items);
  return value instanceof Map ? new Map(items as [unknown, unknown][]) : items;
}

/** Part of a collection, of the same sort as the whole; what is no collection stays as it is. */
function slice(value: unknown, pick: (items: unknown[]) => unknown[]): unknown {
  const parts = partsOf(value);
  return parts === undefined ? value : ofSameSort(value, pick(parts));
}

function items(value: unknown): unknown[] {
  return value instanceof Map ? [...value].map(([key, one]) => new Entry(key, one)) : itemsOf(value);
}

export function local(call: Call): boolean {
  return call.token(0, 'Scope')?.name === 'local';
}

export function offset(call: Call): number {
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
          let [older, newer] = [new LastRows(), new LastRows()];
          for (const row of rows) {
            if (row === undefined || run.tick(call.span)) yield undefined;
            if (row === undefined) continue;
            run.hold(1, call.span);
            newer.push(row);
            if (newer.size < n) continue;
            run.release(older.rows.length);
            [older, newer] = [newer, new LastRows()];
          }
          let left = older.size + newer.size - n;
          for (const { rows } of [older, newer])
            for (const row of rows) {
              if (run.tick(call.span)) yield undefined;
              if (row.bulk > left) yield row.times(row.bulk - Math.max(0, left));
              left -= row.bulk;
            }
        },
    });
  },
});

class LastRows {
  readonly rows = new WaitingRows();
  size = 0;

  push(row: Row): void {
    this.rows.push(row);
    this.size += row.bulk;
  }
}

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
        const found = yield* distinct(items(value), tick, (size) => run.grown(size, call.span));
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
    const value = yield* lookUpName(run, row, label);
    if (value === undefined) throw new Error(`Nothing is labelled '${label}'`);
    const through = yield* read(row.holding(value));
    if (through === undefined) return undefined;
    found.push(through);
  }
  return found;
}
