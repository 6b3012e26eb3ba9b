/** Tree to plan: finds each step in the registry, checks what flows between them, gathers modulators. */
import type { Arg, Query, Root, Step, Traversal } from '../1-parse/ast.ts';
import { isPredicate } from '../1-parse/parser.ts';
import { didYouMean, GremlinError, type Span } from '../errors.ts';
import type { Toolbox } from '../predicates/define.ts';
import { predicates } from '../predicates/index.ts';
import type { StepSpec } from '../steps/define.ts';
import { lookUp, stepNames } from '../steps/find.ts';
import { findToken, tokenNames } from '../values/tokens.ts';
import { Call } from './call.ts';
import { connectives } from './connectives.ts';
import { type Kind, type Op, type Plan, planOf } from './plan.ts';
import type { Planner, Strategies } from './planner.ts';

export interface BuildOptions {
  readonly toolbox: Toolbox;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly steps: number;
  /** Told of each error; planning then goes on with the next step. Without it the first error is thrown. */
  readonly report?: (error: GremlinError) => void;
}

/** Modulators, which say nothing without the step before them. */
const modulating = new Set(['by', 'with', 'from', 'option', 'times', 'until', 'emit']);

/** Modulators that may stand before `repeat` as well as after it. */
const early = new Set(['emit', 'until', 'times']);

export class Builder implements Planner {
  readonly root: Root;
  readonly toolbox: Toolbox;
  readonly strategies: Strategies = {};
  readonly #parameters: Readonly<Record<string, unknown>>;
  readonly #limit: number;
  readonly #report: ((error: GremlinError) => void) | undefined;
  #count = 0;
  #depth = 0;

  constructor(root: Root, options: BuildOptions) {
    this.root = root;
    this.toolbox = options.toolbox;
    this.#parameters = options.parameters;
    this.#limit = options.steps;
    this.#report = options.report;
  }

  query(query: Query): Plan {
    // The root alone is the whole graph in either spelling.
    const whole = this.root === 'G' || query.steps.length === 0;
    const { ops, kind } = this.#chain(query.steps, whole ? 'graph' : 'source');
    return planOf(ops, kind);
  }

  /** Whether the step being planned stands in a nested traversal. */
  get nested(): boolean {
    return this.#depth > 0;
  }

  child(traversal: Traversal, input: Kind): Plan {
    this.#depth++;
    const { ops, kind } = this.#chain(traversal.steps, input);
    this.#depth--;
    return planOf(ops, kind);
  }

