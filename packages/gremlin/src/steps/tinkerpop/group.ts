/** TinkerPop's group and groupCount. */

import { type By, byIdentity, openBy } from '../../2-plan/by.ts';
import type { Call } from '../../2-plan/call.ts';
import type { Op } from '../../2-plan/plan.ts';
import { keyPausing, listed, type Tick } from '../../3-run/pausing.ts';
import { type Flow, first, Row } from '../../3-run/row.ts';
import { open, type Run } from '../../3-run/run.ts';
import { WaitingRows } from '../../3-run/waiting.ts';
import { type Key, ValueMap } from '../../values/key.ts';
import { numeric } from '../../values/number.ts';
import { Pile } from '../../values/pile.ts';
import { defineStep } from '../define.ts';
import { Pending } from './scope.ts';

/** Gathers rows, and gives a map when all have come. */
interface Grouping {
  add(row: Row): Flow<void>;
  /** How many rows were added. */
  readonly added: number;
  finish(): Flow<Map<unknown, unknown>>;
}

/** Without a name the map is the answer; with one it is kept on the side and the rows pass. */
function groupingOp(call: Call, name: string | undefined, bys: readonly By[], start: (run: Run) => Grouping): Op {
  const children = bys.flatMap((by) => by.plan ?? []);
  if (name === undefined)
    return call.op({
      children,
      traits: { barrier: true, reduces: true, bulks: true },
      open: (run) =>
        function* (rows) {
          const grouping = start(run);
          for (const row of rows) {
            if (row === undefined || run.tick(call.span)) yield undefined;
            if (row === undefined) continue;
            run.hold(1, call.span);
            yield* grouping.add(row);
          }
          yield run.start(yield* grouping.finish());
        },
    });
  return call.op({
    children,
    traits: { needsLabels: true, remembers: true },
    open: (run) => {
      const grouping = start(run);
      run.sideEffects.set(
        name,
        new Pending(
          () => grouping.finish(),
          () => grouping.added,
        ),
      );
      return function* (rows) {
        for (const row of rows) {
          if (row === undefined || run.tick(call.span)) yield undefined;
          if (row === undefined) continue;
          run.hold(1, call.span);
          yield* grouping.add(row);
          yield row;
        }
      };
    },
  });
}

/** Rows by their keys. */
class Groups {
  /** Most groups of many are of one row, which is kept as it is. */
  readonly #byKey = new ValueMap<Row | WaitingRows>();
  #added = 0;

  /** How many rows have come. */
  get added(): number {
    return this.#added;
  }

  get size(): number {
    return this.#byKey.size;
  }

  /** Adds a row to its group. `id` is what `keyOf` says of the key. */
  add(key: unknown, id: Key, row: Row): void {
    this.#added++;
    const group = this.#byKey.get(key, id);
    if (group instanceof WaitingRows) group.push(row);
    else if (group === undefined) this.#byKey.set(key, row, id);
    else {
      const both = new WaitingRows();
      both.push(group);
      both.push(row);
      this.#byKey.set(key, both, id);
    }
  }

