/** TinkerPop's navigation: arguments are labels of edges. */

import type { Call } from '../../2-plan/call.ts';
import { expandOp } from '../../2-plan/ops.ts';
import type { Direction, Op } from '../../2-plan/plan.ts';
import { unwind } from '../../3-run/row.ts';
import type { Run } from '../../3-run/run.ts';
import type { EdgeElement, NodeElement } from '../../reader.ts';
import { isEdge, isNode } from '../../values/value.ts';
import { defineStep } from '../define.ts';
import { matchesLabel } from './labels.ts';

/** Edges at a node, leaving ones first; one from the node to itself comes twice when both are asked for. */
export function* edgesOf(
  run: Run,
  id: string,
  direction: Direction,
  labels: readonly string[],
): Generator<EdgeElement> {
  if (direction !== 'in') for (const edge of run.reader.outEdges(id)) if (matchesLabel(edge, labels)) yield edge;
  if (direction !== 'out') for (const edge of run.reader.inEdges(id)) if (matchesLabel(edge, labels)) yield edge;
}

export function nodeOf(value: unknown): NodeElement {
  if (isNode(value)) return value;
  throw new Error('Expected a node here');
}

export function edgeOf(value: unknown): EdgeElement {
  if (isEdge(value)) return value;
  throw new Error('Expected an edge here');
}

function* nodesOf(run: Run, id: string, direction: Direction, labels: readonly string[]): Generator<NodeElement> {
  if (direction !== 'in')
    for (const edge of run.reader.outEdges(id)) {
      const node = matchesLabel(edge, labels) ? run.reader.node(edge.to) : undefined;
      if (node) yield node;
    }
  if (direction === 'out') return;
  for (const edge of run.reader.inEdges(id)) {
    const node = matchesLabel(edge, labels) ? run.reader.node(edge.from) : undefined;
    if (node) yield node;
  }
}

function hopOp(call: Call, direction: Direction, to: 'nodes' | 'edges', labels: readonly string[] | undefined): Op {
  if (!labels) return expandOp(call, () => []);
  const hop = to === 'nodes' ? nodesOf : edgesOf;
  return expandOp(call, (value, run) => hop(run, nodeOf(value).id, direction, labels), {
    fact: { is: 'hop', direction, to, labels, all: [] },
  });
}

function hopStep(name: string, direction: Direction, to: 'nodes' | 'edges', doc: string) {
  return defineStep({
    name,
    dialect: 'tinkerpop',
    group: 'navigate',
    signatures: [`${name}(label…)`],
    doc,
    example: `g.V().${name}('knows')`,
    gives: to,
    plan: (call) => hopOp(call, direction, to, call.labels()),
  });
}

export const out = hopStep('out', 'out', 'nodes', 'The nodes that edges with one of these labels, or any, lead to.');
export const into = hopStep('in', 'in', 'nodes', 'The nodes whose edges with one of these labels, or any, lead here.');
export const both = hopStep(
  'both',
  'both',
  'nodes',
  'The nodes at the other end of edges with one of these labels, or any.',
);
export const outE = hopStep('outE', 'out', 'edges', 'The edges that leave, with one of these labels, or any.');
export const inE = hopStep('inE', 'in', 'edges', 'The edges that arrive, with one of these labels, or any.');
export const bothE = hopStep(
  'bothE',
  'both',
  'edges',
  'The edges that leave and those that arrive, with one of these labels, or any.',
);

function directed(name: string, to: 'nodes' | 'edges') {
  return defineStep({
    name,
    dialect: 'tinkerpop',
    group: 'navigate',
    signatures: [`${name}(Direction, label…)`],
    doc: `${to === 'nodes' ? 'The nodes' : 'The edges'} in a direction that is given as an argument.`,
    example: `g.V().${name}(Direction.OUT, 'knows')`,
    gives: to,
    plan(call) {
      const direction = call.token(0, 'Direction')?.name.toLowerCase();
      if (!direction) throw call.error(`${name} takes a direction first`, call.args[0]);
      return hopOp(
        call,
        ({ from: 'out', to: 'in' }[direction] as Direction | undefined) ?? (direction as Direction),
        to,
        call.labels(1),
      );
    },
  });
}

export const to = directed('to', 'nodes');
export const toE = directed('toE', 'edges');

function endsOp(call: Call, which: readonly ('from' | 'to')[]): Op {
  return expandOp(
    call,
    (value, run) => {
      const edge = edgeOf(value);
      return which.flatMap((end) => run.reader.node(edge[end]) ?? []);
    },
    which.length === 1 ? { fact: { is: 'end', end: which[0]! } } : {},
  );
}

function endStep(name: string, which: readonly ('from' | 'to')[], doc: string) {
  return defineStep({
    name,
    dialect: 'tinkerpop',
    group: 'navigate',
    signatures: [`${name}()`],
    doc,
    example: `g.E().${name}()`,
    gives: 'nodes',
    plan(call) {
      call.expect(0);
      return endsOp(call, which);
    },
  });
}

export const outV = endStep('outV', ['from'], 'The node that the edge leaves.');
export const inV = endStep('inV', ['to'], 'The node that the edge leads to.');
export const bothV = endStep('bothV', ['from', 'to'], 'Both ends of the edge.');

export const toV = defineStep({
  name: 'toV',
  dialect: 'tinkerpop',
  group: 'navigate',
  signatures: ['toV(Direction)'],
  doc: 'The ends of the edge in a direction that is given as an argument.',
  example: 'g.E().toV(Direction.IN)',
  gives: 'nodes',
  plan(call) {
    const direction = call.token(0, 'Direction')?.name;
    if (!direction) throw call.error('toV takes a direction', call.args[0]);
    return endsOp(
      call,
      direction === 'BOTH' ? ['from', 'to'] : direction === 'OUT' || direction === 'from' ? ['from'] : ['to'],
    );
  },
});

export const otherV = defineStep({
  name: 'otherV',
  dialect: 'tinkerpop',
  group: 'navigate',
  signatures: ['otherV()'],
  doc: 'The end of the edge that the row did not come from.',
  example: 'g.V(1).bothE().otherV()',
  gives: 'nodes',
  plan(call) {
    call.expect(0);
    return expandOp(
      call,
      (value, run, row) => {
        const edge = edgeOf(value);
        const before = unwind(row.trail).map((entry) => entry.value);
        for (let i = before.length - 2; i >= 0; i--) {
          const node = before[i];
          if (!isNode(node)) continue;
          if (node.id !== edge.from && node.id !== edge.to) continue;
          const other = run.reader.node(node.id === edge.from ? edge.to : edge.from);
          return other ? [other] : [];
        }
        throw new Error('otherV does not know from which end the row came');
      },
      { traits: { needsTrail: true } },
    );
  },
});
