/** Skydive's SubGraph: what was found, as a graph of its own. */
import type { Call } from '../../2-plan/call.ts';
import { Row } from '../../3-run/row.ts';
import type { Run } from '../../3-run/run.ts';
import { partReader } from '../../part-reader.ts';
import type { Condition } from '../../predicates/condition.ts';
import type { EdgeElement, NodeElement } from '../../reader.ts';
import { isEdge, isNode } from '../../values/value.ts';
import { defineStep } from '../define.ts';
import { allOf, conditionsOf } from './conditions.ts';

interface Part {
  readonly nodes: Map<string, NodeElement>;
  readonly edges: Map<string, EdgeElement>;
}

function take(part: Part, value: unknown, run: Run): void {
  if (isNode(value)) part.nodes.set(value.id, value);
  else if (isEdge(value)) {
    part.edges.set(value.id, value);
    for (const end of [value.from, value.to]) {
      const node = run.reader.node(end);
      if (node) part.nodes.set(end, node);
    }
  } else if (Array.isArray(value)) for (const item of value) take(part, item, run);
}

/** Every edge between two nodes of the part. */
function* between(part: Part, run: Run, call: Call, test: (edge: EdgeElement) => boolean): Generator<undefined> {
  for (const id of part.nodes.keys())
    for (const edge of run.reader.outEdges(id)) {
      if (run.tick(call.span)) yield undefined;
      if (part.nodes.has(edge.to) && test(edge)) part.edges.set(edge.id, edge);
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
          const part: Part = { nodes: new Map(), edges: new Map() };
          for (const row of rows) {
            if (row === undefined || run.tick(call.span)) yield undefined;
            if (row === undefined) continue;
            run.hold(1, call.span);
            take(part, row.value, run);
          }
          const onEdges = call.input === 'edges' || (part.edges.size > 0 && call.input === 'any');
          const passes = (edge: EdgeElement) => test(edge, run.reader);
          if (!onEdges) yield* between(part, run, call, passes);
          else for (const [id, edge] of part.edges) if (!passes(edge)) part.edges.delete(id);
          run.reader = partReader(part.nodes.values(), part.edges.values(), run.reader);
          run.registers.clear();
          yield new Row(null);
        },
    });
  },
});
