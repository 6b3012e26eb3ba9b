/** Questions to both engines, and what an answer is. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { execute, type MemoryGraphInput, memoryGraph, type Result, toJson } from '@canopy/gremlin';

export interface Question {
  readonly source: string;
  readonly graph: MemoryGraphInput;
  readonly query: string;
}

export interface Answer {
  readonly kind: 'nodes' | 'edges' | 'graph' | 'paths' | 'values' | 'error';
  /** Ids of elements, lists of ids of paths, or values; a number is a value. */
  readonly values: readonly unknown[];
  readonly error?: string;
}

const folder = import.meta.dirname;
export const testdata = join(folder, '../../../packages/gremlin/testdata');
const signs: Readonly<Record<string, string>> = { '⏎': '\n', '⇥': '\t', '␍': '\r' };

/** The questions of queries.txt. */
export function written(): readonly Question[] {
  const graph = JSON.parse(readFileSync(join(testdata, 'skydive.json'), 'utf8')) as MemoryGraphInput;
  const found: Question[] = [];
  let source = '';
  for (const line of readFileSync(join(folder, 'queries.txt'), 'utf8').split('\n')) {
    if (line.startsWith('# ')) source = line.slice(2).replace(/:.*/, '');
    if (line === '' || line.startsWith('#')) continue;
    for (const query of spread(line))
      found.push({ source, graph, query: query.replace(/[⏎⇥␍]/g, (sign) => signs[sign]!) });
  }
  return found;
}

/** `<a~b>` with each of its parts. */
function spread(line: string): readonly string[] {
  const match = /^(.*?)<(.*?)>(.*)$/s.exec(line);
  if (!match) return [line];
  const [, before = '', parts = '', after = ''] = match;
  return parts.split('~').flatMap((part) => spread(after).map((rest) => before + part + rest));
}

const failed = (error: unknown): Answer => ({ kind: 'error', values: [], error: String(error) });
const idOf = (element: unknown) => (element as { id: string }).id;

export function ours({ graph, query }: Pick<Question, 'graph' | 'query'>): Answer {
  try {
    return told(execute(memoryGraph(complete(graph)), query));
  } catch (error) {
    return failed(error);
  }
}

function told({ kind, values }: Result): Answer {
  if (kind === 'nodes' || kind === 'edges') return { kind, values: values.map(idOf) };
  if (kind === 'paths') return { kind, values: values.map((path) => (path as readonly unknown[]).map(idOf)) };
  if (kind !== 'graph') return { kind: 'values', values: values.map(toJson) };
  const parts = values as readonly { nodes: readonly unknown[]; edges: readonly unknown[] }[];
  return { kind, values: parts.flatMap(({ nodes, edges }) => [...nodes, ...edges].map(idOf)) };
}

/** With the fields that the other engine gives its elements, too. */
function complete({ nodes, edges = [] }: MemoryGraphInput): MemoryGraphInput {
  const fields = { host: 'host', origin: 'unknown.host', createdAt: 1, updatedAt: 1, revision: 1 };
  return { nodes: nodes.map((one) => ({ ...fields, ...one })), edges: edges.map((one) => ({ ...fields, ...one })) };
}

/** What Skydive's engine answers; `run` hands it a text and resolves with what it prints. */
export async function theirs(
  questions: readonly Question[],
  run: (input: string) => Promise<string>,
): Promise<readonly Answer[]> {
  let before: MemoryGraphInput | undefined;
  const lines = questions.map(({ graph, query }) => {
    const again = graph === before;
    before = graph;
    return JSON.stringify({ ...(again ? {} : { graph }), query: inOldNames(query) });
  });
  const answers = (await run(lines.join('\n'))).split('\n').filter((line) => line !== '');
  return answers.map((line, at) => inNewNames(JSON.parse(line) as Answer, questions[at]!.query));
}

const fields = 'ID|Host|Origin|CreatedAt|UpdatedAt|DeletedAt|Revision';

/** This release calls the fields of elements by their bare names, where later ones say `@ID`; a bare one is a key there. */
function inOldNames(query: string): string {
  return query
    .replace(new RegExp(`(['"])(${fields})\\1`, 'g'), '$1no$2$1')
    .replace(new RegExp(`(['"])@(${fields})\\1`, 'g'), '$1$2$1')
    .replace(/(['"])Metadata\./g, '$1');
}

function inNewNames(answer: Answer, query: string): Answer {
  const values = answer.values ?? [];
  if (!/keys\(/i.test(query)) return { ...answer, values };
  return { ...answer, values: values.map((one) => String(one).replace(new RegExp(`^(${fields})$`), '@$1')) };
}
