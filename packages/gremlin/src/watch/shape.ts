/** How a standing query is kept up: by what changed where its shape allows it, else by running it again. */
import type { Plan } from '../2-plan/plan.ts';
import { type HopFact, hopElements } from '../2-plan/rules/hop.ts';
import type { ScanFact } from '../2-plan/rules/scan.ts';
import { type Condition, passes } from '../predicates/condition.ts';
import type { EdgeElement, GraphChange, GraphElement, GraphReader, NodeElement } from '../reader.ts';
import type { Tally } from './tally.ts';

export interface Shape {
  readonly name: 'filter' | 'hop' | 'subgraph' | 'rerun';
  /** Puts all rows into the tally. */
  fill(tally: Tally): void;
  /** Brings the tally up to date; the reader already shows the graph after the change. */
  apply(tally: Tally, change: GraphChange): void;
}

/** `V().Has(…)` or `E().Has(…)`: an element is a row or not, whatever becomes of others. */
function filterShape(reader: GraphReader, scan: ScanFact): Shape {
  const one = (tally: Tally, element: GraphElement) =>
    tally.set(element.id, passes(scan.all, element, reader) ? [element] : []);
  return {
    name: 'filter',
    fill(tally) {
      for (const element of scan.of === 'nodes' ? reader.nodes() : reader.edges()) one(tally, element);
    },
    apply(tally, change) {
      const { added, changed, removed } = scan.of === 'nodes' ? change.nodes : change.edges;
      for (const element of removed) tally.set(element.id, []);
      for (const element of [...added, ...changed]) one(tally, element);
    },
  };
}

/** The nodes whose surroundings a change may have touched. */
function touched(reader: GraphReader, change: GraphChange): Set<string> {
  const ids = new Set<string>();
  for (const edge of [...change.edges.added, ...change.edges.changed, ...change.edges.removed])
    ids.add(edge.from).add(edge.to);
  for (const node of [...change.nodes.added, ...change.nodes.changed, ...change.nodes.removed]) {
    ids.add(node.id);
    for (const edge of reader.outEdges(node.id)) ids.add(edge.to);
    for (const edge of reader.inEdges(node.id)) ids.add(edge.from);
  }
  return ids;
}

/** `V().Has(…).Out(…)`: each start owns what the hop finds from it. */
function hopShape(reader: GraphReader, scan: ScanFact, hop: HopFact): Shape {
  const one = (tally: Tally, id: string) => {
    const node = reader.node(id);
    tally.set(id, node && passes(scan.all, node, reader) ? hopElements(reader, id, hop) : []);
  };
  return {
    name: 'hop',
    fill(tally) {
      for (const node of reader.nodes()) one(tally, node.id);
    },
    apply(tally, change) {
      for (const id of touched(reader, change)) one(tally, id);
    },
  };
}

/** `V().Has(…).SubGraph()`: the nodes that pass, and the edges both of whose ends do. */
function subgraphShape(reader: GraphReader, scan: ScanFact, edges: readonly Condition[]): Shape {
  const inside = (id: string) => {
    const node: NodeElement | undefined = reader.node(id);
    return node !== undefined && passes(scan.all, node, reader);
  };
  const edge = (tally: Tally, one: EdgeElement) =>
    tally.set(`edge ${one.id}`, inside(one.from) && inside(one.to) && passes(edges, one, reader) ? [one] : []);
  const node = (tally: Tally, one: NodeElement) => tally.set(`node ${one.id}`, inside(one.id) ? [one] : []);
  return {
    name: 'subgraph',
    fill(tally) {
      for (const one of reader.nodes()) node(tally, one);
      for (const one of reader.edges()) edge(tally, one);
    },
    apply(tally, change) {
      for (const one of change.edges.removed) tally.set(`edge ${one.id}`, []);
      for (const one of change.nodes.removed) tally.set(`node ${one.id}`, []);
      for (const one of [...change.edges.added, ...change.edges.changed]) edge(tally, one);
      for (const one of [...change.nodes.added, ...change.nodes.changed]) {
        const was = tally.has(`node ${one.id}`);
        node(tally, one);
        if (was === tally.has(`node ${one.id}`)) continue;
        for (const other of reader.outEdges(one.id)) edge(tally, other);
        for (const other of reader.inEdges(one.id)) edge(tally, other);
      }
    },
  };
}

/** The shape by which a plan can be kept up, or nothing where it has to be run again. */
export function shapeOf(plan: Plan, reader: GraphReader): Shape | undefined {
  const [scan, next, ...rest] = plan.ops.map((op) => op.fact);
  if (scan?.is !== 'scan' || scan.ids || rest.length > 0) return undefined;
  if (plan.ops.length === 1) return filterShape(reader, scan);
  if (scan.of !== 'nodes') return undefined;
  if (next?.is === 'hop') return hopShape(reader, scan, next);
  return next?.is === 'subgraph' ? subgraphShape(reader, scan, next.all) : undefined;
}

/** Whether no step of the plan looks at an edge, so that changes of edges do not matter. */
export function looksAtNodesOnly(plan: Plan): boolean {
  const harmless = new Set(['conditions', 'range', 'order', 'dedup', 'count', 'identity', 'labels', 'read']);
  return plan.ops.every((op) => {
    if (op.children.length > 0) return false;
    return op.fact?.is === 'scan' ? op.fact.of === 'nodes' : op.fact !== undefined && harmless.has(op.fact.is);
  });
}
