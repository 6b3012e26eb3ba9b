/** Skydive's navigation. Arguments filter what the step returns: the node reached, or the edge. */
import type { Call } from '../../2-plan/call.ts';
import { expandOp } from '../../2-plan/ops.ts';
import type { Direction, Fact } from '../../2-plan/plan.ts';
import type { Run } from '../../3-run/run.ts';
import type { EdgeElement, GraphReader, NodeElement } from '../../reader.ts';
import { defineStep } from '../define.ts';
import { allOf, conditionsOf } from './conditions.ts';
import { asEdge, asNode } from './elements.ts';

/** Edges at a node; one from the node to itself comes once. */
export function* edgesAt(reader: GraphReader, id: string, direction: Direction): Generator<EdgeElement> {
  if (direction !== 'in') yield* reader.outEdges(id);
  if (direction !== 'out')
    for (const edge of reader.inEdges(id)) if (direction === 'in' || edge.from !== id) yield edge;
}

/** The nodes at the other ends of a node's edges, once for each edge. */
export function* neighbours(reader: GraphReader, node: NodeElement, direction: Direction): Generator<NodeElement> {
  for (const edge of edgesAt(reader, node.id, direction)) {
    const other = direction === 'out' || (direction === 'both' && edge.from === node.id) ? edge.to : edge.from;
    const found = reader.node(other);
    if (found) yield found;
  }
}

const filterForms = (name: string) => [`${name}()`, `${name}(key)`, `${name}(key, value or predicate, …)`];

function toNodes(name: string, direction: Direction, doc: string) {
  return defineStep({
    name,
    dialect: 'skydive',
    group: 'navigate',
    signatures: filterForms(name),
    doc,
    example: `G.V().Has('Type', 'pod').${name}('Type', 'service')`,
    takes: ['nodes', 'any'],
    gives: 'nodes',
    plan(call) {
      const conditions = conditionsOf(call);
      const test = allOf(conditions);
      const expand = function* (value: unknown, run: Run) {
        for (const node of neighbours(run.reader, asNode(call, value), direction))
          if (test(node, run.reader)) yield node;
      };
      return expandOp(call, expand, hop(conditions.length, direction, 'nodes'));
    },
  });
}

function hop(conditions: number, direction: Direction, to: 'nodes' | 'edges'): { fact?: Fact } {
  return conditions === 0 && direction !== 'both' ? { fact: { is: 'hop', direction, to, labels: [], all: [] } } : {};
}

function toEdges(name: string, direction: Direction, doc: string) {
  return defineStep({
    name,
    dialect: 'skydive',
    group: 'navigate',
    signatures: filterForms(name),
    doc,
    example: `G.V().Has('Type', 'pod').${name}('RelationType', 'ownership')`,
    takes: ['nodes', 'any'],
    gives: 'edges',
    plan(call) {
      const conditions = conditionsOf(call);
      const test = allOf(conditions);
      const expand = function* (value: unknown, run: Run) {
        for (const edge of edgesAt(run.reader, asNode(call, value).id, direction))
          if (test(edge, run.reader)) yield edge;
      };
      return expandOp(call, expand, hop(conditions.length, direction, 'edges'));
    },
  });
}

function ends(name: string, which: readonly ('from' | 'to')[], doc: string, shown: string) {
  return defineStep({
    name,
    dialect: 'skydive',
    group: 'navigate',
    signatures: filterForms(name),
    doc,
    example: `G.E().Has('RelationType', 'pod').${name}()`,
    takes: ['edges', 'any'],
    gives: 'nodes',
    plan(call) {
      const conditions = conditionsOf(call);
      const test = allOf(conditions);
      const expand = function* (value: unknown, run: Run) {
        const edge = asEdge(call, value);
        for (const end of which) {
          const node = run.reader.node(edge[end]);
          if (node && test(node, run.reader)) yield node;
        }
      };
      const fact: Fact | undefined =
        which.length === 1 && conditions.length === 0 ? { is: 'end', end: which[0]! } : undefined;
      return expandOp(call, expand, { text: `${shownStep(call)} → ${shown}`, ...(fact ? { fact } : {}) });
    },
  });
}

function shownStep(call: Call): string {
  return call.op({ open: () => (rows) => rows }).text;
}

export const out = toNodes('Out', 'out', 'The children: the nodes that edges lead to from here, once for each edge.');
export const into = toNodes('In', 'in', 'The parents: the nodes whose edges lead here, once for each edge.');
export const both = toNodes('Both', 'both', 'The nodes at the other end of every edge, whichever way it runs.');
export const outE = toEdges('OutE', 'out', 'The edges whose parent is the node.');
export const inE = toEdges('InE', 'in', 'The edges whose child is the node.');
export const bothE = toEdges('BothE', 'both', 'All edges at the node; one from the node to itself comes once.');
export const inV = ends(
  'InV',
  ['from'],
  'The parent end of the edge. TinkerPop calls this end outV.',
  'the parent end',
);
export const outV = ends('OutV', ['to'], 'The child end of the edge. TinkerPop calls this end inV.', 'the child end');
export const bothV = ends('BothV', ['from', 'to'], 'The parent end, then the child end.', 'both ends');
export const parentV = ends('ParentV', ['from'], 'The parent end of the edge, where it starts.', 'the parent end');
export const childV = ends('ChildV', ['to'], 'The child end of the edge, where it leads.', 'the child end');
