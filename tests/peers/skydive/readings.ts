/** What Skydive reads otherwise, and Canopy not, on purpose. */
import type { Arg, MemoryGraphInput, Query } from '@canopy/gremlin';
import type { Answer } from './question.ts';
import { argsOf, type Reading } from './reading.ts';

type Step = Query['steps'][number];
type Predicate = Extract<Arg, { kind: 'predicate' }>;
const span = { offset: 0, length: 0 };
const literal = (value: string | number | boolean): Arg => ({ kind: 'literal', value, span });
const call = (name: string, ...args: readonly Arg[]): Predicate => ({
  kind: 'predicate',
  name,
  args,
  span,
  nameSpan: span,
});
const refused = call('Regex', literal(1));
const isCalled = (name: { readonly name: string }, ...names: readonly string[]) =>
  names.includes(name.name.toLowerCase());

/** Predicates of some names, as something else. */
const predicates = (names: readonly string[], change: (predicate: Predicate) => Arg) => (query: Query) =>
  argsOf(query, (arg) => (arg.kind === 'predicate' && isCalled(arg, ...names) ? change(arg) : arg));

/** Each value of the elements' metadata, also inside of others, as something else. */
const values =
  (change: (value: unknown) => unknown, of: 'all' | 'edges' = 'all') =>
  (graph: MemoryGraphInput): MemoryGraphInput => {
    const deep = (value: unknown): unknown => {
      const changed = change(value);
      if (Array.isArray(changed)) return changed.map(deep);
      if (typeof changed !== 'object' || changed === null) return changed;
      return Object.fromEntries(Object.entries(changed).map(([key, one]) => [key, deep(one)]));
    };
    const each = <E extends { readonly metadata?: object }>(one: E): E => ({
      ...one,
      ...(one.metadata ? { metadata: deep(one.metadata) } : {}),
    });
    return {
      nodes: of === 'edges' ? graph.nodes : graph.nodes.map(each),
      edges: (graph.edges ?? []).map(each),
    };
  };

/** Two steps that follow each other, as others. */
const pairsOfSteps = (change: (first: Step, second: Step) => readonly Step[] | undefined) => (query: Query) => {
  const steps = [...query.steps];
  for (let i = 0; i + 1 < steps.length; i++) {
    const changed = change(steps[i]!, steps[i + 1]!);
    if (changed) steps.splice(i, 2, ...changed);
  }
  return { ...query, steps };
};

const isPaging = (step: Step) => isCalled(step, 'limit', 'range');
const wholeText = /^[+-]?\d+$/;
const asWhole = (value: unknown) => (typeof value === 'string' && wholeText.test(value) ? Number(value) : value);

function distinct({ kind, values: all }: Answer): Answer {
  return { kind, values: [...new Map(all.map((one) => [JSON.stringify(one), one])).values()] };
}

/** Pairs of a key and a value, each as others. */
function pairs(step: Step, change: (key: Arg, value: Arg) => readonly Arg[]): Step {
  const args = step.args ?? [];
  if (args.length < 2) return step;
  return { ...step, args: args.flatMap((key, i) => (i % 2 === 0 ? change(key, args[i + 1] ?? key) : [])) };
}

const stepsOf = (change: (step: Step) => Step) => (query: Query) => ({ ...query, steps: query.steps.map(change) });
const isEnd = (arg: Arg | undefined) => arg?.kind === 'literal' && (arg.value === 'Parent' || arg.value === 'Child');
const onEdges = (query: Query) => query.steps.some((step) => isCalled(step, 'e', 'ine', 'oute', 'bothe'));

