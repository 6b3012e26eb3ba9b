/**
 * The change feed: the newest deltas, kept until they are too many. A subscriber holds nothing but the revision that it
 * has; a slow one gets one merged delta, never a queue; one that was away too long is told to start over.
 */

import { Waiting } from '../base/waiting.ts';
import type { Delta } from './delta.ts';
import { merge } from './merge.ts';
import type { GraphNode } from './node.ts';
import type { GraphEdge } from './reader.ts';

export type GraphDelta = Delta<GraphNode, GraphEdge>;

export interface ChangeFeed {
  /** The newest revision. */
  readonly revision: number;
  /** All that came after `revision`, as one delta; empty when nothing did; `undefined` when that is no longer known. */
  since(revision: number): GraphDelta | undefined;
  /** Resolves once the graph is past `revision`, and also when the signal aborts. */
  next(revision: number, signal?: AbortSignal): Promise<void>;
}

const size = (delta: GraphDelta) =>
  1 +
  delta.nodes.added.length +
  delta.nodes.changed.length +
  delta.nodes.removed.length +
  delta.edges.added.length +
  delta.edges.changed.length +
  delta.edges.removed.length;

export class Changes implements ChangeFeed {
  readonly #keep: number;
  readonly #deltas: GraphDelta[] = [];
  /** The merged answers at the present revision: subscribers that are level with each other share one. */
  readonly #answers = new Map<number, GraphDelta>();
  readonly #waiting = new Waiting();
  #elements = 0;
  #revision: number;
  #time: number;

  /** `keep`: how many changed elements are remembered. */
  constructor(keep: number, revision: number, time: number) {
    this.#keep = keep;
    this.#revision = revision;
    this.#time = time;
  }

  get revision(): number {
    return this.#revision;
  }

  push(delta: GraphDelta): void {
    this.#deltas.push(delta);
    this.#elements += size(delta);
    let drop = 0;
    while (this.#elements > this.#keep && drop < this.#deltas.length) this.#elements -= size(this.#deltas[drop++]!);
    if (drop > 0) this.#deltas.splice(0, drop);
    this.#revision = delta.revision;
    this.#time = delta.time;
    this.#answers.clear();
    this.#waiting.wake();
  }

  since(revision: number): GraphDelta | undefined {
    if (revision === this.#revision) return nothing(revision, this.#time);
    const known = this.#answers.get(revision);
    if (known !== undefined) return known;
    const start = this.#deltas.findLastIndex((delta) => delta.since === revision);
    if (start < 0) return undefined;
    const answer = merge(this.#deltas.slice(start));
    this.#answers.set(revision, answer);
    return answer;
  }

  next(revision: number, signal?: AbortSignal): Promise<void> {
    if (this.#revision > revision || signal?.aborted) return Promise.resolve();
    return this.#waiting.next(signal);
  }
}

function nothing(revision: number, time: number): GraphDelta {
  const none = { added: [], changed: [], removed: [] };
  return { since: revision, revision, time, nodes: none, edges: none };
}
