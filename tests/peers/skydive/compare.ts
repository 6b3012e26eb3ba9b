/** Whether two answers are the same: the same ids or values, in the same order where the query has one. */
import { isDeepStrictEqual } from 'node:util';
import type { Answer, Question } from './question.ts';

/** `skipped` where that release has no such step, or its answer is chance. */
export type Verdict = 'agree' | 'differ' | 'skipped';

/** Steps that this release does not have. */
const later = /Expected step function, got: (?:ValueMap|Ascendants|Descendants|Neighbors)/i;

export function compare({ query, graph }: Question, own: Answer, other: Answer): Verdict {
  if (later.test(other.error ?? '')) return 'skipped';
  if (own.kind !== other.kind) return bothEmpty(own, other) ? 'agree' : 'differ';
  if (own.kind === 'error') return 'agree';
  if (own.kind === 'paths') return isDeepStrictEqual(sorted(lengths(own)), sorted(lengths(other))) ? 'agree' : 'differ';
  const [a, b] = [own.values.map(text), other.values.map(text)];
  const isKeys = /\bkeys\(/i.test(query);
  if (/\bsort\(/i.test(query) && !isKeys) {
    if (isDeepStrictEqual(a, b)) return 'agree';
    return isDeepStrictEqual(sorted(a), sorted(b)) || a.length === b.length
      ? sameKeys(query, graph, own, other)
      : 'differ';
  }
  // A subgraph has no order of its own in Skydive: which ones a limit leaves is chance.
  const chance = /subgraph\(.*\b(?:limit|range|dedup|sort)\(./i.test(query);
  if (chance) return isDeepStrictEqual(sorted(a), sorted(b)) ? 'agree' : 'skipped';
  // An edge from a node to itself is at one place there among all edges of the node, here at its own among those that come in.
  const loops = /\bine?\(/i.test(query) && graph.edges?.some(({ from, to }) => from === to);
  if (loops && /\b(?:limit|range|dedup)\s*\(/i.test(query)) return a.length === b.length ? 'agree' : 'differ';
  const unordered = loops || own.kind === 'graph' || /\b(?:subgraph|keys|shortestpathto)\(/i.test(query);
  return isDeepStrictEqual(unordered ? sorted(a) : a, unordered ? sorted(b) : b) ? 'agree' : 'differ';
}

const bothEmpty = (own: Answer, other: Answer) =>
  own.kind !== 'error' && other.kind !== 'error' && own.values.length === 0 && other.values.length === 0;
const sorted = (texts: readonly string[]) => [...texts].sort();

/** Ways of the same length between the same ends are as good as each other. */
const lengths = ({ values }: Answer) =>
  (values as readonly (readonly string[])[]).map((path) => [path[0], path.length, path.at(-1)].join(' '));

function text(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(text).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([key, one]) => `${key}:${text(one)}`)
    .sort()
    .join()}}`;
}

/** Sorting there is not stable: what has the same value under the key may come in any order. */
function sameKeys(query: string, graph: Question['graph'], own: Answer, other: Answer): Verdict {
  const key = /\bsort\((?:\w+ *, *)?(?:['"]([^'"]*)['"])?/i.exec(query)?.[1];
  if (own.kind !== 'nodes') return 'differ';
  if (key === undefined) return 'agree';
  const under = new Map(graph.nodes.map(({ id, metadata }) => [id, text(metadata?.[key] ?? null)]));
  const keys = ({ values }: Answer) => values.map((id) => under.get(id as string));
  return isDeepStrictEqual(keys(own), keys(other)) ? 'agree' : 'differ';
}
