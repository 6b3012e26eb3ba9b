/** One step of the query as its definition sees it: arguments read by type, modulators gathered, failures with a place. */
import type { Arg, Step } from '../1-parse/ast.ts';
import { printStep } from '../1-parse/print.ts';
import { type ErrorCode, GremlinError, type Span } from '../errors.ts';
import { isNumber } from '../values/number.ts';
import { Token } from '../values/value.ts';
import { type By, readBy } from './by.ts';
import type { Kind, Op, Plan } from './plan.ts';
import type { Planner } from './planner.ts';

export class Call {
  /** The step's own spelling of its name. */
  readonly spec: { readonly name: string };
  readonly step: Step;
  readonly input: Kind;
  readonly builder: Planner;
  readonly modulators: readonly Step[];

  constructor(builder: Planner, spec: { readonly name: string }, step: Step, input: Kind, modulators: readonly Step[]) {
    this.builder = builder;
    this.spec = spec;
    this.step = step;
    this.input = input;
    this.modulators = modulators;
  }

  get args(): readonly Arg[] {
    return this.step.args ?? [];
  }

  get span(): Span {
    return this.step.span;
  }

  /** An operation for this step; `explain` shows the step as it is written unless told otherwise. */
  op(parts: Pick<Op, 'open'> & Partial<Op>): Op {
    const text = [this.step, ...this.modulators].map((step) => printStep(step, this.builder.root === 'g')).join('.');
    return { text, span: this.span, children: [], traits: {}, ...parts };
  }

  error(message: string, at?: Arg | Step, code: ErrorCode = 'ARGUMENT', hint?: string): GremlinError {
    return new GremlinError(code, message, at?.span ?? this.span, hint);
  }

  /** Refuses more or fewer arguments than these. */
  expect(least: number, most = least): void {
    const n = this.args.length;
    if (n >= least && n <= most) return;
    const wanted =
      least === most ? `${least}` : most === Number.POSITIVE_INFINITY ? `at least ${least}` : `${least} to ${most}`;
    const plural = wanted === '1' ? 'argument' : 'arguments';
    throw this.error(`${this.spec.name} takes ${wanted === '0' ? 'no' : wanted} ${plural}, not ${n}`, this.args[most]);
  }

  value(i: number): unknown {
    return this.builder.valueOf(this.args[i]!);
  }

  values(from = 0): unknown[] {
    return this.args.slice(from).map((arg) => this.builder.valueOf(arg));
  }

  /** Whether the argument is there and is of this sort. */
  is(i: number, sort: 'string' | 'number' | 'traversal' | 'predicate' | 'token' | 'null'): boolean {
    const arg = this.args[i];
    if (!arg) return false;
    if (sort === 'traversal') return arg.kind === 'traversal';
    if (sort === 'predicate') return this.builder.isPredicate(arg);
    if (arg.kind === 'traversal' || this.builder.isPredicate(arg)) return false;
    const value = this.builder.valueOf(arg);
    if (sort === 'null') return value === null;
    if (sort === 'token') return value instanceof Token;
    return sort === 'number' ? isNumber(value) : typeof value === 'string';
  }

  string(i: number, what = 'a string'): string {
    const value = this.args[i] && this.args[i].kind !== 'traversal' ? this.value(i) : undefined;
    if (typeof value !== 'string') throw this.error(`${this.spec.name} takes ${what} here`, this.args[i]);
    return value;
  }

  /** All arguments from here on as strings; a list stands for its items, `null` is left out. */
  strings(from = 0): string[] {
    const found: string[] = [];
    for (let i = from; i < this.args.length; i++) {
      const value = this.args[i]!.kind === 'traversal' ? undefined : this.value(i);
      const items = Array.isArray(value) ? value : [value];
      for (const item of items) {
        if (item === null) continue;
        if (typeof item !== 'string') throw this.error(`${this.spec.name} takes strings only`, this.args[i]);
        found.push(item);
      }
    }
    return found;
  }

  /** Labels of edges: no argument means any, nothing but nulls means none. */
  labels(from = 0): string[] | undefined {
    if (this.builder.strategies.labels && this.args.length <= from)
      throw this.error(`${this.spec.name} names no label, and EdgeLabelVerificationStrategy asks for one`);
    const labels = this.strings(from);
    return labels.length === 0 && this.args.length > from && !Array.isArray(this.value(from)) ? undefined : labels;
  }

  integer(i: number, least = Number.NEGATIVE_INFINITY): number {
    const value = this.args[i] && this.args[i].kind !== 'traversal' ? this.value(i) : undefined;
    const n = isNumber(value) ? Number(value) : Number.NaN;
    if (!Number.isInteger(n)) throw this.error(`${this.spec.name} takes a whole number here`, this.args[i]);
    if (n < least) throw this.error(`${this.spec.name} takes no number below ${least}`, this.args[i]);
    return n;
  }

  /** A token of the group, or nothing where the argument is something else. */
  token(i: number, group: string): Token | undefined {
    if (!this.is(i, 'token')) return undefined;
    const value = this.value(i) as Token;
    return value.group === group ? value : undefined;
  }

  /** The plan of a nested traversal. */
  child(i: number, input: Kind = 'any'): Plan {
    const arg = this.args[i];
    if (arg?.kind !== 'traversal') throw this.error(`${this.spec.name} takes a traversal here`, arg);
    return this.builder.child(arg, input);
  }

  /** All arguments from here on as plans. */
  childPlans(from = 0, input: Kind = 'any'): Plan[] {
    return this.args.slice(from).map((_, i) => this.child(from + i, input));
  }

  modulated(name: string): readonly Step[] {
    return this.modulators.filter((step) => step.name.toLowerCase() === name);
  }

  by(): By[] {
    return this.modulated('by').map((step) => readBy(this.builder, step));
  }

  /** A call of another step that stands for this one's modulator, to read its arguments with. */
  modulator(step: Step): Call {
    return new Call(this.builder, { name: step.name }, step, this.input, []);
  }

  /** The values given by `with(key, value)`, by the key's name, written as a word or as the text that the word stands for. */
  options(): Map<string, unknown> {
    return new Map(
      this.modulated('with').map((step) => {
        const key = step.args?.[0] ? this.builder.valueOf(step.args[0]) : undefined;
        const arg = step.args?.[1];
        const value = !arg
          ? true
          : arg.kind === 'traversal'
            ? this.builder.child(arg, 'any')
            : this.builder.valueOf(arg);
        return [key instanceof Token ? key.name : String(key).replace(/^~tinkerpop\.\w+\./, ''), value];
      }),
    );
  }
}
