/** Memory on the side: what aggregate, group, tree and others keep under a name, and cap brings back. */

import { type By, openBy } from '../../2-plan/by.ts';
import type { Call } from '../../2-plan/call.ts';
import { add, callOf } from '../../2-plan/operators.ts';
import { barrierOp, flowOp } from '../../2-plan/ops.ts';
import type { Op } from '../../2-plan/plan.ts';
import { listed, type Tick } from '../../3-run/pausing.ts';
import type { Flow, Row } from '../../3-run/row.ts';
import type { Run } from '../../3-run/run.ts';
import { WaitingRows } from '../../3-run/waiting.ts';
import type { EdgeElement, NodeElement } from '../../reader.ts';
import { ValueMap } from '../../values/key.ts';
import { numeric } from '../../values/number.ts';
import { SpreadMap } from '../../values/spread-map.ts';
import { isEdge } from '../../values/value.ts';
import { defineStep } from '../define.ts';
import { Pending, PendingList } from './scope.ts';

/** Adds to the list under a name; a reducer given by withSideEffect joins instead. */
function remember(run: Run, name: string, value: unknown, tick: Tick): void {
  const kept = run.sideEffects.get(name);
  const reducer = run.reducers.get(name);
  if (reducer) run.sideEffects.set(name, reducer(kept, Array.isArray(kept) || kept instanceof Set ? [value] : value));
  else if (kept instanceof PendingList) kept.push(value);
  else if (kept instanceof Set) kept.add(value);
  else {
    const before = Array.isArray(kept) ? kept : kept === undefined ? [] : [kept];
    run.sideEffects.set(name, new PendingList(tick, [...before, value]));
  }
}

/** Keeps what is read of rows under a name. */
function openMemory(call: Call, name: string, by: By | undefined, run: Run): (row: Row) => Flow<void> {
  const read = by ? openBy(by, run) : undefined;
  const tick = run.ticker(call.span);
  // So that cap finds a list where nothing came.
  if (!run.sideEffects.has(name)) run.sideEffects.set(name, new PendingList(tick));
  return function* (row) {
    if (tick()) yield undefined;
    const value = read ? yield* read(row) : row.value;
    if (value === undefined) return;
    run.hold(row.bulk, call.span);
    for (let i = 0; i < row.bulk; i++) {
      if (tick()) yield undefined;
      remember(run, name, value, tick);
    }
  };
}

function lazily(call: Call, name: string): Op {
  const by = call.by()[0];
  return flowOp(
    call,
    by?.plan ? [by.plan] : [],
    (run) => {
      const keep = openMemory(call, name, by, run);
      return function* (row) {
        yield* keep(row);
        yield row;
      };
    },
    { needsLabels: true },
  );
}

export const aggregate = defineStep({
  name: 'aggregate',
  dialect: 'tinkerpop',
  group: 'side',
  signatures: ['aggregate(name)'],
  doc: 'Keeps all that comes in a list under a name, then passes it on.',
  example: "g.V().out().aggregate('x').in().where(within('x'))",
  gives: (kind) => kind,
  modulators: ['by'],
  plan(call) {
    const scope = call.token(0, 'Scope');
    call.expect(scope ? 2 : 1);
    const name = call.string(scope ? 1 : 0, 'a name');
    const bys = call.by();
    if (bys.length > 1) throw call.error('aggregate takes one by at most', call.modulators[1]);
    if (scope?.name === 'local') return lazily(call, name);
    return call.op({
      children: bys.flatMap((by) => by.plan ?? []),
      traits: { barrier: true, needsLabels: true },
      open: (run) => {
        const keep = openMemory(call, name, bys[0], run);
        return function* (rows) {
          const all = new WaitingRows();
          for (const row of rows) {
            if (row === undefined || run.tick(call.span)) yield undefined;
            if (row === undefined) continue;
            run.hold(1, call.span);
            all.push(row);
          }
          for (const row of all) yield* keep(row);
          yield* all;
        };
      },
    });
  },
});

export const store = defineStep({
  name: 'store',
  dialect: 'tinkerpop',
  group: 'side',
  signatures: ['store(name)'],
  doc: 'Keeps what comes in a list under a name, one row at a time.',
  example: "g.V().store('x').cap('x')",
  gives: (kind) => kind,
  modulators: ['by'],
  plan(call) {
    call.expect(1);
    return lazily(call, call.string(0, 'a name'));
  },
});

export const cap = defineStep({
  name: 'cap',
  dialect: 'tinkerpop',
  group: 'side',
  signatures: ['cap(name…)'],
  doc: 'When all has come, what was kept under the name; of several names a map.',
  example: "g.V().groupCount('n').by(label).cap('n')",
  gives: 'any',
  plan(call) {
    call.expect(1, Number.POSITIVE_INFINITY);
    const names = call.strings();
    return barrierOp(
      call,
      function* (rows, run) {
        void rows;
        const found = new Map<unknown, unknown>();
        for (const name of names) {
          const kept = run.sideEffects.get(name);
          const value = kept instanceof Pending ? yield* kept.look() : kept;
          if (value !== undefined) found.set(name, value);
          else if (names.length === 1) throw new Error(`Nothing was kept as '${name}'`);
        }
        yield run.start(names.length === 1 ? found.get(names[0]) : found);
      },
      { traits: { barrier: true, reduces: true, needsLabels: true } },
    );
  },
});

