/** Tree to canonical text: parsing it again gives the same tree. */
import { isNumber, printNumber } from '../values/number.ts';
import { Uuid } from '../values/value.ts';
import type { Arg, Query, Step } from './ast.ts';
import { skydivePredicates, tinkerpopPredicates } from './words.ts';

export function print(query: Query): string {
  return [query.root, ...query.steps.map((step) => printStep(step, query.root === 'g'))].join('.');
}

/** `tinkerpop` says whether strings may carry Java's escapes. */
export function printStep(step: Step, tinkerpop = true): string {
  if (!step.args) return step.name;
  const java = tinkerpop && /^(?:[a-z]|[VE]$)/.test(step.name);
  return `${step.name}(${step.args.map((arg) => printArg(arg, java, tinkerpop)).join(', ')})`;
}

export function printArg(arg: Arg, java = true, tinkerpop = java): string {
  const inner = (a: Arg) => printArg(a, java, tinkerpop);
  switch (arg.kind) {
    case 'literal':
      return printLiteral(arg.value, java);
    case 'list':
      return `[${arg.items.map(inner).join(', ')}]`;
    case 'set':
      return `{${arg.items.map(inner).join(', ')}}`;
    case 'map':
      return arg.entries.length === 0
        ? '[:]'
        : `[${arg.entries.map(([key, value]) => `${key.kind === 'name' ? `(${inner(key)})` : inner(key)}: ${inner(value)}`).join(', ')}]`;
    case 'name':
      return arg.parts.join('.');
    case 'predicate':
      return `${isWord(arg.name) ? '' : 'P.'}${arg.name}(${arg.args.map(inner).join(', ')})`;
    case 'and':
    case 'or':
      return `${inner(arg.left)}.${arg.kind}(${inner(arg.right)})`;
    case 'negate':
      return `${inner(arg.of)}.negate()`;
    case 'traversal':
      return `__.${arg.steps.map((step) => printStep(step, tinkerpop)).join('.')}`;
    case 'strategy':
      return `new ${arg.name}(${arg.options.map(([key, value]) => `${key}: ${inner(value)}`).join(', ')})`;
  }
}

/** A predicate that nobody knows reads as one only after `P.`. */
function isWord(name: string): boolean {
  return tinkerpopPredicates.has(name) || skydivePredicates.has(name.toLowerCase());
}

function printLiteral(value: unknown, java: boolean): string {
  if (typeof value === 'string') return quote(value, java);
  if (isNumber(value)) return java ? printNumber(value) : plain(Number(value));
  if (value instanceof Date) return `datetime("${value.toISOString()}")`;
  if (value instanceof Uuid) return `UUID("${value.text}")`;
  return String(value);
}

/** Skydive's numbers have no exponent. */
function plain(value: number): string {
  return Number.isInteger(value) && Math.abs(value) >= 1e21 ? BigInt(value).toString() : String(value);
}

function quote(text: string, java: boolean): string {
  if (java) return `'${text.replace(/['\\]/g, '\\$&').replace(/[\n\r\t\f]/g, (c) => javaEscapes[c]!)}'`;
  // Of a backslash only those before a quote or another backslash, or at the end, would be read as an escape.
  return `'${text.replace(/\\(?=['"\\]|$)/g, '\\\\').replace(/'/g, "\\'")}'`;
}

const javaEscapes: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\f': '\\f' };
