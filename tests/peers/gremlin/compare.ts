/** Both answers to a question, and in what they differ. */
import type { GraphReader } from '@canopy/gremlin';
import { gratefulGraph, toyGraphs, typedRows } from '@canopy/gremlin/testing';
import { type Explanation, explanationOf } from './explanations.ts';
import type { Answer } from './judge.ts';
import type { Asked } from './suite.ts';
import { type Told, text, told } from './told.ts';

export interface Difference {
  readonly asked: Asked;
  readonly ours: string;
  readonly theirs: string;
  /** Absent: nobody knows yet. */
  readonly why: Explanation | undefined;
}

const readers = new Map<string, GraphReader>(Object.entries(toyGraphs));
const LIMITS = { time: 5_000, rows: 20_000 };

function reader(name: string): GraphReader {
  if (name === 'grateful' && !readers.has(name)) readers.set(name, gratefulGraph());
  return readers.get(name) ?? readers.get('empty')!;
}

function ours({ graph, query }: Asked): Answer {
  try {
    return { rows: typedRows(reader(graph), query, { limits: LIMITS }).map(told) };
  } catch (error) {
    const { code } = error as { code?: string };
    return { error: code ?? 'CRASH', message: (error as Error).message };
  }
}

export type Verdict = Difference | 'agree' | 'late';

/** `late`: it took TinkerGraph too long, or has too many rows for a comparison. */
export function compare(asked: Asked, theirs: Answer): Verdict {
  if (theirs.error === 'Timeout' || theirs.error === 'TooManyRows') return 'late';
  const own = ours(asked);
  if (own.error !== undefined && theirs.error !== undefined && own.error !== 'CRASH') return 'agree';
  const [mine, other] = shown(asked, own, theirs);
  if (mine === other) return 'agree';
  return { asked, ours: mine, theirs: other, why: explanationOf(asked, own, theirs) };
}

/** Order counts where the traversal asks for one. */
function shown({ query }: Asked, own: Answer, theirs: Answer): readonly [string, string] {
  const said = (answer: Answer, rows: (rows: readonly Told[]) => string) =>
    answer.error === undefined ? rows(answer.rows) : `${answer.error}: ${answer.message.split('\n')[0]}`;
  const exact = (rows: readonly Told[]) => rows.map((row) => text(row, { lists: true, types: true }));
  const loose = (rows: readonly Told[]) =>
    rows
      .map((row) => text(row, { lists: false, types: true }))
      .sort()
      .join(' ');
  const pair = (rows: typeof loose) => [said(own, rows), said(theirs, rows)] as const;
  const match = endsInOrder.exec(query);
  if (!match) return pair(loose);
  return match[1] === undefined ? pair((rows) => exact(rows).join(' ')) : pair((rows) => exact(rows).sort().join(' '));
}

/** Nothing but steps that keep rows in their order comes after the last order(). */
const endsInOrder =
  /\.order\(((?:Scope\.)?local)?(?:Scope\.global|global)?\)(?:\.by\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))*(?:\.(?:values|id|label|limit|range|skip|tail|select|fold|unfold|valueMap|path|key|value|index)\([^()]*\))*$/;
