/** Marks what a query finds, and keeps the marks true while the graph changes. */

import type { Client } from '@urql/core';
import { gremlinDocument } from '../wire/documents.ts';
import type { Found, QueryProblem } from '../wire/frames.ts';
import { problemOf } from '../wire/problem.ts';

/** Asked again at most this often while the graph changes, in milliseconds. */
const rest = 400;

export class Highlight {
  query = $state('');
  problem: QueryProblem | undefined = $state.raw(undefined);
  nodes: ReadonlySet<string> = $state.raw(new Set());
  edges: ReadonlySet<string> = $state.raw(new Set());
  /** What was found, in a few words, where it is nothing that can be marked. */
  answer: string | undefined = $state(undefined);
  readonly #client: Pick<Client, 'query'>;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;

  constructor(client: Pick<Client, 'query'>) {
    this.#client = client;
  }

  apply(query: string): void {
    this.query = query.trim();
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.query === '') this.#show(undefined);
    else void this.#ask();
  }

  /** The graph has changed. */
  refresh(): void {
    if (this.query === '' || this.#timer !== undefined) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#ask();
    }, rest);
  }

  async #ask(): Promise<void> {
    const asked = ++this.#asked;
    const { data, error } = await this.#client
      .query<{ gremlin: Found }>(gremlinDocument, { query: this.query })
      .toPromise();
    if (asked !== this.#asked) return;
    if (error !== undefined) this.problem = problemOf(error);
    else this.#show(data?.gremlin);
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
