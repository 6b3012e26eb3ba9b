/** TinkerPop's steps that go by another traversal: map, flatMap, sideEffect, coalesce, optional, local. */
import { flowOp } from '../../2-plan/ops.ts';
import { first } from '../../3-run/row.ts';
import { openChild } from '../../3-run/run.ts';
import { defineStep } from '../define.ts';

export const map = defineStep({
  name: 'map',
  dialect: 'tinkerpop',
  group: 'branch',
  signatures: ['map(traversal)'],
  doc: 'The first that the traversal gives for each row.',
  example: "g.V().map(values('name'))",
  gives: 'any',
  plan(call) {
    call.expect(1);
    const plan = call.child(0, call.input);
    return flowOp(call, [plan], (run) => {
      const child = openChild(plan, run);
      return function* (row) {
        const found = yield* first(child(row));
        if (found) yield run.move(row, found.value);
      };
    });
  },
});

export const flatMap = defineStep({
  name: 'flatMap',
  dialect: 'tinkerpop',
  group: 'branch',
  signatures: ['flatMap(traversal)'],
  doc: 'All that the traversal gives for each row, as one step of the way.',
  example: 'g.V().flatMap(out().out())',
  gives: 'any',
  plan(call) {
    call.expect(1);
    const plan = call.child(0, call.input);
    return flowOp(call, [plan], (run) => {
      const child = openChild(plan, run);
      return function* (row) {
        for (const found of child(row)) {
          if (found === undefined) yield undefined;
          else for (let i = 0; i < found.bulk / row.bulk; i++) yield run.move(row, found.value);
        }
      };
    });
  },
});

export const sideEffect = defineStep({
  name: 'sideEffect',
  dialect: 'tinkerpop',
  group: 'branch',
  signatures: ['sideEffect(traversal)'],
  doc: 'Runs the traversal for what it keeps on the side, and passes the row on.',
  example: "g.V().sideEffect(out().aggregate('x')).cap('x')",
  gives: (kind) => kind,
  plan(call) {
    call.expect(1);
    const plan = call.child(0, call.input);
    return flowOp(call, [plan], (run) => {
      const child = openChild(plan, run);
      return function* (row) {
        for (const found of child(row)) if (found === undefined) yield undefined;
        yield row;
      };
    });
  },
});

export const coalesce = defineStep({
  name: 'coalesce',
  dialect: 'tinkerpop',
  group: 'branch',
  signatures: ['coalesce(traversal…)'],
  doc: 'What the first traversal gives that gives anything.',
  example: "g.V().coalesce(values('age'), constant(0))",
  gives: 'any',
  plan(call) {
    const plans = call.childPlans(0, call.input);
    return flowOp(call, plans, (run) => {
      const children = plans.map((plan) => openChild(plan, run));
      return function* (row) {
        for (const child of children) {
          let any = false;
          for (const found of child(row)) {
            if (found !== undefined) any = true;
            yield found && run.move(row, found.value).times(found.bulk);
          }
          if (any) return;
        }
      };
    });
  },
});

export const optional = defineStep({
  name: 'optional',
  dialect: 'tinkerpop',
  group: 'branch',
  signatures: ['optional(traversal)'],
  doc: 'What the traversal gives, or the row itself where it gives nothing.',
  example: "g.V().optional(out('created'))",
  gives: 'any',
  plan(call) {
    call.expect(1);
    const plan = call.child(0, call.input);
    return flowOp(call, [plan], (run) => {
      const child = openChild(plan, run);
      return function* (row) {
        let any = false;
        for (const found of child(row)) {
          if (found !== undefined) any = true;
          yield found;
        }
        if (!any) yield row;
      };
    });
  },
});

export const local = defineStep({
  name: 'local',
  dialect: 'tinkerpop',
  group: 'branch',
  signatures: ['local(traversal)'],
  doc: 'Runs the traversal for each row alone, so that limits and folds in it are about that row.',
  example: 'g.V().local(outE().limit(1))',
  gives: 'any',
  plan(call) {
    call.expect(1);
    const plan = call.child(0, call.input);
    return flowOp(call, [plan], (run) => {
      const child = openChild(plan, run);
      return function* (row) {
        for (let i = 0; i < row.bulk; i++) yield* child(row.times(1));
      };
    });
  },
});
