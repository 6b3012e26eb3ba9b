/** Where a TinkerPop traversal starts: nodes, edges, given values; and the settings that may stand before. */

import type { Call } from '../../2-plan/call.ts';
import { callOf } from '../../2-plan/operators.ts';
import { flowOp } from '../../2-plan/ops.ts';
import type { Transform } from '../../3-run/row.ts';
import { open, type Run } from '../../3-run/run.ts';
import { WaitingRows } from '../../3-run/waiting.ts';
import { GremlinError } from '../../errors.ts';
import { isNumber } from '../../values/number.ts';
import { isElement } from '../../values/value.ts';
import { defineStep, type StepSpec } from '../define.ts';
import { scan } from '../skydive/source.ts';
import { restricted } from './strategies.ts';

/** An id as text: a number of any type is that number. */
export function idText(value: unknown): string {
  return String(isNumber(value) ? Number(value) : value);
}

function idsOf(call: Call): string[] | undefined {
  if (call.args.length === 0) return undefined;
  const values = call.values();
  const ids = values
    .flatMap((value) => (Array.isArray(value) || value instanceof Set ? [...value] : [value]))
    .filter((value) => value !== null)
    .map((value) => (isElement(value) ? value.id : idText(value)));
  // An empty list means no restriction, as TinkerPop has it.
  return values.every(isEmpty) ? undefined : ids;
}

function isEmpty(value: unknown): boolean {
  return (Array.isArray(value) && value.length === 0) || (value instanceof Set && value.size === 0);
}

function source(name: 'V' | 'E', of: 'nodes' | 'edges') {
  return defineStep({
    name,
    dialect: 'tinkerpop',
    group: 'source',
    signatures: [`${name}()`, `${name}(id…)`],
    doc: `All ${of}, or those with these ids, once for each row that comes; unknown ids give nothing.`,
    example: `g.${name}()`,
    gives: of,
    plan: (call) => scan(call, of, idsOf(call), false),
  });
}

export const v = source('V', 'nodes');
export const e = source('E', 'edges');

export const inject = defineStep({
  name: 'inject',
  dialect: 'tinkerpop',
  group: 'source',
  signatures: ['inject(value…)'],
  doc: 'Adds these values in front of what comes.',
  example: 'g.inject(1, 2, 3).sum()',
  gives: 'any',
  plan(call) {
    const values = call.values();
    const starts = call.input === 'source';
    const nested = call.builder.nested;
    return call.op({
      traits: { ordered: true },
      open: (run) => (starts ? expanding(run, values) : injecting(run, values, nested)),
    });
  },
});

function expanding(run: Run, values: readonly unknown[]): Transform {
  return function* (rows) {
    for (const row of rows)
      if (row === undefined) yield undefined;
      else for (const value of values) yield run.move(row, value);
  };
}

/** In front of what comes; in a nested traversal behind it, since there the row was first. */
function injecting(run: Run, values: readonly unknown[], nested: boolean): Transform {
  let pending = true;
  return function* (rows) {
    if (nested) yield* rows;
    if (pending) for (const value of values) yield run.start(value);
    pending = false;
    if (!nested) yield* rows;
  };
}

const examples: Readonly<Record<string, string>> = {
  withSack: 'g.withSack(1).V().sack()',
  withSideEffect: "g.withSideEffect('x', ['marko']).V().values('name').where(within('x'))",
  withStrategies: "g.withStrategies(SubgraphStrategy(vertices: hasLabel('person'))).V()",
  withoutStrategies: 'g.withoutStrategies(CountStrategy).V()',
  withBulk: 'g.withBulk(false).V().out().barrier()',
};

function setting(name: string, signatures: string[], doc: string, plan: StepSpec['plan']): StepSpec {
  return defineStep({
    name,
    dialect: 'tinkerpop',
    group: 'source',
    signatures,
    doc,
    example: examples[name] ?? `g.${signatures[0]}.V()`,
    takes: ['source'],
    gives: 'source',
    plan,
  });
}

const nothing = (call: Call) => call.op({ fact: { is: 'identity' }, open: () => (rows) => rows });