  /** Makes the group one row, which stands for one more. */
  count(key: unknown, id: Key, row: Row): void {
    this.#added++;
    const [before] = listOf(this.#byKey.get(key, id) ?? []);
    this.#byKey.set(key, before ? before.times(before.bulk + row.bulk) : row, id);
  }

  *[Symbol.iterator](): Generator<[unknown, Iterable<Row>]> {
    for (const [key, group] of this.#byKey) yield [key, listOf(group)];
  }
}

function listOf(group: Row | Iterable<Row>): Iterable<Row> {
  return group instanceof Row ? [group] : group;
}

const shared = new WeakMap<Run, Map<string, Groups>>();

/** The groups that grow under a name, however many steps and however often they add to it in one run. */
function groupsOf(run: Run, name: string | undefined): Groups {
  if (name === undefined) return new Groups();
  const named = shared.get(run) ?? new Map<string, Groups>();
  shared.set(run, named);
  const groups = named.get(name) ?? new Groups();
  named.set(name, groups);
  return groups;
}

/** What the groups are of, and who is told when there are too many of them. */
interface Grouped {
  readonly run: Run;
  readonly call: Call;
  readonly name: string | undefined;
}

/** Counts are kept as rows, too, one for each key, so that steps may share a name. */
function counting({ run, call, name }: Grouped, by: By): Grouping {
  const read = openBy(by, run);
  const groups = groupsOf(run, name);
  const tick = run.ticker(call.span);
  return {
    get added() {
      return groups.added;
    },
    *add(row) {
      const key = yield* read(row);
      if (key === undefined) return;
      groups.count(key, yield* keyPausing(key, tick), row);
      run.grown(groups.size, call.span);
    },
    *finish() {
      const found = new Map<unknown, unknown>();
      for (const [key, [row]] of groups) {
        if (tick()) yield undefined;
        found.set(key, numeric(row!.bulk, 'long'));
      }
      return found;
    },
  };
}

/** The key of a row; by a traversal that gives nothing the row belongs nowhere. */
function grouping({ run, call, name }: Grouped, keyBy: By, valueBy: By): Grouping {
  const read = openBy(keyBy, run);
  const groups = groupsOf(run, name);
  const tick = run.ticker(call.span);
  return {
    get added() {
      return groups.added;
    },
    *add(row) {
      const key = yield* read(row);
      if (key === undefined) return;
      groups.add(key, yield* keyPausing(key, tick), row);
      run.grown(groups.size, call.span);
    },
    *finish() {
      const found = new Map<unknown, unknown>();
      for (const [key, rows] of groups) {
        if (tick()) yield undefined;
        const value = yield* valueOfGroup(run, rows, valueBy, tick);
        if (value !== undefined) found.set(key, value);
      }
      return found;
    },
  };
}

/**
 * A key or token is read of each row, and the values listed. A traversal that looks at all rows before it answers, or counts
 * them, is run over the whole group; of any other the first answer for the last row that has one counts.
 */
function* valueOfGroup(run: Run, rows: Iterable<Row>, by: By, tick: Tick): Flow<unknown> {
  const { plan } = by;
  if (plan && !plan.ops.every((op) => op.fact?.is === 'identity')) {
    const transform = open(plan, run);
    const whole = plan.barrier || plan.ops.some((op) => op.fact?.is === 'range');
    if (whole) return (yield* first(transform(rows)))?.value;
    let last: unknown = by.productive ? null : undefined;
    for (const row of rows) last = ((yield* first(transform([row]))) ?? { value: last }).value;
    return last;
  }
  // A strategy that makes by() productive does not reach what is listed.
  const read = openBy({ ...by, productive: false }, run);
  const values = new Pile<unknown>();
  for (const row of rows) {
    const value = yield* read(row);
    for (let i = 0; i < row.bulk; i++) {
      if (tick()) yield undefined;
      if (value !== undefined) values.push(value);
    }
  }
  return yield* listed(values, values.length, tick);
}

function nameOf(call: Call): string | undefined {
  call.expect(0, 1);
  return call.args.length > 0 ? call.string(0, 'a name') : undefined;
}

export const group = defineStep({
  name: 'group',
  dialect: 'tinkerpop',
  group: 'aggregate',
  signatures: ['group()', 'group(name)'],
  doc: 'A map from keys to what has them: the first by() is the key, the second what is kept of each, or of all where it reduces.',
  example: "g.V().group().by(label).by('name')",
  gives: (kind, step) => (step.args?.length ? kind : 'values'),
  modulators: ['by'],
  plan(call) {
    const name = nameOf(call);
    const bys = call.by();
    if (bys.length > 2) throw call.error('group takes two by at most', call.modulators[2]);
    return groupingOp(call, name, bys, (run) =>
      grouping({ run, call, name }, bys[0] ?? byIdentity, bys[1] ?? byIdentity),
    );
  },
});

export const groupCount = defineStep({
  name: 'groupCount',
  dialect: 'tinkerpop',
  group: 'aggregate',
  signatures: ['groupCount()', 'groupCount(name)'],
  doc: 'A map from keys to how often they come.',
  example: 'g.V().groupCount().by(label)',
  gives: (kind, step) => (step.args?.length ? kind : 'values'),
  modulators: ['by'],
  plan(call) {
    const name = nameOf(call);
    const bys = call.by();
    if (bys.length > 1) throw call.error('groupCount takes one by at most', call.modulators[1]);
    return groupingOp(call, name, bys, (run) => counting({ run, call, name }, bys[0] ?? byIdentity));
  },
});
