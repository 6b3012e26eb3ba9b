/** TinkerPop's filters by traversals: filter, not, and, or. */
import { filterOp, flowOp } from '../../2-plan/ops.ts';
import { first } from '../../3-run/row.ts';
import { openChild } from '../../3-run/run.ts';
import type { StepSpec } from '../define.ts';
import { defineStep } from '../define.ts';
import { testOf } from './tests.ts';

export const filter = defineStep({
  name: 'filter',
  dialect: 'tinkerpop',
  group: 'filter',
  signatures: ['filter(traversal)', 'filter(predicate)'],
  doc: 'Keeps rows for which the traversal gives something.',
  example: "g.V().filter(out('created'))",
  gives: (kind) => kind,
  plan(call) {
    call.expect(1);
    if (call.is(0, 'predicate')) {
      const test = testOf(call, call.args[0]!);
      return filterOp(call, test);
    }
    const plan = call.child(0, call.input);
    return flowOp(call, [plan], (run) => {
      const child = openChild(plan, run);
      return function* (row) {
        if (yield* first(child(row))) yield row;
      };
    });
  },
});

export const not = defineStep({
  name: 'not',
  dialect: 'tinkerpop',
  group: 'filter',
  signatures: ['not(traversal)'],
  doc: 'Keeps rows for which the traversal gives nothing.',
  example: "g.V().not(out('created'))",
  gives: (kind) => kind,
  plan(call) {
    call.expect(1);
    const plan = call.child(0, call.input);
    return flowOp(call, [plan], (run) => {
      const child = openChild(plan, run);
      return function* (row) {
        if (!(yield* first(child(row)))) yield row;
      };
    });
  },
});

function connective(name: 'and' | 'or', doc: string): StepSpec {
  return defineStep({
    name,
    dialect: 'tinkerpop',
    group: 'filter',
    signatures: [`${name}(traversal…)`, `….${name}().…`],
    doc,
    example: `g.V().${name}(out('created'), has('age', gt(30)))`,
    gives: (kind) => kind,
    plan(call) {
      const plans = call.childPlans(0, call.input);
      return flowOp(call, plans, (run) => {
        const children = plans.map((plan) => openChild(plan, run));
        return function* (row) {
          for (const child of children) {
            const found = (yield* first(child(row))) !== undefined;
            if (found !== (name === 'and')) {
              if (found) yield row;
              return;
            }
          }
          if (name === 'and') yield row;
        };
      });
    },
  });
}

export const and = connective(
  'and',
  'Keeps rows for which every traversal gives something; without arguments it joins what stands before and after it.',
);
export const or = connective(
  'or',
  'Keeps rows for which at least one traversal gives something; without arguments it joins what stands before and after it.',
);
