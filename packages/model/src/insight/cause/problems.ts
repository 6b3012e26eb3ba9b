/** All that is down, grouped by what caused it. */

import type { GraphNode } from '../../graph/node.ts';
import type { Reader } from '../../graph/reader.ts';
import { type CauseOptions, causesOf } from './cause.ts';
import { classWords } from './class-words.ts';
import { isFailing } from './failing.ts';

export interface ProblemGroup {
  readonly cause: GraphNode;
  readonly reason: string;
  readonly message: string;
  /** What is down because of it, itself left out; in the order in which it was looked at. */
  readonly affected: readonly GraphNode[];
}

/** The group that takes most down first. `among`: the nodes to look at; those that are well are left out. */
export function problemsOf(
  reader: Reader,
  among: Iterable<GraphNode> = reader.nodes(),
  { isWord = classWords(reader), denials }: CauseOptions = {},
): readonly ProblemGroup[] {
  const options = { isWord, ...(denials && { denials }) };
  const groups = new Map<string, { cause: GraphNode; affected: GraphNode[] }>();
  for (const node of among) {
    if (!isFailing(node) || isWord(node)) continue;
    const cause = causesOf(reader, node, options)[0]?.root ?? node;
    const group = groups.get(cause.id) ?? { cause, affected: [] };
    groups.set(cause.id, group);
    if (node.id !== cause.id) group.affected.push(node);
  }
  return [...groups.values()]
    .map(({ cause, affected }) => ({
      cause,
      reason: cause.status.reason ?? cause.status.health,
      message: cause.status.message ?? '',
      affected,
    }))
    .sort((a, b) => b.affected.length - a.affected.length || (a.cause.id < b.cause.id ? -1 : 1));
}