export const settings: readonly StepSpec[] = [
  setting(
    'withSack',
    ['withSack(value)', 'withSack(value, Operator)'],
    'Gives every row a sack with this in it.',
    (call) => {
      const arg = call.args[0];
      if (!arg) throw call.error('withSack takes the first content of the sack');
      const value = call.value(0);
      const operator = call.args[1] ? callOf(call.token(1, 'Operator'), call) : undefined;
      return call.op({
        traits: { needsLabels: true },
        open: (run) => {
          run.sackMerge = operator;
          return function* (rows) {
            for (const row of rows) yield row?.withSack(value);
          };
        },
      });
    },
  ),
  setting(
    'withSideEffect',
    ['withSideEffect(name, value)', 'withSideEffect(name, value, Operator)'],
    'Remembers a value under a name from the start.',
    (call) => {
      const [name, value] = [call.string(0), call.value(1)];
      const operator = call.args[2] ? callOf(call.token(2, 'Operator') ?? null, call) : undefined;
      return call.op({
        traits: { needsLabels: true },
        open: (run) => {
          run.sideEffects.set(name, value instanceof Set ? new Set(value) : Array.isArray(value) ? [...value] : value);
          if (operator) run.reducers.set(name, operator);
          return (rows) => rows;
        },
      });
    },
  ),
  setting(
    'withStrategies',
    ['withStrategies(Strategy…)'],
    'SubgraphStrategy and PartitionStrategy hide elements; others change nothing here.',
    (call) => restricted(call),
  ),
  setting('withoutStrategies', ['withoutStrategies(Strategy…)'], 'Changes nothing here.', nothing),
  setting('withPath', ['withPath()'], 'Keeps the whole way of each row.', (call) => ({
    ...nothing(call),
    traits: { needsTrail: true },
  })),
  setting(
    'withBulk',
    ['withBulk(boolean)'],
    'Whether rows that a barrier merges still count as many; they do unless this is false.',
    (call) => {
      const merges = call.args[0] !== undefined && call.value(0) === false;
      return call.op({
        traits: { needsLabels: merges },
        open: (run) => {
          run.merges = merges;
          return (rows) => rows;
        },
      });
    },
  ),
  defineStep({
    name: 'with',
    dialect: 'tinkerpop',
    group: 'source',
    signatures: ['with(key)', 'with(key, value)'],
    doc: 'A setting for other providers, of the query or of a step; changes nothing here.',
    example: "g.with('evaluationTimeout', 500).V()",
    gives: (kind) => kind,
    plan: nothing,
  }),
];

export const union = defineStep({
  name: 'union',
  dialect: 'tinkerpop',
  group: 'branch',
  signatures: ['union(traversal…)'],
  doc: 'What each of the traversals gives, one after the other.',
  example: "g.V().union(out('created'), in('knows'))",
  gives: 'any',
  plan(call) {
    const branches = call.childPlans(0, call.input);
    const barrier = branches.some((branch) => branch.barrier);
    if (barrier)
      return call.op({
        children: branches,
        traits: { barrier: true, needsLabels: false },
        open: (run) => {
          const opened = branches.map((branch) => open(branch, run));
          return function* (rows) {
            const all = new WaitingRows();
            for (const row of rows) {
              if (row === undefined || run.tick(call.span)) yield undefined;
              if (row === undefined) continue;
              run.hold(1, call.span);
              all.push(row);
            }
            // A branch that counts has nothing to count where no row came at all.
            if (all.length > 0) for (const transform of opened) yield* transform(all);
          };
        },
      });
    return flowOp(call, branches, (run) => {
      const opened = branches.map((branch) => open(branch, run));
      return function* (row) {
        for (const transform of opened) yield* transform([row]);
      };
    });
  },
});

/** Steps that would write, or call out. */
const writes = ['addV', 'addE', 'property', 'drop', 'mergeV', 'mergeE', 'io', 'read', 'write', 'tx'];

export const refused: readonly StepSpec[] = [
  ...writes.map((name) => [name, `${name} writes, and this graph is read-only`, 'READ_ONLY'] as const),
  ...['pageRank', 'peerPressure', 'connectedComponent', 'call', 'program'].map(
    (name) => [name, `${name} needs a graph computer or a service, which are not there`, 'UNKNOWN_STEP'] as const,
  ),
].map(([name, message, code]) =>
  defineStep({
    name,
    dialect: 'tinkerpop',
    group: 'end',
    signatures: [`${name}(…)`],
    doc:
      code === 'READ_ONLY' ? 'Would write, and is refused: the graph is read-only.' : 'Is not supported, and refused.',
    example: '',
    gives: 'any',
    plan(call) {
      throw new GremlinError(code, message, call.step.nameSpan);
    },
  }),
);
