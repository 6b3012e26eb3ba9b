/** What Canopy takes and Skydive refuses, or the other way round, and where Skydive's answer is chance. */
import { parse, print } from '@canopy/gremlin';
import { type Answer, ours, type Question } from './question.ts';

export interface Extra {
  readonly title: string;
  holds(question: Question, own: Answer, other: Answer): boolean;
}

const says =
  (pattern: RegExp): Extra['holds'] =>
  (_, own, { error = '' }) =>
    own.kind !== 'error' && pattern.test(error);

/** A quote of either kind ends a string there. */
function otherQuotes(query: string): string {
  let [read, inside] = ['', false];
  for (const char of query) {
    if (char === '"' || char === "'") inside = !inside;
    read += char === '"' || char === "'" ? '"' : inside && char === '\\' ? '\\\\' : char;
  }
  return read;
}

/** Commas there are blanks: none, one or more stand between two arguments. */
function oneComma(query: string): string {
  const tokens = query.match(/'[^']*'|"[^"]*"|\w[\w.]*|[^\s,]/g) ?? [];
  const ends = (token = '') => /['"\w)]$/.test(token);
  const starts = (token = '') => /^['"\w]/.test(token);
  return tokens.map((token, i) => (ends(tokens[i - 1]) && starts(token) ? `,${token}` : token)).join('');
}

/** Texts that are written otherwise. */
export const spellings: readonly { readonly title: string; rewrite(query: string): string }[] = [
  { title: 'one comma between two arguments', rewrite: oneComma },
  { title: 'a string ends with the quote that it starts with, and may hold guarded ones', rewrite: otherQuotes },
];

export const extras: readonly Extra[] = [
  {
    title: 'blanks of Windows, comments, a semicolon at the end',
    holds: says(/expected `\.`|left parenthesis, got: \w$/),
  },
  { title: 'several ids in V, several keys in Values', holds: says(/V accepts at most|Values requires 1/) },
  { title: 'Sort takes the direction after the key', holds: says(/Use ASC or DESC predicate : \[\S+ (?:ASC|DESC)\]/) },
  { title: 'strings have an order', holds: says(/(?:LTE?|GTE?|Inside|Between) values should be of int64 type/) },
  { title: 'an address is a range of one', holds: says(/invalid CIDR address: [\d.]+$/) },
  {
    title: 'Outside, Glob, IPRange, signed numbers, lists',
    holds: says(/parsing parameters, got: (?:Outside|Glob|IPRange|[-+[{])/i),
  },
  {
    title: 'values, edges and paths take more steps',
    holds: says(
      /Invalid step '(?:Property(?:Values|Keys)|Sum|Sort)' on '\S*TraversalE'|Invalid step '(?:Count|Limit|Range|Sum)' on '\S*(?:Value|Path)'/,
    ),
  },
  {
    title: 'a string ends with the quote that it starts with, and may hold guarded ones',
    holds: ({ query }, own, { kind }) =>
      kind !== 'error'
        ? /not closed/.test(own.error ?? '')
        : own.kind !== 'error' && /\\['"]|'[^']*"|"[^"]*'/.test(query),
  },
  {
    title: 'a regular expression is found anywhere, and anchors are taken',
    holds: (_, own, { kind }) => /error parsing regexp/.test(own.error ?? '') && kind !== 'error',
  },
  { title: 'true adds 1 in Sum, as it does in later releases', holds: says(/to an integer: (?:true|false)/) },
  { title: 'a whole number may have a point', holds: says(/is float64, not int64/) },
  { title: 'steps of TinkerPop', holds: says(/Expected step function, got: (?:Min|Max|Mean)/i) },
  {
    title: 'a node twice in SubGraph counts once',
    holds: (question, own, { error = '' }) => {
      if (own.kind === 'error' || !/ID conflict/.test(error)) return false;
      const { steps, ...query } = parse(question.query);
      const at = steps.findIndex(({ name }) => /subgraph/i.test(name));
      const before = ours({ ...question, query: print({ ...query, steps: steps.slice(0, at) }) }).values;
      return new Set(before).size < before.length;
    },
  },
  {
    title: 'Has needs a key everywhere',
    holds: ({ query }, own) => /\.has\(\s*\)/i.test(query) && own.kind === 'error',
  },
  {
    title: 'of several targets the nearest',
    holds: ({ query, graph }) =>
      [...query.matchAll(/shortestpathto\(metadata\(([^()]*)\)/gi)].some(
        ([, pairs]) => ours({ graph, query: pairs ? `G.V().Has(${pairs})` : 'G.V()' }).values.length > 1,
      ),
  },
  {
    title: 'of several ways the first',
    holds: ({ query }, own, other) =>
      /shortestpathto\(.*\)\.\w+\(/i.test(query) &&
      [own, other].every(({ error = 'does not exist' }) => error.includes('does not exist')),
  },
  {
    title: 'a path through a list is there if an element has it',
    holds: ({ query, graph }) =>
      paths(query).some(
        (path) => throughList(graph.nodes.concat(), path) || throughList([...(graph.edges ?? [])], path),
      ),
  },
  {
    title: 'equal, absent and mixed values, lists and objects have a place in Sort',
    holds: ({ query, graph }, own, other) => {
      const key = /\bsort\((?:\w+ *, *)?['"]([^'"]*)['"]/i.exec(query)?.[1];
      if (key === undefined || own.kind === 'error' || other.kind === 'error') return false;
      const under = graph.nodes.map(({ id }) => {
        const [map] = ours({ graph, query: `G.V('${id}').ValueMap('${key}')` }).values;
        return (map as Record<string, unknown> | undefined)?.[key];
      });
      const equal = new Set(under).size < under.length && /\bsort\([^)]*\)\.\w/i.test(query);
      const types = new Set(under.map((value) => typeof value));
      return equal || types.size > 1 || types.has('object') || types.has('boolean');
    },
  },
  {
    title: 'SubGraph filters edges, as it does in later releases',
    holds: ({ query }, own) => /subgraph\(\s*[^)\s]/i.test(query) && own.kind === 'error',
  },
  {
    title: 'a list in a list is entered',
    holds: ({ query, graph }) =>
      paths(query).some((path) => {
        const key = path.join('.');
        const found = ours({ graph, query: `G.V().ValueMap('${key}')` }).values as readonly Record<string, unknown>[];
        return found.some((map) => Array.isArray(map[key]) && map[key].some(Array.isArray));
      }),
  },
  {
    title: 'a path beyond a plain value is absent',
    holds: ({ query }, own, { error = '' }) =>
      own.kind !== 'error' && /is not a supported type/.test(error) && /sum/i.test(query),
  },
];

const paths = (query: string) =>
  [...query.matchAll(/'([^']*)'|"([^"]*)"/g)].map(([, one, other]) => (one ?? other ?? '').split('.'));

/** Whether the path meets a list in an element, none of whose members leads on. */
function throughList(elements: readonly { readonly metadata?: object }[], path: readonly string[]): boolean {
  return elements.some(({ metadata }) => path.some((_, i) => endsInList(metadata, path.slice(0, i), path.slice(i))));
}

function endsInList(tree: unknown, before: readonly string[], after: readonly string[]): boolean {
  const list = before.reduce(member, tree);
  return Array.isArray(list) && list.every((one) => after.reduce(member, one) === undefined);
}

function member(at: unknown, name: string): unknown {
  if (Array.isArray(at)) return at.map((one) => member(one, name)).find((one) => one !== undefined);
  return typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[name] : undefined;
}
