/** TinkerPop's steps about the way of a row: path, simplePath, cyclicPath, tree, as, select. */
import type { Step } from '../../1-parse/ast.ts';
import { tokenOf } from '../../2-plan/by.ts';
import type { Call } from '../../2-plan/call.ts';
import { flowOp, mapOp } from '../../2-plan/ops.ts';
import { type Flow, first, type Row, type Trail, unwind } from '../../3-run/row.ts';
import { openChild, type Run } from '../../3-run/run.ts';
import { keyOf } from '../../values/key.ts';
import { Path } from '../../values/value.ts';
import { defineStep } from '../define.ts';
import { lookUpName, openRing, type Pop } from './scope.ts';

export const as = defineStep({
  name: 'as',
  dialect: 'tinkerpop',
  group: 'path',
  signatures: ['as(label…)'],
  doc: 'Gives what is here labels by which later steps find it.',
  example: "g.V().as('a').out().as('b').select('a', 'b')",
  gives: (kind) => kind,
  plan(call) {
    call.expect(1, Number.POSITIVE_INFINITY);
    const labels = call.strings();
    return call.op({
      traits: { bulks: true },
      fact: { is: 'labels', labels },
      open: (run) =>
        function* (rows) {
          for (const row of rows) yield row && run.label(row, labels);
        },
    });
  },
});

function labelArg(call: Call, name: string): string | undefined {
  const step: Step | undefined = call.modulated(name).at(-1);
  return step ? call.modulator(step).string(0, 'a label') : undefined;
}

/** The stretch of the way that `from` and `to` cut out. */
function between(call: Call): (trail: Trail | undefined) => readonly Trail[] {
  const [from, to] = [labelArg(call, 'from'), labelArg(call, 'to')];
  return (trail) => {
    const entries = unwind(trail);
    const start = from === undefined ? 0 : entries.findIndex((entry) => entry.labels.includes(from));
    if (start < 0) throw new Error(`The way has no label '${from}'`);
    const end = to === undefined ? entries.length : entries.findLastIndex((entry) => entry.labels.includes(to)) + 1;
    if (end === 0 && to !== undefined) throw new Error(`The way has no label '${to}'`);
    if (end <= start) throw new Error(`'${from}' comes after '${to}' on the way`);
    return entries.slice(start, end);
  };
}

const unlabelled: (readonly (readonly string[])[])[] = [];

/** Ways without labels share one list of none. */
function labelsOf(entries: readonly Trail[]): readonly (readonly string[])[] {
  if (entries.some(({ labels }) => labels.length > 0)) return entries.map(({ labels }) => labels);
  unlabelled[entries.length] ??= entries.map(({ labels }) => labels);
  return unlabelled[entries.length]!;
}

export const path = defineStep({
  name: 'path',
  dialect: 'tinkerpop',
  group: 'path',
  signatures: ['path()'],
  doc: 'Everything that the row was on its way here; by() says what of each.',
  example: "g.V().out().out().path().by('name')",
  gives: 'any',
  modulators: ['by', 'from', 'to'],
  plan(call) {
    call.expect(0);
    const cut = between(call);
    const bys = call.by();
    return flowOp(
      call,
      bys.flatMap((by) => by.plan ?? []),
      (run) => {
        const ring = openRing(bys, run);
        return function* (row) {
          const entries = cut(row.trail);
          // Of its own length at once: one that grows keeps room for more, in each of a million paths.
          const objects = entries.map(({ value }) => value);
          for (let i = 0; i < (bys.length > 0 ? objects.length : 0); i++) {
            const value = yield* ring(i)(row.holding(objects[i]));
            if (value === undefined) return;
            objects[i] = value;
          }
          yield run.move(row, new Path(labelsOf(entries), objects));
        };
      },
      { needsTrail: true },
    );
  },
});

