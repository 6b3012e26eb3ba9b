/** TinkerPop's sample and coin: some of the rows, or of the items of one value, by chance. */

import { type By, openBy } from '../../2-plan/by.ts';
import type { Call } from '../../2-plan/call.ts';
import { barrierOp, flowOp, mapFlowOp } from '../../2-plan/ops.ts';
import { listed, type Tick } from '../../3-run/pausing.ts';
import type { Flow, Row } from '../../3-run/row.ts';
import type { Run } from '../../3-run/run.ts';
import { sortedPlaces } from '../../3-run/sort.ts';
import { WaitingRows } from '../../3-run/waiting.ts';
import { isNumber } from '../../values/number.ts';
import { Pile } from '../../values/pile.ts';
import { defineStep } from '../define.ts';
import { local, offset, ofSameSort, partsOf } from './page.ts';
import { fractionsOf, type Seeded, sampled, sampledLocal, seededOf } from './seed.ts';

/** The places of n that are drawn without putting back, each by its weight. */
function* drawn(weights: Float64Array, n: number, run: Run, tick: Tick): Flow<Uint32Array> {
  const { random } = run.environment;
  const keys = new Float64Array(weights.length);
  for (const [at, weight] of weights.entries()) {
    if (tick()) yield undefined;
    keys[at] = weight <= 0 ? Number.NEGATIVE_INFINITY : Math.log(random() || 1e-12) / weight;
  }
  return (yield* sortedPlaces(keys.length, (a, b) => keys[b]! - keys[a]!, tick)).subarray(0, n);
}

/** Rows, one by one, and what each weighs. */
class Pool {
  readonly rows = new WaitingRows();
  readonly #weights = new Pile<number>();

  add(row: Row, weight: number): void {
    this.rows.push(row);
    this.#weights.push(weight);
  }

  *weights(tick: Tick): Flow<Float64Array> {
    const weights = new Float64Array(this.#weights.length);
    let at = 0;
    for (const weight of this.#weights) {
      if (tick()) yield undefined;
      weights[at++] = weight;
    }
    return weights;
  }
}

function* gathered(call: Call, rows: Iterable<Row>, by: By | undefined, run: Run): Flow<Pool> {
  const read = by ? openBy(by, run) : undefined;
  const pool = new Pool();
  for (const row of rows) {
    if (run.tick(call.span)) yield undefined;
    const weight = read ? yield* read(row) : 1;
    if (weight === undefined) continue;
    if (!isNumber(weight)) throw new Error('sample weighs by numbers');
    const one = row.times(1);
    run.hold(row.bulk, call.span);
    for (let i = 0; i < row.bulk; i++) {
      if (run.tick(call.span)) yield undefined;
      pool.add(one, Number(weight));
    }
  }
  return pool;
}

function sampleRows(call: Call, n: number, by: By | undefined, seeded: Seeded | undefined) {
  return barrierOp(
    call,
    function* (all, run) {
      const tick = run.ticker(call.span);
      const pool = yield* gathered(call, all, by, run);
      if (pool.rows.length <= n) return yield* pool.rows;
      const weights = yield* pool.weights(tick);
      const places: Iterable<number> = seeded
        ? yield* sampled(weights, n, seeded, tick)
        : yield* drawn(weights, n, run, tick);
      for (const place of places) yield pool.rows.at(place);
    },
    { traits: { barrier: true, ordered: true }, children: by?.plan ? [by.plan] : [] },
  );
}

function sampleItems(call: Call, n: number, seeded: Seeded | undefined) {
  return mapFlowOp(
    call,
    function* (value, run, tick) {
      const items = partsOf(value);
      if (items === undefined) return value;
      if (items.length <= n) return ofSameSort(value, items);
      const chosen: Iterable<number> = seeded
        ? yield* sampledLocal(items.length, n, seeded, tick)
        : yield* drawn(new Float64Array(items.length).fill(1), n, run, tick);
      return ofSameSort(value, yield* listed(itemsAt(items, chosen), n, tick));
    },
    { ordered: true },
  );
}

function* itemsAt(items: readonly unknown[], places: Iterable<number>): Generator<unknown> {
  for (const place of places) yield items[place];
}

export const sample = defineStep({
  name: 'sample',
  dialect: 'tinkerpop',
  group: 'filter',
  signatures: ['sample(n)', 'sample(local, n)'],
  doc: 'So many at random; by() gives weights.',
  example: 'g.V().sample(2)',
  gives: (kind) => kind,
  modulators: ['by'],
  plan(call) {
    const at = offset(call);
    call.expect(at + 1);
    const n = call.integer(at, 0);
    const bys = call.by();
    if (bys.length > 1) throw call.error('sample takes one by at most', call.modulators[1]);
    const seeded = seededOf(call);
    return local(call) ? sampleItems(call, n, seeded) : sampleRows(call, n, bys[0], seeded);
  },
});

export const coin = defineStep({
  name: 'coin',
  dialect: 'tinkerpop',
  group: 'filter',
  signatures: ['coin(probability)'],
  doc: 'Keeps each with this probability.',
  example: 'g.V().coin(0.5)',
  gives: (kind) => kind,
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
          for (let i = 0; i < row.bulk; i++) {
            if (run.tick(call.span)) yield undefined;
            if (random() < Number(p)) yield row.times(1);
          }
        };
      },
      { ordered: true },
    );
  },
});
