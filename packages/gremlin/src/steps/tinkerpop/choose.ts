/** TinkerPop's choose and branch: which traversal a row takes depends on what another gives. */
import type { Arg, Step } from '../../1-parse/ast.ts';
import { tokenOf } from '../../2-plan/by.ts';
import type { Call } from '../../2-plan/call.ts';
import type { Op, Plan } from '../../2-plan/plan.ts';
import { type Flow, first, type Row, type Rows } from '../../3-run/row.ts';
import { open, openChild, type Run } from '../../3-run/run.ts';
import { WaitingRows } from '../../3-run/waiting.ts';
import type { Test } from '../../predicates/define.ts';
import { Token } from '../../values/value.ts';
import { defineStep } from '../define.ts';
import { testOf } from './tests.ts';

/** Says what decides at a row; `undefined` where nothing does. */
type Decide = (run: Run) => (row: Row) => Flow<unknown>;

interface Option {
  readonly test: Test | 'any' | 'none' | 'unproductive';
  readonly plan: Plan;
}

interface Branching {
  readonly decide: Decide;
  readonly options: readonly Option[];
  /** Whether a row goes by every option that fits, or by the first. */
  readonly all: boolean;
  /** Whether a row that fits no option passes as it is. */
  readonly passes: boolean;
  readonly children: readonly Plan[];
}

function optionOf(call: Call, step: Step): Option {
  const args: readonly Arg[] = step.args ?? [];
  const body = args.at(-1);
  if (body?.kind !== 'traversal') throw call.error('option takes a traversal last', step);
  const plan = call.builder.child(body, call.input);
  if (args.length === 1) return { test: 'none', plan };
  const pick = args[0]!;
  if (pick.kind === 'traversal') throw call.error('option takes a value or a predicate first', pick);
  const value = call.builder.isPredicate(pick) ? undefined : call.builder.valueOf(pick);
  if (value instanceof Token && value.group === 'Pick')
    return { test: value.name as 'any' | 'none' | 'unproductive', plan };
  return { test: testOf(call, pick), plan };
}

/** The options for a deciding value, by the rules of `Pick`. */
function fitting(branching: Branching, value: unknown): Option[] {
  const { options, all } = branching;
  const unproductive = value === undefined ? options.filter((one) => one.test === 'unproductive') : [];
  if (value === undefined && !all) return unproductive.slice(0, 1);
  const found = options.filter((one) => typeof one.test === 'function' && value !== undefined && one.test(value));
  const chosen = all ? [...unproductive, ...found] : found.slice(0, 1);
  const others = chosen.length > 0 ? [] : options.filter((one) => one.test === 'none').slice(0, 1);
  return [...chosen, ...others, ...options.filter((one) => one.test === 'any')];
}

/** Rows go to their options; where an option looks at all its rows, all are sorted out first. */
function branchOp(call: Call, branching: Branching): Op {
  const plans = branching.options.map((one) => one.plan);
  const gathers = plans.some((plan) => plan.barrier);
  return call.op({
    children: [...branching.children, ...plans],
    traits: { barrier: gathers, bulks: !gathers },
    open: (run) => {
      const decide = branching.decide(run);
      const opened = new Map(branching.options.map((one) => [one, open(one.plan, run)]));
      const waiting = new Map(branching.options.map((one) => [one, new WaitingRows()]));
      const route = function* (rows: Rows): Generator<Row | undefined> {
        for (const row of rows) {
          if (row === undefined || run.tick(call.span)) yield undefined;
          if (row === undefined) continue;
          const value = yield* decide(row);
          const options = fitting(branching, value);
          if (options.length === 0 && branching.passes) yield row;
          for (const option of options) {
            if (gathers) {
              run.hold(1, call.span);
              waiting.get(option)!.push(row);
            } else yield* opened.get(option)!([row]);
          }
        }
      };
      return function* (rows) {
        yield* route(rows);
        if (!gathers) return;
        for (const [option, held] of waiting) {
          if (held.length === 0) continue;
          waiting.set(option, new WaitingRows());
          run.release(held.length);
          yield* opened.get(option)!(held);
        }
      };
    },
  });
}

function byTraversal(plan: Plan): Decide {
  return (run) => {
    const child = openChild(plan, run);
    return function* (row) {
      return (yield* first(child(row)))?.value;
    };
  };
}

/** True or false: whether the traversal gives anything. */
function whether(plan: Plan): Decide {
  return (run) => {
    const child = openChild(plan, run);
    return function* (row) {
      return (yield* first(child(row))) !== undefined;
    };
  };
}

function byValue(read: (value: unknown) => unknown): Decide {
  return () =>
    // biome-ignore lint/correctness/useYield: a flow that never has to pause
    function* (row) {
      return read(row.value);
    };
}

/** What decides: a traversal, a token, or a predicate on the row itself. */
function decision(call: Call): { decide: Decide; children: Plan[]; plan?: Plan } {
  const token = call.token(0, 'T');
  if (token) return { decide: byValue((value) => tokenOf(value, token)), children: [] };
  if (call.is(0, 'predicate')) {
    const test = testOf(call, call.args[0]!);
    return { decide: byValue(test), children: [] };
  }
  const plan = call.child(0, call.input);
  return { decide: byTraversal(plan), children: [plan], plan };
}

function yesOrNo(call: Call): Branching {
  const { decide, children, plan } = decision(call);
  const options: Option[] = [{ test: (value) => value === true, plan: call.child(1, call.input) }];
  if (call.args.length > 2) options.push({ test: (value) => value === false, plan: call.child(2, call.input) });
  return { decide: plan ? whether(plan) : decide, options, all: false, passes: call.args.length < 3, children };
}

export const choose = defineStep({
  name: 'choose',
  dialect: 'tinkerpop',
  group: 'branch',
  signatures: [
    'choose(traversal or predicate, then)',
    'choose(traversal or predicate, then, else)',
    'choose(traversal or T).option(value, then)…',
  ],
  doc: 'Takes one traversal or the other; or the first option that fits what the traversal gives. A row that fits none passes as it is.',
  example: "g.V().choose(hasLabel('person'), out('created'), in('created'))",
  gives: 'any',
  modulators: ['option'],
  plan(call) {
    call.expect(1, 3);
    if (call.args.length > 1) return branchOp(call, yesOrNo(call));
    const { decide, children } = decision(call);
    const options = call.modulated('option').map((step) => optionOf(call, step));
    if (options.some((one) => one.test === 'any'))
      throw call.error('choose takes one option for each row; any is for branch');
    return branchOp(call, { decide, options, all: false, passes: true, children });
  },
});

export const branch = defineStep({
  name: 'branch',
  dialect: 'tinkerpop',
  group: 'branch',
  signatures: ['branch(traversal or T).option(value, then)…'],
  doc: 'Takes every option that fits what the traversal gives.',
  example: "g.V().branch(label()).option('person', out()).option(any, identity())",
  gives: 'any',
  modulators: ['option'],
  plan(call) {
    call.expect(1);
    const { decide, children } = decision(call);
    const options = call.modulated('option').map((step) => optionOf(call, step));
    return branchOp(call, { decide, options, all: true, passes: false, children });
  },
});