export const barrier = defineStep({
  name: 'barrier',
  dialect: 'tinkerpop',
  group: 'side',
  signatures: ['barrier()', 'barrier(n)', 'barrier(normSack)'],
  doc: 'Waits until all rows have come.',
  example: 'g.V().out().barrier().out()',
  gives: (kind) => kind,
  plan(call) {
    call.expect(0, 1);
    const norm = call.token(0, 'Barrier') !== undefined;
    return barrierOp(call, function* (rows, run) {
      if (norm) yield* normalised(rows);
      else if (run.merges) yield* joined(rows, run.sackMerge).map((row) => row.times(1));
      else if (run.sackMerge) yield* joined(rows, run.sackMerge);
      else yield* rows;
    });
  },
});

/** Merges equal rows and joins their sacks. */
function* joined(rows: Iterable<Row>, join: Run['sackMerge']): Generator<Row> {
  const merged = new ValueMap<Row>();
  for (const row of rows) {
    const before = merged.get(row.value);
    merged.set(
      row.value,
      before ? before.withSack(join ? join(before.sack, row.sack) : before.sack).times(before.bulk + row.bulk) : row,
    );
  }
  for (const [, row] of merged) yield row;
}

/** Merges equal rows, adding up their sacks, and scales the sacks so that they sum to one. */
function* normalised(rows: Iterable<Row>): Generator<Row> {
  const merged = new ValueMap<Row>();
  for (const row of rows) {
    const before = merged.get(row.value);
    merged.set(row.value, before ? row.withSack(add(before.sack, row.sack)).times(1) : row);
  }
  let total = 0;
  for (const [, row] of merged) total += Number(row.sack);
  for (const [, row] of merged) yield row.withSack(numeric(Number(row.sack) / total, 'double'));
}

export const sack = defineStep({
  name: 'sack',
  dialect: 'tinkerpop',
  group: 'side',
  signatures: ['sack()', 'sack(Operator)'],
  doc: 'What is in the sack; or joins what by() says to what is in it.',
  example: "g.withSack(0).V().outE().sack(sum).by('weight').sack()",
  gives: (kind) => kind,
  modulators: ['by'],
  plan(call) {
    call.expect(0, 1);
    if (call.args.length === 0)
      return flowOp(
        call,
        [],
        (run) =>
          function* (row) {
            yield run.move(row, row.sack === undefined ? null : row.sack);
          },
        { needsLabels: true },
      );
    const operator = callOf(call.token(0, 'Operator'), call);
    const [by, another] = call.by();
    if (another) throw call.error('sack takes one by at most', call.modulators[1]);
    return flowOp(
      call,
      by?.plan ? [by.plan] : [],
      (run) => {
        const read = by ? openBy(by, run) : undefined;
        return function* (row) {
          const value = read ? yield* read(row) : row.value;
          if (value !== undefined) yield row.withSack(operator(row.sack, value));
        };
      },
      { needsLabels: true },
    );
  },
});

/** The graph that `subgraph` gathers. */
class Part {
  readonly #nodes = new SpreadMap<NodeElement>();
  readonly #edges = new SpreadMap<EdgeElement>();
  readonly #tick: Tick;

  constructor(tick: Tick) {
    this.#tick = tick;
  }

  get size(): number {
    return this.#edges.size;
  }

  add(edge: EdgeElement, run: Run): void {
    this.#edges.set(edge.id, edge);
    for (const end of [edge.from, edge.to]) {
      const node = run.reader.node(end);
      if (node) this.#nodes.set(end, node);
    }
  }

  *toGraph(): Flow<{ nodes: NodeElement[]; edges: EdgeElement[] }> {
    const nodes = yield* listed(this.#nodes.values(), this.#nodes.size, this.#tick);
    return { nodes, edges: yield* listed(this.#edges.values(), this.#edges.size, this.#tick) };
  }
}

class PendingPart extends Pending {
  readonly part: Part;

  constructor(part: Part) {
    super(
      () => part.toGraph(),
      () => part.size,
    );
    this.part = part;
  }
}

export const subgraph = defineStep({
  name: 'subgraph',
  dialect: 'tinkerpop',
  group: 'side',
  signatures: ['subgraph(name)'],
  doc: 'Keeps the edges that come, with their ends, as a graph under a name.',
  example: "g.E().hasLabel('knows').subgraph('s').cap('s')",
  gives: (kind) => kind,
  plan(call) {
    call.expect(1);
    const name = call.string(0, 'a name');
    return flowOp(
      call,
      [],
      (run) => {
        const before = run.sideEffects.get(name);
        const part = before instanceof PendingPart ? before.part : new Part(run.ticker(call.span));
        run.sideEffects.set(name, new PendingPart(part));
        return function* (row) {
          if (!isEdge(row.value)) throw new Error('subgraph keeps edges');
          part.add(row.value, run);
          yield row;
        };
      },
      { needsLabels: true },
    );
  },
});