  #chain(written: readonly Step[], input: Kind): { ops: Op[]; kind: Kind } {
    const steps = this.root === 'g' ? connectives(written) : written;
    const ops: Op[] = [];
    let kind = input;
    for (let i = 0; i < steps.length; ) {
      const from = i;
      try {
        const made = this.#one(steps, i, kind);
        ops.push(...made.ops);
        kind = made.kind;
        i = made.next;
      } catch (error) {
        if (!this.#report || !(error instanceof GremlinError)) throw error;
        this.#report(error);
        kind = 'any';
        i = from + 1;
        while (i < steps.length && modulating.has(this.#name(steps[i]!))) i++;
      }
    }
    return { ops, kind };
  }

  /** The operations of the step at `i` with the modulators around it, and where the next step is. */
  #one(steps: readonly Step[], from: number, input: Kind): { ops: readonly Op[]; kind: Kind; next: number } {
    let i = from;
    if (++this.#count > this.#limit)
      throw new GremlinError('LIMIT', `The query has more than ${this.#limit} steps`, steps[i]!.span, 'limit "steps"');
    const before: Step[] = [];
    while (i < steps.length && early.has(this.#name(steps[i]!))) before.push(steps[i++]!);
    const step = steps[i++];
    const spec = step && this.#find(step, input);
    if (before[0] && spec?.name !== 'repeat')
      throw new GremlinError('ARGUMENT', `${before[0].name} belongs to repeat`, before[0].span);
    const after: Step[] = [];
    while (i < steps.length && spec!.modulators?.includes(this.#name(steps[i]!))) after.push(steps[i++]!);
    const call = new Call(this, spec!, step!, input, [...before.map((one) => ({ ...one, early: true })), ...after]);
    const made = this.#placed(() => spec!.plan(call), step!.span);
    const kind = typeof spec!.gives === 'function' ? spec!.gives(input, step!) : spec!.gives;
    return { ops: Array.isArray(made) ? made : [made as Op], kind, next: i };
  }

  /** The name that decides whether a step modulates another, by the dialect's way of spelling. */
  #name(step: Step): string {
    if (!step.args) return '';
    return this.root === 'G' ? step.name.toLowerCase() : step.name;
  }

  #find(step: Step, kind: Kind): StepSpec {
    const spec = lookUp(step, this.root);
    if (!spec) {
      const others = this.nested ? predicates.map((one) => one.name) : [];
      const hint = didYouMean(step.name, [...stepNames(this.root), ...others]);
      throw new GremlinError('UNKNOWN_STEP', `There is no step ${step.name}`, step.nameSpan, hint);
    }
    if (kind === 'any' || !spec.takes || spec.takes.includes(kind)) return spec;
    if (kind === 'source' && spec.takes.includes('graph')) return spec;
    const expected = spec.takes.filter((one) => one !== 'any').join(' or ');
    throw new GremlinError('KIND', `${step.name} works on ${expected}, and here comes ${describe(kind)}`, step.span);
  }

  /** Operations of another step without arguments, in the place of the one that is called. */
  step(name: string, call: { readonly step: Step; readonly input: Kind }): Op[] {
    const step: Step = { ...call.step, name, args: [] };
    const spec = this.#find(step, 'any');
    return [spec.plan(new Call(this, spec, step, call.input, []))].flat() as Op[];
  }

  isPredicate(arg: Arg): boolean {
    return isPredicate(arg);
  }

  /** What a literal, list, map or word means. */
  valueOf(arg: Arg): unknown {
    switch (arg.kind) {
      case 'literal':
        return arg.value;
      case 'list':
        return arg.items.map((item) => this.valueOf(item));
      case 'set':
        return new Set(arg.items.map((item) => this.valueOf(item)));
      case 'map':
        return new Map(arg.entries.map(([key, value]) => [this.valueOf(key), this.valueOf(value)]));
      case 'name':
        return this.#word(arg.parts, arg.span);
      case 'traversal':
        throw this.#notAValue(arg);
      default:
        throw new GremlinError('ARGUMENT', `Expected a value, not a ${arg.kind}`, arg.span);
    }
  }

  /** A traversal where a value should be: often a predicate whose name is misspelt. */
  #notAValue({ steps, span }: Traversal): GremlinError {
    const [step] = steps;
    if (steps.length > 1 || !step || lookUp(step, this.root))
      return new GremlinError('ARGUMENT', 'Expected a value, not a traversal', span);
    const hint = didYouMean(
      step.name,
      predicates.map((one) => one.name),
    );
    return new GremlinError('UNKNOWN_NAME', `There is no predicate ${step.name}`, step.nameSpan, hint);
  }

  #word(parts: readonly string[], span: Span): unknown {
    if (parts.length === 1 && Object.hasOwn(this.#parameters, parts[0]!)) return this.#parameters[parts[0]!];
    const token = findToken(parts);
    if (token) return token;
    const word = parts.join('.');
    const candidates = [
      ...tokenNames,
      ...tokenNames.map((name) => name.split('.')[1]!),
      ...Object.keys(this.#parameters),
    ];
    throw new GremlinError(
      'UNKNOWN_NAME',
      `${word} is neither a value nor a parameter`,
      span,
      didYouMean(word, candidates) ?? `a string is written '${word}'`,
    );
  }

  /** Gives a plain `Error` of a definition the step's place. */
  #placed<T>(make: () => T, span: Span): T {
    try {
      return make();
    } catch (error) {
      if (error instanceof Error && error.constructor === Error)
        throw new GremlinError('ARGUMENT', error.message, span);
      throw error;
    }
  }
}

export function describe(kind: Kind): string {
  if (kind === 'graph' || kind === 'source') return 'a whole graph';
  return kind === 'scalar' ? 'a single number' : kind;
}
