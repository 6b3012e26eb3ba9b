/** Everything wrong with a query, found without running it. */
import type { Arg, Query, Step } from '../1-parse/ast.ts';
import { Parser } from '../1-parse/parser.ts';
import { Builder } from '../2-plan/build.ts';
import type { Plan } from '../2-plan/plan.ts';
import { GremlinError, nearest, type Position, positionOf, type Span } from '../errors.ts';
import type { Toolbox } from '../predicates/define.ts';
import { findStep } from '../steps/find.ts';
import { fieldNames } from '../values/property.ts';
import { emptyVocabulary, type Vocabulary } from './vocabulary.ts';

export interface Diagnostic extends Position {
  readonly severity: 'error' | 'hint';
  readonly message: string;
  readonly hint: string | undefined;
}

/** Patterns are only looked at, never run, so the browser's own engine will do; RE2's inline flags are taken off. */
const toolbox: Toolbox = {
  pattern(source) {
    new RegExp(source.replace(/^\(\?[a-zA-Z]+\)/, ''), 'u');
    return { test: () => false };
  },
};

export interface Examined {
  readonly query: Query | undefined;
  readonly plan: Plan | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Parses and checks as far as it goes: after an error in a step the following steps are still checked. */
export function examine(text: string, vocabulary: Vocabulary = emptyVocabulary): Examined {
  const errors: GremlinError[] = [];
  const query = parse(text, errors);
  const plan = query && build(query, errors);
  const found = errors.map((error) => diagnostic(text, 'error', error.span, error.message, error.hint));
  const hints = query
    ? unknownKeys(query, vocabulary).map((hint) => diagnostic(text, 'hint', hint.span, hint.message, hint.message))
    : [];
  return { query, plan, diagnostics: [...found, ...hints].sort((a, b) => a.offset - b.offset) };
}

export function diagnose(text: string, vocabulary: Vocabulary = emptyVocabulary): readonly Diagnostic[] {
  return examine(text, vocabulary).diagnostics;
}

/** The query, or as much of it as stands before the first error of form. */
function parse(text: string, errors: GremlinError[]): Query | undefined {
  let parser: Parser | undefined;
  try {
    parser = new Parser(text);
    return parser.query();
  } catch (error) {
    if (!(error instanceof GremlinError)) throw error;
    errors.push(error);
    return (
      parser && { kind: 'query', root: parser.root, steps: parser.whole, span: { offset: 0, length: text.length } }
    );
  }
}

function build(query: Query, errors: GremlinError[]): Plan | undefined {
  const report = (error: GremlinError) => errors.push(error);
  const last = query.steps.at(-1);
  const asks = last?.args?.length === 0 && /^(?:explain|profile)$/i.test(last.name);
  const steps = asks ? query.steps.slice(0, -1) : query.steps;
  return new Builder(query.root, { toolbox, parameters: {}, steps: 500, report }).query({ ...query, steps });
}

function diagnostic(
  text: string,
  severity: Diagnostic['severity'],
  span: Span,
  message: string,
  hint: string | undefined,
): Diagnostic {
  return { ...positionOf(text, span), severity, message, hint };
}

/** Steps all of whose strings are keys, and those whose every other argument is one. */
const allKeys = new Set([
  'HasKey',
  'HasNot',
  'Values',
  'ValueMap',
  'Sum',
  'Sort',
  'Dedup',
  'values',
  'valueMap',
  'elementMap',
  'hasNot',
]);
const pairKeys = new Set([
  'Has',
  'HasEither',
  'In',
  'Out',
  'Both',
  'InE',
  'OutE',
  'BothE',
  'InV',
  'OutV',
  'BothV',
  'SubGraph',
]);

/** Whether the argument at `i` of a step names a key; `n` is how many there are. */
export function isKeyArgument(step: string, i: number, n: number): boolean {
  if (allKeys.has(step)) return true;
  if (step === 'has') return n === 3 ? i === 1 : i === 0;
  return pairKeys.has(step) && i % 2 === 0;
}

/** Keys that the graph does not have though it has one much like them. */
function unknownKeys(query: Query, vocabulary: Vocabulary): { span: Span; message: string }[] {
  if (vocabulary.keys.length === 0) return [];
  const known = new Set([...vocabulary.keys, ...fieldNames, 'Parent', 'Child']);
  const found: { span: Span; message: string }[] = [];
  const visitStep = (step: Step): void => {
    const name = findStep(step.name, query.root)?.name ?? '';
    step.args?.forEach((arg, i, args) => {
      visit(arg);
      if (arg.kind !== 'literal' || typeof arg.value !== 'string' || !isKeyArgument(name, i, args.length)) return;
      const key = arg.value.replace(/^Metadata\./, '');
      const near = known.has(key) ? undefined : nearest(key, known);
      if (near) found.push({ span: arg.span, message: `No element has the key ${key}: did you mean ${near}?` });
    });
  };
  const visit = (arg: Arg): void => {
    if (arg.kind === 'traversal') arg.steps.forEach(visitStep);
  };
  query.steps.forEach(visitStep);
  return found;
}
