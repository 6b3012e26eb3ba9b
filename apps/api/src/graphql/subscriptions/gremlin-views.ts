/** Standing queries: as a filter of the live picture, and as rows of their own. */

import type { GraphEdge, GraphNode, Reader } from '@canopy/model';
import { problem } from '../errors.ts';
import { elementsOf, type Gremlin, type GremlinKind, kindOfResult, type Result, restOf, restRows } from '../gremlin.ts';
import type { View } from './follow.ts';
import { type Frame, noRows, type RowChanges, slices } from './frame.ts';
import { StandingView } from './standing-view.ts';
import { cutSnapshot, joins, type Narrowing, shows, type Topology, type ViewSources } from './topology-view.ts';

type Element = GraphNode | GraphEdge;
const isEdge = (element: Element): element is GraphEdge => 'relationType' in element;

/** What the expression finds, as a picture: its nodes with the edges between them, its edges with their ends, or its graph. */
export function gremlinTopologyView(
  sources: ViewSources,
  query: string,
  narrowing: Narrowing,
  gremlin: Gremlin,
): View<Topology> {
  const { reader } = sources;
  const evaluate = (): ReadonlyMap<string, Element> => picture(reader, gremlin.runNow(reader, query), narrowing);
  evaluate();
  return new StandingView<Element, Topology>({
    ...sources,
    evaluate,
    keyOf: (element) => element.id,
    lists: (changes) => ({
      nodes: part(changes, (element): element is GraphNode => !isEdge(element)),
      edges: part(changes, isEdge),
    }),
    snapshot: (rows, revision, time) =>
      cutSnapshot(
        rows.filter((row): row is GraphNode => !isEdge(row)),
        rows.filter(isEdge),
        revision,
        time,
      ),
  });
}

function picture(reader: Reader, result: Result, narrowing: Narrowing): ReadonlyMap<string, Element> {
  const kind = kindOfResult(result);
  if (kind === 'VALUES' || kind === 'SCALAR')
    throw problem('BAD_USER_INPUT', 'The filter gives values; it must give nodes, edges, paths or a graph');
  const found = elementsOf(result);
  const nodes = new Map<string, GraphNode>();
  const note = (node: GraphNode | undefined) => node && shows(narrowing, node) && nodes.set(node.id, node);
  for (const node of found.nodes) note(node);
  const elements = new Map<string, Element>(nodes);
  if (kind === 'NODES' || kind === 'PATHS') {
    for (const node of nodes.values())
      for (const edge of reader.outEdges(node.id))
        if (nodes.has(edge.to) && joins(narrowing, edge)) elements.set(edge.id, edge);
    return elements;
  }
  for (const edge of found.edges) {
    if (!joins(narrowing, edge)) continue;
    note(reader.node(edge.from));
    note(reader.node(edge.to));
    if (nodes.has(edge.from) && nodes.has(edge.to)) elements.set(edge.id, edge);
  }
  for (const [id, node] of nodes) elements.set(id, node);
  return elements;
}

function part<T extends Element>(changes: RowChanges<Element>, is: (element: Element) => element is T): RowChanges<T> {
  return {
    added: changes.added.filter(is),
    changed: changes.changed.filter(is),
    removed: changes.removed.filter(is),
  };
}

/** One row of a standing query; made into JSON only when it is sent. */
export interface QueryRow {
  readonly key: string;
  readonly json: () => unknown;
}

export interface QueryRows {
  readonly kind: () => GremlinKind;
  readonly rows: RowChanges<QueryRow>;
}

export type QueryFrame = Frame<QueryRows>;

const snapshotRows = 2_000;

export function gremlinRowsView(sources: ViewSources, query: string, gremlin: Gremlin): View<QueryRows> {
  const { reader } = sources;
  let kind: GremlinKind = kindOfResult(gremlin.runNow(reader, query));
  const known = new WeakMap<object, QueryRow>();
  let before: ReadonlyMap<string, QueryRow> = new Map();
  const lists = (rows: RowChanges<QueryRow>): QueryRows => ({ kind: () => kind, rows });
  return new StandingView<QueryRow, QueryRows>({
    ...sources,
    evaluate: () => {
      const result = gremlin.runNow(reader, query);
      kind = kindOfResult(result);
      before = kind === 'NODES' || kind === 'EDGES' ? elementRows(result, known) : valueRows(result, kind, before);
      return before;
    },
    keyOf: (row) => row.key,
    lists,
    snapshot: (rows, revision, time) => {
      const parts = slices(rows, snapshotRows);
      return parts.map((added, i) => ({
        type: 'SNAPSHOT',
        since: revision,
        revision,
        time,
        complete: i === parts.length - 1,
        lists: lists({ ...noRows, added }),
      }));
    },
  });
}

/** Elements are known by their id, and are another object when they changed. */
function elementRows(result: Result, known: WeakMap<object, QueryRow>): ReadonlyMap<string, QueryRow> {
  const rows = new Map<string, QueryRow>();
  for (const value of result.values as Iterable<Element>) {
    let row = known.get(value);
    if (row === undefined) {
      row = { key: value.id, json: () => restOf(value) };
      known.set(value, row);
    }
    rows.set(row.key, row);
  }
  return rows;
}

/** Values have no identity: equal ones are told apart by number. A single value that differs has changed. */
function valueRows(result: Result, kind: GremlinKind, before: ReadonlyMap<string, QueryRow>) {
  const rows = new Map<string, QueryRow>();
  const times = new Map<string, number>();
  for (const value of restRows(result)) {
    const text = JSON.stringify(value) ?? 'null';
    const nth = times.get(text) ?? 0;
    times.set(text, nth + 1);
    const key = kind === 'SCALAR' || kind === 'GRAPH' ? kind : `${nth} ${text}`;
    const old = before.get(key);
    const same = old !== undefined && JSON.stringify(old.json()) === text;
    rows.set(key, same ? old : { key, json: () => value });
  }
  return rows;
}
