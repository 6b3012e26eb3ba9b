/** Predicates in arguments, compiled to tests. */
import type { Arg, Predicate } from '../1-parse/ast.ts';
import { didYouMean, GremlinError } from '../errors.ts';
import type { PredicateSpec, Test } from '../predicates/define.ts';
import { findPredicate, predicates } from '../predicates/index.ts';
import type { PropertyValue } from '../reader.ts';
import type { Planner } from './planner.ts';

/** What a predicate's operands become before it is compiled; `where` puts labelled values in their place. */
export type Resolve = (operand: unknown) => unknown;

export function compileTest(builder: Planner, arg: Arg, resolve?: Resolve): Test {
  if (arg.kind === 'and' || arg.kind === 'or') {
    const [left, right] = [compileTest(builder, arg.left, resolve), compileTest(builder, arg.right, resolve)];
    return arg.kind === 'and' ? (value) => left(value) && right(value) : (value) => left(value) || right(value);
  }
  if (arg.kind === 'negate') {
    const test = compileTest(builder, arg.of, resolve);
    return (value) => !test(value);
  }
  if (arg.kind !== 'predicate') throw new GremlinError('ARGUMENT', 'Expected a predicate', arg.span);
  const spec = specOf(builder, arg);
  return compileSpec(builder, arg, spec, resolve);
}

function compileSpec(builder: Planner, arg: Predicate, spec: PredicateSpec, resolve?: Resolve): Test {
  const operands = arg.args.map((one) => builder.valueOf(one));
  try {
    return spec.compile(resolve ? operands.map(resolve) : operands, builder.toolbox);
  } catch (error) {
    if (!(error instanceof Error) || error instanceof GremlinError) throw error;
    const code = /regex|range/i.test(spec.name) ? 'PATTERN' : 'ARGUMENT';
    throw new GremlinError(code, `${arg.name}: ${error.message}`, (arg.args[0] ?? arg).span);
  }
}

function specOf(builder: Planner, arg: Predicate): PredicateSpec {
  const spec = findPredicate(arg.name, builder.root);
  if (!spec) {
    const hint = didYouMean(
      arg.name,
      predicates.map((one) => one.name),
    );
    throw new GremlinError('UNKNOWN_NAME', `There is no predicate ${arg.name}`, arg.nameSpan, hint);
  }
  const [least, most] = spec.operands;
  if (arg.args.length >= least && arg.args.length <= most) return spec;
  throw new GremlinError(
    'ARGUMENT',
    `${spec.name} takes ${least === most ? least : `at least ${least}`} operand${least === 1 ? '' : 's'}, not ${arg.args.length}`,
    arg.span,
  );
}

/** The values one of which a passing value equals, where the predicate is of that sort; for indexes. */
export function equalsOf(builder: Planner, arg: Arg): readonly PropertyValue[] | undefined {
  if (arg.kind === 'literal') return isPropertyValue(arg.value) ? [arg.value] : undefined;
  if (arg.kind !== 'predicate' || !specOf(builder, arg).equality) return undefined;
  const operands = arg.args.map((one) => builder.valueOf(one)).flatMap((one) => (Array.isArray(one) ? one : [one]));
  return operands.every(isPropertyValue) ? operands : undefined;
}

/** A text that every passing value contains, where there is one; for indexes. */
export function partOf(builder: Planner, arg: Arg): string | undefined {
  if (arg.kind === 'and') {
    const [left = '', right = ''] = [partOf(builder, arg.left), partOf(builder, arg.right)];
    return (left.length < right.length ? right : left) || undefined;
  }
  if (arg.kind !== 'predicate') return undefined;
  const { part } = specOf(builder, arg);
  const operand = part && builder.valueOf(arg.args[0]!);
  return typeof operand === 'string' ? part!(operand) || undefined : undefined;
}

function isPropertyValue(value: unknown): value is PropertyValue {
  return typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number';
}