export const readings: readonly Reading[] = [
  {
    title: 'a regular expression is found anywhere, and anchors are taken',
    query: predicates(['regex'], (one) => {
      const [pattern] = one.args;
      if (pattern?.kind !== 'literal' || typeof pattern.value !== 'string') return one;
      const { value } = pattern;
      return value.startsWith('^') || value.endsWith('$') ? refused : call('Regex', literal(`^${value}$`));
    }),
  },
  {
    title: 'numbers keep their fraction',
    query: stepsOf((step) =>
      isPaging(step)
        ? step
        : argsOf({ kind: 'query', root: 'G', steps: [step], span }, (arg) =>
            arg.kind === 'literal' && typeof arg.value === 'number' ? literal(Math.trunc(arg.value)) : arg,
          ).steps[0]!,
    ),
    graph: values((value) => (typeof value === 'number' ? Math.trunc(value) : value)),
  },
  {
    title: 'a value comes out as it is stored, a text as a text',
    answer: (answer) => (answer.kind === 'values' ? { ...answer, values: answer.values.map(asWhole) } : answer),
  },
  {
    title: 'Dedup tells a number from its text',
    graph: (graph, text) => (/dedup\(./i.test(text) ? values(asWhole)(graph) : graph),
    answer: (answer) =>
      answer.kind === 'values' && answer.values.some((one) => asWhole(one) !== one)
        ? distinct({ ...answer, values: answer.values.map(asWhole) })
        : answer,
  },
  {
    title: 'a list on an edge matches by its elements, too',
    graph: values((value) => (Array.isArray(value) ? {} : value), 'edges'),
  },
  {
    title: 'both bounds hold for one element of a list',
    query: predicates(['inside', 'between'], (one) => {
      const [low, high] = one.args;
      if (!low || !high) return one;
      return { kind: 'and', left: call(isCalled(one, 'inside') ? 'Gt' : 'Gte', low), right: call('Lt', high), span };
    }),
  },
  {
    title: 'Within without values lets nothing through',
    query: predicates(['within'], (one) => (one.args.length === 0 ? call('Without') : one)),
  },
  {
    title: 'Ne and Nee of a boolean let other types through',
    query: predicates(['ne', 'nee'], (one) => {
      const [value] = one.args;
      return value?.kind === 'literal' && typeof value.value === 'boolean' ? literal(!value.value) : one;
    }),
  },
  {
    title: 'a boolean among several values',
    query: predicates(['within', 'without'], (one) =>
      one.args.some((arg) => arg.kind === 'literal' && typeof arg.value === 'boolean') ? refused : one,
    ),
  },
  {
    title: 'a filter after a limit comes after it',
    query: pairsOfSteps((first, second) => {
      const fits = isCalled(second, 'has') && isPaging(first);
      return fits ? [second, first] : undefined;
    }),
  },
  {
    title: 'a limit after Dedup counts what comes out of it',
    query: pairsOfSteps((first, second) =>
      isCalled(first, 'dedup') && isPaging(second) ? [second, first] : undefined,
    ),
  },
  {
    title: 'a limit after Dedup counts what comes out of it',
    query: pairsOfSteps((first, second) => {
      if (!isCalled(first, 'dedup') || !isPaging(second)) return undefined;
      const [low = literal(0)] = isCalled(second, 'range') ? (second.args ?? []) : [];
      return [{ ...second, name: 'Range', args: [low, literal(1_000_000)] }, first];
    }),
  },
  {
    title: 'a limit after Dedup counts what comes out of it',
    query: pairsOfSteps((first, second) => (isCalled(first, 'dedup') && isPaging(second) ? [first] : undefined)),
  },
  {
    title: 'a limit after As or Select is kept',
    query: pairsOfSteps((first, second) => (isCalled(first, 'as', 'select') && isPaging(second) ? [first] : undefined)),
  },
  {
    title: 'Parent and Child of an edge are keys everywhere',
    query: (query) =>
      onEdges(query)
        ? stepsOf((step) => {
            const absent = literal('no such key');
            if (isCalled(step, 'dedup'))
              return { ...step, args: (step.args ?? []).map((arg) => (isEnd(arg) ? absent : arg)) };
            if (step.args?.length === 1 && isEnd(step.args[0])) return { ...step, args: [absent] };
            return pairs(step, (key, value) =>
              isEnd(key) && value.kind === 'predicate' && isCalled(value, 'ne') ? [absent, value] : [key, value],
            );
          })(query)
        : query,
  },
  {
    title: 'a key with dots is found',
    graph: values((value) =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key.replaceAll('.', '·'), one]))
        : value,
    ),
  },
  {
    title: 'SubGraph filters edges, as it does in later releases',
    query: stepsOf((step) => (isCalled(step, 'subgraph') ? { ...step, args: [] } : step)),
  },
];