function repeating(name: string, wanted: boolean, doc: string) {
  return defineStep({
    name,
    dialect: 'tinkerpop',
    group: 'path',
    signatures: [`${name}()`],
    doc,
    example: `g.V(1).both().both().${name}()`,
    gives: (kind) => kind,
    modulators: ['by', 'from', 'to'],
    plan(call) {
      call.expect(0);
      const cut = between(call);
      const bys = call.by();
      return flowOp(
        call,
        bys.flatMap((by) => by.plan ?? []),
        (run) => {
          const ring = openRing(bys, run);
          return function* (row) {
            const seen = new Set<unknown>();
            let repeats = false;
            for (const [i, entry] of cut(row.trail).entries()) {
              const value = yield* ring(i)(row.holding(entry.value));
              if (value === undefined) return;
              const key = keyOf(value);
              if (seen.has(key)) repeats = true;
              seen.add(key);
            }
            if (repeats === wanted) yield row;
          };
        },
        { needsTrail: true, bulks: false },
      );
    },
  });
}

export const simplePath = repeating('simplePath', false, 'Keeps rows that were at no object twice.');
export const cyclicPath = repeating('cyclicPath', true, 'Keeps rows that were at some object twice.');

function popOf(call: Call): { pop: Pop | undefined; from: number } {
  const token = call.token(0, 'Pop');
  return token ? { pop: token.name as Pop, from: 1 } : { pop: undefined, from: 0 };
}

export const select = defineStep({
  name: 'select',
  dialect: 'tinkerpop',
  group: 'path',
  signatures: ['select(label…)', 'select(Pop, label…)', 'select(keys)', 'select(values)', 'select(traversal)'],
  doc: 'What was labelled or remembered under a name, or what a map has under a key; of several names a map.',
  example: "g.V().as('a').out().as('b').select('a', 'b').by('name')",
  gives: 'any',
  modulators: ['by'],
  plan(call) {
    call.expect(1, Number.POSITIVE_INFINITY);
    const column = call.token(0, 'Column');
    if (column) return mapOp(call, (value) => tokenOf(value, column));
    const { pop, from } = popOf(call);
    if (call.is(from, 'traversal')) return selectComputed(call, from, pop);
    const token = call.token(from, 'T');
    if (token) return mapOp(call, (value) => (value instanceof Map ? value.get(token) : undefined));
    const names = call.strings(from);
    // Of one name only the last modulator counts.
    const bys = names.length === 1 ? call.by().slice(-1) : call.by();
    return flowOp(
      call,
      bys.flatMap((by) => by.plan ?? []),
      (run) => {
        const ring = openRing(bys, run);
        return function* (row) {
          const value = yield* selected(run, row, names, pop, ring);
          if (value !== undefined) yield run.move(row, value);
        };
      },
      { needsLabels: true },
    );
  },
});

function* selected(
  run: Run,
  row: Row,
  names: readonly string[],
  pop: Pop | undefined,
  ring: ReturnType<typeof openRing>,
): Flow<unknown> {
  const found = new Map<unknown, unknown>();
  for (const [i, name] of names.entries()) {
    const value = yield* lookUpName(run, row, name, pop);
    if (value === undefined) return undefined;
    const through = yield* ring(i)(row.holding(value));
    if (through === undefined) return undefined;
    found.set(name, through);
  }
  return names.length === 1 ? found.get(names[0]) : found;
}

/** The key is what the traversal gives. */
function selectComputed(call: Call, from: number, pop: Pop | undefined) {
  const plan = call.child(from);
  const bys = call.by();
  return flowOp(
    call,
    [plan, ...bys.flatMap((by) => by.plan ?? [])],
    (run) => {
      const [child, ring] = [openChild(plan, run), openRing(bys, run)];
      return function* (row) {
        const key = yield* first(child(row));
        if (!key) return;
        const { value: of } = row;
        const value =
          of instanceof Map && of.has(key.value)
            ? of.get(key.value)
            : yield* lookUpName(run, row, String(key.value), pop);
        const through = value === undefined ? undefined : yield* ring(0)(row.holding(value));
        if (through !== undefined) yield run.move(row, through);
      };
    },
    { needsLabels: true },
  );
}
