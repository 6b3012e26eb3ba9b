/** TinkerPop's where: a filter that knows labels. */
import type { Arg, Step, Traversal } from '../../1-parse/ast.ts';
import type { Call } from '../../2-plan/call.ts';
import { flowOp } from '../../2-plan/ops.ts';
import type { Op } from '../../2-plan/plan.ts';
import { compileTest } from '../../2-plan/predicates.ts';
import { type Flow, first, type Row } from '../../3-run/row.ts';
import { openChild, type Run } from '../../3-run/run.ts';
import { findPredicate } from '../../predicates/index.ts';
import { Members } from '../../predicates/members.ts';
import { same } from '../../values/key.ts';
import { defineStep } from '../define.ts';
import { lookUpName, openRing } from './scope.ts';

/** Names of steps that only the planner writes: start at a labelled value, and end at one. */
export const startAt = 'where: from';
export const endAt = 'where: equals';

/** In `where`, `as` at the start of a traversal means where it starts, and at the end what it has to arrive at. */
export function scoped(traversal: Traversal): Traversal {
  const steps = [...traversal.steps];
  const [start] = steps;
  if (start && /^(?:and|or|not)$/.test(start.name))
    steps[0] = { ...start, args: start.args?.map((arg) => (arg.kind === 'traversal' ? scoped(arg) : arg)) };
  if (start?.name === 'as') steps[0] = renamed(start, startAt);
  const end = steps.at(-1)!;
  if (steps.length > 1 && end.name === 'as') steps[steps.length - 1] = renamed(end, endAt);
  return { ...traversal, steps };
}

function renamed(step: Step, name: string): Step {
  return { ...step, name };
}

export const whereStart = defineStep({
  name: startAt,
  dialect: 'tinkerpop',
  group: 'modulate',
  signatures: [],
  doc: '',
  example: '',
  gives: 'any',
  plan(call) {
    const name = call.string(0);
    return flowOp(
      call,
      [],
      (run) =>
        function* (row) {
          const value = yield* lookUpName(run, row, name);
          if (value === undefined) throw new Error(`Nothing is labelled '${name}'`);
          yield run.move(row, value);
        },
      { needsLabels: true },
    );
  },
});

export const whereEnd = defineStep({
  name: endAt,
  dialect: 'tinkerpop',
  group: 'modulate',
  signatures: [],
  doc: '',
  example: '',
  gives: 'any',
  plan(call) {
    const names = call.strings();
    return flowOp(
      call,
      [],
      (run) =>
        function* (row) {
          for (const name of names) {
            const wanted = yield* lookUpName(run, row, name);
            if (wanted === undefined) throw new Error(`Nothing is labelled '${name}'`);
            if (!same(wanted, row.value)) return;
          }
          yield row;
        },
      { needsLabels: true },
    );
  },
});

/** The labels that the operands of one predicate name. */
interface Named {
  readonly names: readonly string[];
  /** Whether it looks things up in what the label stands for. */
  readonly takesList: boolean;
}

/** In the order in which they stand. */
function leaves(arg: Arg, call: Call): Named[] {
  if (arg.kind === 'and' || arg.kind === 'or') return [...leaves(arg.left, call), ...leaves(arg.right, call)];
  if (arg.kind === 'negate') return leaves(arg.of, call);
  if (arg.kind !== 'predicate') throw call.error('Expected a predicate', arg);
  const names = arg.args.flatMap((one) => call.builder.valueOf(one)).map(String);
  return [{ names, takesList: findPredicate(arg.name, call.builder.root)?.takesList ?? false }];
}

/** Lists of no more items than this are read anew for each row. */
const short = 64;

/** Long lists, prepared for looking things up: each is read once, and what has been added since. */
function openLists(run: Run, call: Call): (list: unknown) => Flow<unknown> {
  const known = new WeakMap<readonly unknown[], Members>();
  return function* (list) {
    if (!Array.isArray(list) || list.length <= short) return list;
    const members = known.get(list) ?? new Members();
    known.set(list, members);
    while (members.taken < list.length) {
      if (run.tick(call.span)) yield undefined;
      members.add(list[members.taken]);
    }
    return members;
  };
}

/** The value that a label stands for, through the modulator, which may give nothing. */
function* through(run: Run, row: Row, name: string, read: (row: Row) => Flow<unknown>): Flow<unknown> {
  const value = yield* lookUpName(run, row, name);
  if (value === undefined) throw new Error(`Nothing is labelled '${name}'`);
  return yield* read(row.holding(value));
}

function wherePredicate(call: Call, startName: string | undefined, arg: Arg): Op {
  const groups = leaves(arg, call);
  const bys = call.by();
  return flowOp(
    call,
    bys.flatMap((by) => by.plan ?? []),
    (run) => {
      const ring = openRing(bys, run);
      const prepared = openLists(run, call);
      return function* (row) {
        const start = startName === undefined ? yield* ring(0)(row) : yield* through(run, row, startName, ring(0));
        if (start === undefined) return;
        const operands = new Map<string, unknown>();
        let turn = 1;
        for (const { names, takesList } of groups) {
          const read = ring(turn++);
          for (const name of names) {
            const value = yield* through(run, row, name, read);
            if (value === undefined) return;
            operands.set(name, takesList && names.length === 1 ? yield* prepared(value) : value);
          }
        }
        const resolve = (operand: unknown): unknown =>
          Array.isArray(operand) ? operand.map((one) => operands.get(String(one))) : operands.get(String(operand));
        if (compileTest(call.builder, arg, resolve)(start)) yield row;
      };
    },
    { needsLabels: true },
  );
}

export const where = defineStep({
  name: 'where',
  dialect: 'tinkerpop',
  group: 'filter',
  signatures: ['where(traversal)', 'where(predicate)', 'where(label, predicate)'],
  doc: 'Keeps rows for which the traversal gives something, or whose value passes against labelled ones.',
  example: "g.V().as('a').out('created').in('created').where(neq('a'))",
  gives: (kind) => kind,
  modulators: ['by'],
  plan(call) {
    call.expect(1, 2);
    const [arg, second] = call.args;
    if (second) return wherePredicate(call, call.string(0, 'a label'), second);
    if (call.is(0, 'predicate')) return wherePredicate(call, undefined, arg!);
    if (arg?.kind !== 'traversal') throw call.error('where takes a traversal or a predicate', arg);
    const plan = call.builder.child(scoped(arg), call.input);
    return flowOp(call, [plan], (run) => {
      const child = openChild(plan, run);
      return function* (row) {
        if (yield* first(child(row))) yield row;
      };
    });
  },
});
