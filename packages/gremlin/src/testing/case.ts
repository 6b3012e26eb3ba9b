/**
 * Cases as text. A file starts with the graph, one line a node or an edge; then come cases:
 *
 *     == a sentence about the world
 *     G.V().Has('Type', 'pod')
 *     -- rows
 *     pod/web
 *
 * `-- plan` holds what explain says of the plan that runs, `-- error` the rendered error with its caret.
 */

import { explainPlan } from '../2-plan/explain.ts';
import { compile } from '../compile.ts';
import { GremlinError } from '../errors.ts';
import { execute } from '../execute.ts';
import { type MemoryGraphInput, memoryGraph } from '../memory-graph.ts';
import type { GraphElement, GraphReader, Metadata } from '../reader.ts';
import { isEdge, isElement, isGraphPart, Path } from '../values/value.ts';
import { showValue } from './show.ts';

export interface Case {
  readonly title: string;
  readonly query: string;
  /** What is expected under each heading, `rows`, `plan` or `error`. */
  readonly expected: ReadonlyMap<string, string>;
}

export interface CaseFile {
  readonly graph: GraphReader;
  readonly cases: readonly Case[];
}

export function readCases(text: string): CaseFile {
  const [head = '', ...bodies] = text.split(/^== /m);
  return { graph: readGraph(head), cases: bodies.map(readCase) };
}

function readCase(body: string): Case {
  const [top = '', ...parts] = body.trimEnd().split(/^-- /m);
  const [title = '', ...query] = top.trimEnd().split('\n');
  const expected = parts.map((part): [string, string] => {
    const [name = '', ...lines] = part.trimEnd().split('\n');
    return [name, lines.join('\n')];
  });
  return { title, query: query.join('\n'), expected: new Map(expected) };
}

/** `node ID Key=value …` and `edge FROM relation TO Key=value …`; a value may be JSON without blanks, and a key dotted. */
function readGraph(text: string): GraphReader {
  const lines = text.split('\n').filter((line) => /^(?:node|edge) /.test(line));
  const nodes: MemoryGraphInput['nodes'][number][] = [];
  const edges: NonNullable<MemoryGraphInput['edges']>[number][] = [];
  for (const [i, line] of lines.entries()) {
    const [word, ...rest] = line.split(/\s+/);
    if (word === 'node') nodes.push({ id: rest[0]!, metadata: metadataOf(rest.slice(1)), createdAt: i });
    else
      edges.push({
        id: `e${edges.length + 1}`,
        from: rest[0]!,
        to: rest[2]!,
        metadata: { RelationType: rest[1], ...metadataOf(rest.slice(3)) },
      });
  }
  return memoryGraph({ nodes, edges });
}

function metadataOf(pairs: readonly string[]): Metadata {
  const tree: Record<string, unknown> = {};
  for (const pair of pairs) {
    const [path = '', value = ''] = pair.split(/=(.*)/s);
    const steps = path.split('>');
    let at = tree;
    for (const step of steps.slice(0, -1)) {
      at[step] ??= {};
      at = at[step] as Record<string, unknown>;
    }
    at[steps.at(-1)!] = json(value);
  }
  return tree;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** What the query really gives under a heading. */
export function actual(graph: GraphReader, { query }: Case, heading: string): string {
  try {
    if (heading === 'plan') return explainPlan(compile(query).plan);
    const { values } = execute(graph, query);
    return values
      .flatMap((value) => (isGraphPart(value) ? [...value.nodes, ...value.edges] : [value]))
      .map(show)
      .join('\n');
  } catch (error) {
    if (error instanceof GremlinError) return error.render();
    throw error;
  }
}

function show(value: unknown): string {
  if (isEdge(value)) return `${value.from} -${value.metadata.RelationType}-> ${value.to}`;
  if (isElement(value)) return name(value);
  if (Array.isArray(value)) return `[${value.map(show).join(', ')}]`;
  return value instanceof Path ? value.objects.map(show).join(' / ') : showValue(value);
}

function name({ id, metadata }: GraphElement): string {
  return metadata.Name === undefined ? id : `${metadata.Type}/${metadata.Name}`;
}
