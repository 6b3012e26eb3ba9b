/** TinkerPop's match: patterns that all have to hold, tied together by labels. */
import type { Arg, Step, Traversal } from '../../1-parse/ast.ts';
import type { Call } from '../../2-plan/call.ts';
import { flowOp } from '../../2-plan/ops.ts';
import type { Plan } from '../../2-plan/plan.ts';
import { type Flow, first, Row, Trail } from '../../3-run/row.ts';
import { openChild, type Run } from '../../3-run/run.ts';
import { same } from '../../values/key.ts';
import { defineStep } from '../define.ts';
import { labelled } from './scope.ts';
import { scoped } from './where.ts';

type Bindings = ReadonlyMap<string, unknown>;

/** A pattern from one label to another. */
interface Way {
  readonly is: 'way';
  readonly from: string;
  readonly to: string | undefined;
  readonly plan: Plan;
}

/** A pattern that only tests what is bound. */
interface Check {
  readonly is: 'test';
  readonly needs: readonly string[];
  readonly plan: Plan;
}

interface Several {
  readonly is: 'all' | 'any';
  readonly of: readonly Pattern[];
}

type Pattern = Way | Check | Several;

function labelIn(step: Step | undefined, call: Call): string | undefined {
  const arg = step?.name === 'as' ? step.args?.[0] : undefined;
  return arg ? String(call.builder.valueOf(arg)) : undefined;
}

function patternOf(call: Call, traversal: Traversal): Pattern {
  const [start] = traversal.steps;
  if (start && (start.name === 'and' || start.name === 'or') && traversal.steps.length === 1)
    return {
      is: start.name === 'and' ? 'all' : 'any',
      of: (start.args ?? []).map((arg) => patternOf(call, traversalOf(call, arg))),
    };
  if (start && (start.name === 'not' || start.name === 'where') && traversal.steps.length === 1)
    return {
      is: 'test',
      needs: labelsIn(call, traversal),
      plan: call.builder.child(start.name === 'not' ? scoped(traversal) : traversal, 'any'),
    };
  const from = labelIn(start, call);
  if (from === undefined) throw call.error('Each pattern of match starts with as(label)', start ?? call.step);
  const steps = traversal.steps.slice(1);
  const to = labelIn(steps.at(-1), call);
  const body = to === undefined ? steps : steps.slice(0, -1);
  return { is: 'way', from, to, plan: call.builder.child({ ...traversal, steps: body }, 'any') };
}

function traversalOf(call: Call, arg: Arg): Traversal {
  if (arg.kind !== 'traversal') throw call.error('match takes traversals', arg);
  return arg;
}

/** The labels that a test refers to, so that it waits until they are bound. */
function labelsIn(call: Call, traversal: Traversal): string[] {
  const found: string[] = [];
  const visit = (arg: Arg): void => {
    if (arg.kind === 'traversal') for (const step of arg.steps) visitStep(step);
    if (arg.kind === 'predicate')
      for (const one of arg.args) if (one.kind === 'literal' && typeof one.value === 'string') found.push(one.value);
    if (arg.kind === 'and' || arg.kind === 'or') [arg.left, arg.right].forEach(visit);
    if (arg.kind === 'negate') visit(arg.of);
  };
  const visitStep = (step: Step): void => {
    const label = labelIn(step, call);
    if (label !== undefined) found.push(label);
    if (step.name === 'where' && step.args?.[0]?.kind === 'literal') found.push(String(step.args[0].value));
    if (/^(?:where|not|and|or|filter|by)$/.test(step.name)) step.args?.forEach(visit);
  };
  traversal.steps.forEach(visitStep);
  return found;
}

function labelsOf(patterns: readonly Pattern[], which: 'from' | 'to'): string[] {
  return patterns.flatMap((one) =>
    one.is === 'way' ? (one[which] ?? []) : one.is === 'test' ? [] : labelsOf(one.of, which),
  );
}

/** Whether the pattern can be followed with what is bound. */
function ready(pattern: Pattern, bound: Bindings, known: ReadonlySet<string>): boolean {
  if (pattern.is === 'way') return bound.has(pattern.from);
  if (pattern.is === 'test') return pattern.needs.every((label) => bound.has(label) || !known.has(label));
  return pattern.of.some((one) => ready(one, bound, known));
}

class Matcher {
  readonly #run: Run;
  readonly #known: ReadonlySet<string>;
  readonly #children = new Map<Plan, (row: Row) => Iterable<Row | undefined>>();

  constructor(run: Run, patterns: readonly Pattern[]) {
    this.#run = run;
    this.#known = new Set([...labelsOf(patterns, 'from'), ...labelsOf(patterns, 'to')]);
  }

