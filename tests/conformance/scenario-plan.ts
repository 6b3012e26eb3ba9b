/** What a scenario wants done: the graph, the traversal with its parameters, and what is to be checked. */
import type { Line, Scenario } from './gherkin.ts';
import { split } from './notation.ts';

export interface Plan {
  readonly graph: string;
  readonly query: string;
  readonly parameters: ReadonlyMap<string, string>;
  /** Whether only the first row counts. */
  readonly next: boolean;
  readonly checks: readonly Line[];
}

const writes = /(?<![\w$])(?:addV|addE|property|drop|mergeV|mergeE|io|read|write)\s*\(/;
const text = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g;
const expectsError = /^the traversal will raise an error/;

/** Why a scenario is left out, told by its traversal; texts in it do not count. */
function reasonAgainst(query: string, tags: readonly string[], checks: readonly Line[]): string | undefined {
  const said = query.replace(text, '""');
  // A traversal that must not write says that it does not; to refuse it is to read only.
  const refuses = /\bReadOnlyStrategy\b/.test(said) && checks.some((line) => expectsError.test(line.text));
  if (writes.test(said) && !refuses) return 'writes';
  if (/\.call\s*\(/.test(said) || tags.includes('@TinkerServiceRegistry')) return 'service of TinkerGraph';
  if (tags.includes('@GraphComputerOnly') && !/\bshortestPath\s*\(/.test(said)) return 'graph computer';
  return undefined;
}

const parameterLine =
  /^using the (parameter|side effect) (\w+) (?:defined as|of (?:P|TextP)\.(\w+)\() ?(?:"([\s\S]*)"|'([\s\S]*)')\)?$/;

/** What the scenario wants done; a reason where it is left out. */
export function planOf({ lines, tags }: Scenario): Plan | string {
  const parameters = new Map<string, string>();
  const predicates = new Map<string, string>();
  const remembered: string[] = [];
  let [graph, query, next] = ['empty', '', false];
  const checks: Line[] = [];
  for (const line of lines) {
    const [, named] = /^the (\w+) graph$/.exec(line.text) ?? [];
    const parameter = parameterLine.exec(line.text);
    if (named) graph = named;
    else if (/^the graph initializer of/.test(line.text)) return 'writes';
    else if (/^(?:an unsupported test|nothing should happen because)/.test(line.text)) return 'unsupported';
    else if (parameter) {
      const [, sort, name = '', predicate, double, single = ''] = parameter;
      const value = (double ?? single).replace(/\\(["'\\])/g, '$1');
      if (/^c\[/.test(value)) return 'lambda';
      parameters.set(name, value);
      if (sort === 'side effect') remembered.push(name);
      else if (predicate) predicates.set(name, predicateOf(name, predicate, parameters));
    } else if (/^the traversal of/.test(line.text)) query = line.block ?? '';
    else if (/^iterated/.test(line.text)) next = line.text === 'iterated next';
    else checks.push(line);
  }
  const reason = reasonAgainst(query, tags, checks);
  if (reason !== undefined) return reason;
  const kept = remembered.map((name) => `withSideEffect("${name}", ${name}).`).join('');
  const asked = query.trim().replace(/^g\s*\./, `g.${kept}`);
  return { graph, query: withPredicates(asked, predicates), parameters, next, checks };
}

/** `P.gt(xx1)` for a parameter that is said to be `of P.gt("…")`; two operands are given as a list of two. */
function predicateOf(name: string, predicate: string, parameters: Map<string, string>): string {
  const [, items] = /^l\[([\s\S]*)\]$/.exec(parameters.get(name) ?? '') ?? [];
  if (items === undefined || !/^(?:between|inside|outside)$/.test(predicate)) return `P.${predicate}(${name})`;
  const operands = split(items).map((part, i) => [`${name}_${i}`, part.trim()] as const);
  for (const [one, part] of operands) parameters.set(one, part);
  return `P.${predicate}(${operands.map(([one]) => one).join(', ')})`;
}

/** The query with what they stand for in the place of names, except inside of texts. */
function withPredicates(query: string, predicates: ReadonlyMap<string, string>): string {
  return query.replace(new RegExp(`${text.source}|\\w+`, 'g'), (word) => predicates.get(word) ?? word);
}
