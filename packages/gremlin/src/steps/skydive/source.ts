/** Skydive's sources: all nodes or edges of the graph, or those with an id. */
import type { Call } from '../../2-plan/call.ts';
import type { Op } from '../../2-plan/plan.ts';
import { Row } from '../../3-run/row.ts';
import type { Run } from '../../3-run/run.ts';
import { GremlinError, type Span } from '../../errors.ts';
import type { GraphElement } from '../../reader.ts';
import { defineStep } from '../define.ts';

/** Gives the elements of the graph for each row that comes, which is the whole graph. `strict` fails on an unknown id. */
export function scan(call: Call, of: 'nodes' | 'edges', ids: readonly string[] | undefined, strict: boolean): Op {
  return call.op({
    traits: { bulks: true },
    fact: { is: 'scan', of, ids, strict, all: [] },
    open: (run) =>
      function* (rows) {
        for (const row of rows) {
          if (row === undefined) yield undefined;
          if (row === undefined) continue;
          for (const element of found(run, of, ids, strict, call.span)) {
            if (run.tick(call.span)) yield undefined;
            yield run.move(row, element);
          }
        }
      },
  });
}

function found(
  run: Run,
  of: 'nodes' | 'edges',
  ids: readonly string[] | undefined,
  strict: boolean,
  span: Span,
): Iterable<GraphElement> {
  const { reader } = run;
  if (!ids) return of === 'nodes' ? reader.nodes() : reader.edges();
  return ids.flatMap((id) => {
    const element = of === 'nodes' ? reader.node(id) : reader.edge(id);
    if (!element && strict)
      throw new GremlinError('NOT_FOUND', `${of === 'nodes' ? 'Node' : 'Edge'} '${id}' does not exist`, span);
    return element ? [element] : [];
  });
}

function source(name: 'V' | 'E', of: 'nodes' | 'edges', word: string) {
  return defineStep({
    name,
    dialect: 'skydive',
    group: 'source',
    signatures: [`${name}()`, `${name}(id…)`],
    doc: `All ${of} of the graph, or those with these ids; an unknown id is an error.`,
    example: name === 'V' ? 'G.V()' : 'G.E()',
    takes: ['graph'],
    gives: of,
    plan(call) {
      const ids = call.strings();
      if (call.args.some((_, i) => !call.is(i, 'string') && !Array.isArray(call.value(i))))
        throw call.error(`${name} takes the id of ${word}, a string`, call.args[0]);
      return scan(call, of, call.args.length > 0 ? ids : undefined, true);
    },
  });
}

export const v = source('V', 'nodes', 'a node');
export const e = source('E', 'edges', 'an edge');

export const restart = defineStep({
  name: 'G',
  dialect: 'skydive',
  group: 'source',
  signatures: ['G'],
  doc: 'Goes back to the graph that the chain is on; what As stored is kept.',
  example: "G.V().Has('Type', 'pod').As('pods').G.V().Has('Type', 'node').As('nodes').Select('pods', 'nodes')",
  takes: ['nodes', 'edges'],
  gives: 'graph',
  plan(call) {
    if (call.step.args) throw call.error('G in the middle of a chain takes no parentheses');
    return call.op({
      traits: { barrier: true },
      open: (run) =>
        function* (rows) {
          for (const row of rows) if (row === undefined || run.tick(call.span)) yield undefined;
          yield new Row(null);
        },
    });
  },
});