  #open(plan: Plan): (row: Row) => Iterable<Row | undefined> {
    const child = this.#children.get(plan) ?? openChild(plan, this.#run);
    this.#children.set(plan, child);
    return child;
  }

  /** Every way to bind what is left, cheap tests first. A pause is handed out as `undefined`. */
  *solve(row: Row, left: readonly Pattern[], bound: Bindings): Generator<Bindings | undefined> {
    if (left.length === 0) {
      yield bound;
      return;
    }
    const next = this.#choose(left, bound);
    const rest = left.filter((one) => one !== next);
    if (next.is === 'way') yield* this.#follow(row, next, rest, bound);
    else if (next.is === 'all') yield* this.solve(row, [...next.of, ...rest], bound);
    else if (next.is === 'any') for (const one of next.of) yield* this.solve(row, [one, ...rest], bound);
    else if ('needs' in next && (yield* this.#holds(row, next, bound))) yield* this.solve(row, rest, bound);
  }

  #choose(left: readonly Pattern[], bound: Bindings): Pattern {
    const can = left.filter((one) => ready(one, bound, this.#known));
    const closed = (one: Pattern) =>
      one.is === 'test' || (one.is === 'way' && (one.to === undefined || bound.has(one.to)));
    const next = can.find(closed) ?? can[0];
    if (!next) throw new Error('match has patterns that nothing leads to');
    return next;
  }

  *#follow(row: Row, next: Way, rest: readonly Pattern[], bound: Bindings): Generator<Bindings | undefined> {
    for (const found of this.#open(next.plan)(this.#at(row, bound, bound.get(next.from)))) {
      if (found === undefined) {
        yield undefined;
        continue;
      }
      if (next.to !== undefined && bound.has(next.to) && !same(bound.get(next.to), found.value)) continue;
      const further = next.to === undefined ? bound : new Map([...bound, [next.to, found.value]]);
      yield* this.solve(row, rest, further);
    }
  }

  *#holds(row: Row, test: Check, bound: Bindings): Flow<boolean> {
    return (yield* first(this.#open(test.plan)(this.#at(row, bound, row.value)))) !== undefined;
  }

  /** A row at a value, on whose trail everything bound can be found. */
  #at(row: Row, bound: Bindings, value: unknown): Row {
    let { trail } = row;
    for (const [label, at] of bound) trail = new Trail(trail, at, [label]);
    return new Row(value, 1, this.#run.trails ? new Trail(trail, value) : trail, row.loops, row.sack);
  }

  /** The row with what was bound on its trail, and as its value. */
  result(row: Row, bound: Bindings): Row {
    const at = this.#at(row, bound, undefined);
    return this.#run.move(at.withTrail(this.#run.trails ? at.trail?.prev : at.trail), new Map(bound)).times(row.bulk);
  }
}

/** The label that what comes in is bound to: the first from which ways only lead away. */
function startLabel(patterns: readonly Pattern[]): string {
  const ends = new Set(labelsOf(patterns, 'to'));
  const starts = labelsOf(patterns, 'from');
  return starts.find((label) => !ends.has(label)) ?? starts[0]!;
}

export const match = defineStep({
  name: 'match',
  dialect: 'tinkerpop',
  group: 'path',
  signatures: ['match(pattern…)'],
  doc: 'Every way to bind the labels so that all patterns hold, as maps from labels to what they are bound to.',
  example: "g.V().match(as('a').out('created').as('b'), as('b').has('name', 'lop')).select('a')",
  gives: 'values',
  plan(call) {
    call.expect(1, Number.POSITIVE_INFINITY);
    const patterns = call.args.map((arg) => patternOf(call, traversalOf(call, arg)));
    const start = startLabel(patterns);
    const labels = new Set([...labelsOf(patterns, 'from'), ...labelsOf(patterns, 'to')]);
    const plans: Plan[] = [];
    const gather = (list: readonly Pattern[]): void => {
      for (const one of list) {
        if ('plan' in one) plans.push(one.plan);
        else gather(one.of);
      }
    };
    gather(patterns);
    return flowOp(
      call,
      plans,
      (run) => {
        const matcher = new Matcher(run, patterns);
        return function* (row) {
          const bound = new Map<string, unknown>();
          for (const label of labels) {
            const before = labelled(row, label);
            if (before !== undefined) bound.set(label, before);
          }
          if (!bound.has(start)) bound.set(start, row.value);
          for (const found of matcher.solve(row, patterns, bound)) yield found && matcher.result(row, found);
        };
      },
      { needsLabels: true },
    );
  },
});
