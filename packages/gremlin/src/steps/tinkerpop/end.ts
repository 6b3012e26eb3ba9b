/** Ends of a traversal that only say how to fetch it, and steps that stop it. */
import { filterOp, mapOp } from '../../2-plan/ops.ts';
import { GremlinError } from '../../errors.ts';
import { defineStep, type StepSpec } from '../define.ts';
import { rangeOp } from '../skydive/page.ts';

function terminal(name: string, doc: string, plan: StepSpec['plan'], signatures = [`${name}()`]): StepSpec {
  return defineStep({
    name,
    dialect: 'tinkerpop',
    group: 'end',
    signatures,
    doc,
    example: `g.V().${name}()`,
    gives: (kind) => kind,
    plan,
  });
}

const asItIs: StepSpec['plan'] = (call) => call.op({ fact: { is: 'identity' }, open: () => (rows) => rows });

const nothing: StepSpec['plan'] = (call) => filterOp(call, () => false);

export const ends: readonly StepSpec[] = [
  terminal('toList', 'All rows, as they come anyway.', asItIs),
  terminal('toSet', 'Each distinct row once.', (call) => call.builder.step('dedup', call)),
  terminal('toBulkSet', 'All rows, as they come anyway.', asItIs),
  terminal(
    'next',
    'The first row, or the first n. After G it says no more than toList, unless it says how many.',
    (call) => {
      if (call.args.length > 0) return rangeOp(call, 0, call.integer(0, 0));
      return call.builder.root === 'G' ? asItIs(call) : rangeOp(call, 0, 1);
    },
    ['next()', 'next(n)'],
  ),
  terminal('tryNext', 'The first row, if there is one.', (call) => rangeOp(call, 0, 1)),
  terminal('hasNext', 'Whether there is a row.', (call) =>
    [rangeOp(call, 0, 1), call.builder.step('count', call), mapOp(call, (n) => Number(n) > 0)].flat(),
  ),
  terminal('iterate', 'Runs the query and answers nothing.', nothing),
  terminal('discard', 'Lets nothing through.', nothing),
];

/** Taken off the end of a query before it is planned; in any other place they are refused. */
export const questions: readonly StepSpec[] = (['explain', 'profile'] as const).map((name) =>
  terminal(
    name,
    name === 'explain' ? 'The plan of the query instead of its answer.' : 'What each step cost instead of the answer.',
    (call) => {
      throw call.error(`${name} stands at the end of a query`);
    },
  ),
);

export const fail = defineStep({
  name: 'fail',
  dialect: 'tinkerpop',
  group: 'end',
  signatures: ['fail()', 'fail(message)'],
  doc: 'Ends the query with an error when a row comes here.',
  example: "g.V().coalesce(has('age'), fail('no age'))",
  gives: (kind) => kind,
  plan(call) {
    call.expect(0, 1);
    const message = call.args.length > 0 ? call.string(0, 'a message') : 'The query asked to fail';
    return filterOp(
      call,
      () => {
        throw new GremlinError('FAIL', message, call.span);
      },
      { traits: { filters: false } },
    );
  },
});

export const timeLimit = defineStep({
  name: 'timeLimit',
  dialect: 'tinkerpop',
  group: 'filter',
  signatures: ['timeLimit(milliseconds)'],
  doc: 'Lets rows through until so many milliseconds have gone by.',
  example: 'g.V().repeat(both()).timeLimit(10)',
  gives: (kind) => kind,
  plan(call) {
    call.expect(1);
    const length = call.integer(0, 0);
    return call.op({
      traits: { ordered: true },
      open: (run) =>
        function* (rows) {
          const { clock } = run.environment;
          const end = clock() + length;
          for (const row of rows) {
            if (clock() > end) return;
            yield row;
          }
        },
    });
  },
});
