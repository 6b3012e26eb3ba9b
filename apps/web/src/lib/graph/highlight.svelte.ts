/** Marks what a query finds, as a standing query: the server tells what comes and goes. */

import type { Client } from '@urql/core';
import { gremlinDocument } from '../wire/documents.ts';
import type { Found, FoundFrame, QueryProblem } from '../wire/frames.ts';
import { type Asking, keepAsking } from '../wire/keep-asking.ts';
import { StandingRows } from './standing-rows.ts';

export interface HighlightOptions extends Pick<Asking<unknown>, 'pause'> {
  readonly client: Pick<Client, 'subscription'>;
  /** False while the server answers nobody who has not said who they are. */
  readonly allowed: () => boolean;
}

export class Highlight {
  query = $state('');
  problem: QueryProblem | undefined = $state.raw(undefined);
  nodes: ReadonlySet<string> = $state.raw(new Set());
  edges: ReadonlySet<string> = $state.raw(new Set());
  /** What was found, in a few words, where it is nothing that can be marked. */
  answer: string | undefined = $state(undefined);
  readonly #options: HighlightOptions;
  #asking = new AbortController();

  constructor(options: HighlightOptions) {
    this.#options = options;
  }

  /** In the place of what was asked before, whose marks stay until the first answer. */
  apply(query: string): void {
    this.stop();
    this.query = query.trim();
    if (this.query === '') this.#show(undefined);
    else void this.#ask(this.query);
  }

  stop(): void {
    this.#asking.abort();
  }

  #ask(query: string): Promise<void> {
    this.#asking = new AbortController();
    const { client, pause, allowed } = this.#options;
    const { signal } = this.#asking;
    const rows = new StandingRows();
    const source = () =>
      client.subscription<{ gremlin: FoundFrame }>(gremlinDocument, { query, since: rows.since ?? null });
    return keepAsking(
      { source, signal, pause },
      {
        take: ({ gremlin }) => {
          if (rows.take(gremlin) && !signal.aborted) this.#show(rows.found);
        },
        lost: () => {
          rows.cut();
          if (!allowed()) this.stop();
        },
        refused: (problem) => {
          this.problem = problem;
        },
      },
    );
  }

  #show(found: Found | undefined): void {
    this.problem = undefined;
    const { nodes, edges } = elementsOf(found?.rows ?? []);
    this.nodes = nodes;
    this.edges = edges;
    const marks = nodes.size + edges.size > 0 || found === undefined;
    this.answer = marks
      ? undefined
      : found.count === 0
        ? 'Nothing found'
        : `Answer: ${JSON.stringify(found.rows).slice(0, 200)}`;
  }
}

/** Rows of nodes, edges, graphs and paths alike: everything that has an id, with the ends of edges. */
export function elementsOf(rows: readonly unknown[]): { nodes: Set<string>; edges: Set<string> } {
  const nodes = new Set<string>();
  const edges = new Set<string>();
  const visit = (row: unknown): void => {
    if (Array.isArray(row)) for (const inner of row) visit(inner);
    if (typeof row !== 'object' || row === null) return;
    const { ID, Parent, Child, Nodes, Edges } = row as Record<string, unknown>;
    if (Array.isArray(Nodes)) visit(Nodes);
    if (Array.isArray(Edges)) visit(Edges);
    if (typeof ID !== 'string') return;
    if (typeof Parent === 'string' && typeof Child === 'string') {
      edges.add(ID);
      nodes.add(Parent).add(Child);
    } else nodes.add(ID);
  };
  for (const row of rows) visit(row);
  return { nodes, edges };
}
