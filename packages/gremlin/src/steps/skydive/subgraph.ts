/** Skydive's SubGraph: what was found, as a graph of its own. */
import type { Call } from '../../2-plan/call.ts';
import { Row } from '../../3-run/row.ts';
import type { Run } from '../../3-run/run.ts';
import { Part } from '../../part-reader.ts';
import type { Condition } from '../../predicates/condition.ts';
import type { EdgeElement } from '../../reader.ts';
import { Pile } from '../../values/pile.ts';
import { SpreadMap } from '../../values/spread-map.ts';
import { isEdge, isNode } from '../../values/value.ts';
import { defineStep } from '../define.ts';
import { allOf, conditionsOf } from './conditions.ts';

/** Takes what a row holds; edges wait until all nodes are there. */
function take(part: Part, edges: Pile<EdgeElement>, value: unknown, run: Run): void {
  if (isNode(value)) part.addNode(value);
  else if (isEdge(value)) {
    edges.push(value);
    for (const end of [value.from, value.to]) {
      const node = run.reader.node(end);
      if (node) part.addNode(node);
    }
  } else if (Array.isArray(value)) for (const item of value) take(part, edges, item, run);
}

/** Every edge between two nodes of the part. */
function* between(part: Part, run: Run, call: Call): Generator<EdgeElement | undefined, void> {
  for (const { id } of part.nodes()) {
    if (run.tick(call.span)) yield undefined;
    for (const edge of run.reader.outEdges(id)) {
      if (run.tick(call.span)) yield undefined;
      if (part.has(edge.to)) yield edge;
    }
  }
}

export const subGraph = defineStep({
  name: 'SubGraph',
  dialect: 'skydive',
  group: 'aggregate',
  signatures: ['SubGraph()', 'SubGraph(key)', 'SubGraph(key, value or predicate, …)'],
  doc: 'A graph of the nodes and every edge between two of them, filtered by the arguments; of edges, with the nodes at their ends.',
  example: "G.V().Has('Type', 'pod').Out().SubGraph()",
  takes: ['nodes', 'edges', 'paths', 'any'],
  gives: 'graph',
  plan(call) {
    const conditions: readonly Condition[] = conditionsOf(call);
    const test = allOf(conditions);
    return call.op({
      traits: { barrier: true, reduces: true },
      ...(call.input === 'nodes' ? { fact: { is: 'subgraph', all: conditions } as const } : {}),
      open: (run) =>
        function* (rows) {
          const part = new Part(<V>() => new SpreadMap<V>());
          const found = new Pile<EdgeElement>();
          for (const row of rows) {
            if (row === undefined || run.tick(call.span)) yield undefined;
            if (row === undefined) continue;
            run.hold(1, call.span);
            take(part, found, row.value, run);
          }
          const onEdges = call.input === 'edges' || (found.length > 0 && call.input === 'any');
          for (const edge of onEdges ? found : between(part, run, call)) {
            if (edge === undefined || run.tick(call.span)) yield undefined;
            if (edge !== undefined && test(edge, run.reader)) part.addEdge(edge);
          }
          run.reader = part.reader(run.reader);
          run.registers.clear();
          yield new Row(null);
        },
    });
  },
});
