/**
 * Root causes: from something that is down along what it needs to what failed first. Nothing is guessed from times or
 * names; a way is followed where the next thing is in trouble itself and that kind of trouble explains this one.
 */

import type { GraphNode } from '../../graph/node.ts';
import type { GraphEdge, Reader } from '../../graph/reader.ts';
import { inWords } from '../why/words.ts';
import { classWords } from './class-words.ts';
import { explains, isFailing } from './failing.ts';
import { type Denials, needsOf } from './needs.ts';

export interface CauseStep {
  readonly node: GraphNode;
  readonly reason: string;
  readonly message: string;
  /** How the step before leads here; empty for the first. */
  readonly why: string;
  readonly edge?: GraphEdge;
}

export interface Cause {
  readonly root: GraphNode;
  /** From what was asked about to the root. */
  readonly path: readonly CauseStep[];
  /** Between 0 and 1; of several causes the likelier ones have more. */
  readonly score: number;
}

interface Arrival {
  readonly node: GraphNode;
  readonly edge?: GraphEdge;
  readonly why?: string;
  readonly from?: Arrival;
  readonly depth: number;
}

export interface CauseOptions {
  /** Classes that are only a word; found out where it is left out. */
  readonly isWord?: (node: GraphNode) => boolean;
  /** Without it no policy is blamed. */
  readonly denials?: Denials;
}

const MOST_STEPS = 12;
const MOST_VISITED = 20_000;

/** The likeliest first; none for something that is well. What fails without needing anything that fails is its own cause. */
export function causesOf(reader: Reader, node: GraphNode, options: CauseOptions = {}): readonly Cause[] {
  const { isWord = classWords(reader), denials } = options;
  if (!isFailing(node) || isWord(node)) return [];
  const ends: Arrival[] = [];
  const seen = new Set([node.id]);
  const queue: Arrival[] = [{ node, depth: 0 }];
  for (let at = 0; at < queue.length && seen.size < MOST_VISITED; at++) {
    const arrival = queue[at]!;
    let isEnd = true;
    for (const need of needsOf(reader, arrival.node, denials)) {
      if (need.node.id === arrival.node.id || !(need.blamed || isFailing(need.node)) || !explains(need, arrival.node))
        continue;
      if (arrival.depth >= MOST_STEPS || isWord(need.node)) continue;
      if (!leadsBack(arrival, need.node.id)) isEnd = false;
      if (seen.has(need.node.id)) continue;
      seen.add(need.node.id);
      queue.push({
        node: need.node,
        depth: arrival.depth + 1,
        from: arrival,
        ...(need.edge ? { edge: need.edge } : {}),
        ...(need.why === undefined ? {} : { why: need.why }),
      });
    }
    if (isEnd) ends.push(arrival);
  }
  return ranked(reader, ends);
}

const leadsBack = (arrival: Arrival, id: string): boolean => {
  for (let at: Arrival | undefined = arrival; at !== undefined; at = at.from) if (at.node.id === id) return true;
  return false;
};

function ranked(reader: Reader, ends: readonly Arrival[]): readonly Cause[] {
  const weights = ends.map((end) => weightOf(end));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return ends
    .map((end, i) => ({
      root: end.node,
      path: pathTo(reader, end),
      score: Math.round((weights[i]! / total) * 1000) / 1000,
    }))
    .sort((a, b) => b.score - a.score || a.path.length - b.path.length || (a.root.id < b.root.id ? -1 : 1));
}

/** Reasons that only say that something else is not as it should be. */
const vague: ReadonlySet<string> = new Set([
  ...[
    'ReferenceDown',
    'ReferenceMissing',
    'NoReadyEndpoints',
    'Pending',
    'ContainerCreating',
    'PodInitializing',
    'ReplicasMissing',
  ],
  ...[
    'MinimumReplicasUnavailable',
    'NotReady',
    'ContainersNotReady',
    'RollingOut',
    'NotObserved',
    'Starting',
    'Unwatched',
  ],
]);

/** What is missing outright, a broken machine, and what is named in the message before it come first. */
function weightOf({ node, from, depth, why }: Arrival): number {
  const { status, type, name } = node;
  let weight = status.health === 'missing' ? 8 : 4;
  if (type === 'node') weight = 8;
  if (why === undefined && (vague.has(status.reason ?? '') || status.reason === undefined)) weight /= 4;
  if (from?.node.status.message?.includes(name)) weight *= 2;
  return weight / (1 + depth * 0.01);
}

function pathTo(reader: Reader, end: Arrival): readonly CauseStep[] {
  const steps: CauseStep[] = [];
  for (let at: Arrival | undefined = end; at !== undefined; at = at.from) {
    const { reason = at.node.status.health, message = '' } = at.node.status;
    const [words] = at.edge === undefined ? [] : inWords(reader, at.edge);
    const why =
      at.from === undefined
        ? ''
        : (at.why ?? words ?? `the message of ${at.from.node.type} ${at.from.node.name} names it`);
    steps.push({ node: at.node, reason, message, why, ...(at.edge ? { edge: at.edge } : {}) });
  }
  return steps.reverse();
}
