/** Skydive's walks over many edges: Descendants, Ascendants, Neighbors and ShortestPathTo. Each node is visited once. */
import type { Arg } from '../../1-parse/ast.ts';
import type { Call } from '../../2-plan/call.ts';
import { flowOp } from '../../2-plan/ops.ts';
import type { Direction } from '../../2-plan/plan.ts';
import { compileTest } from '../../2-plan/predicates.ts';
import type { Flow } from '../../3-run/row.ts';
import type { Run } from '../../3-run/run.ts';
import type { Condition } from '../../predicates/condition.ts';
import { matches } from '../../predicates/skydive-equal.ts';
import type { EdgeElement, NodeElement } from '../../reader.ts';
import { isNumber } from '../../values/number.ts';
import { Pile } from '../../values/pile.ts';
import { skydiveKey } from '../../values/property.ts';
import { SpreadMap } from '../../values/spread-map.ts';
import { defineStep } from '../define.ts';
import { conditionsOf, keyOfArg } from './conditions.ts';
import { asNode } from './elements.ts';
import { edgesAt } from './navigate.ts';

type EdgeTest = (edge: EdgeElement, run: Run) => boolean;

/** The arguments: pairs that edges match one of, then the greatest depth. */
function readWalk(call: Call): { test: EdgeTest; depth: number } {
  const odd = call.args.length % 2 === 1;
  const last = call.args.at(-1);
  const number = odd && last?.kind === 'literal' && isNumber(last.value) ? Number(last.value) : undefined;
  if (odd && (number === undefined || !Number.isInteger(number) || number < 0))
    throw call.error(`The last argument of ${call.spec.name} is the greatest depth, a whole number`, last);
  const pairs = odd ? call.args.slice(0, -1) : call.args;
  const conditions: readonly Condition[] = conditionsOf(call, pairs);
  const test: EdgeTest =
    conditions.length === 0
      ? (edge) => edge.metadata.RelationType === 'ownership'
      : (edge, run) => conditions.some((condition) => condition.test(edge, run.reader));
  return { test, depth: number ?? 1 };
}

function walkStep(name: string, direction: Direction, unlimited: boolean, doc: string) {
  return defineStep({
    name,
    dialect: 'skydive',
    group: 'path',
    signatures: [`${name}()`, `${name}(depth)`, `${name}(key, value, …)`, `${name}(key, value, …, depth)`],
    doc,
    example: `G.V().Has('Type', 'namespace').${name}(2)`,
    takes: ['nodes', 'any'],
    gives: 'nodes',
    plan(call) {
      const { test, depth } = readWalk(call);
      const deepest = depth === 0 && unlimited ? Number.POSITIVE_INFINITY : depth;
      return call.op({
        traits: { barrier: true },
        open: (run) =>
          function* (rows) {
            const seen = new SpreadMap<true>();
            let level = new Pile<NodeElement>();
            for (const row of rows) {
              if (row === undefined || run.tick(call.span)) yield undefined;
              if (row === undefined) continue;
              const node = asNode(call, row.value);
              if (seen.has(node.id)) continue;
              seen.set(node.id, true);
              level.push(node);
              yield run.move(row, node);
            }
            for (let at = 0; at < deepest && level.length > 0; at++) {
              const next = new Pile<NodeElement>();
              for (const node of level) {
                if (run.tick(call.span)) yield undefined;
                for (const edge of edgesAt(run.reader, node.id, direction)) {
                  if (run.tick(call.span)) yield undefined;
                  const other = edge.from === node.id && direction !== 'in' ? edge.to : edge.from;
                  if (seen.has(other) || !test(edge, run)) continue;
                  const found = run.reader.node(other);
                  if (!found) continue;
                  seen.set(other, true);
                  run.hold(1, call.span);
                  next.push(found);
                  yield run.start(found);
                }
              }
              level = next;
            }
          },
      });
    },
  });
}

export const descendants = walkStep(
  'Descendants',
  'out',
  true,
  'The nodes and what is below them, down to a depth (1 unless given; 0 is all the way), along ownership edges or those that match one of the pairs.',
);
export const ascendants = walkStep(
  'Ascendants',
  'in',
  true,
  'The nodes and what is above them, up to a depth (1 unless given; 0 is all the way), along ownership edges or those that match one of the pairs.',
);
export const neighbors = walkStep(
  'Neighbors',
  'both',
  false,
  'The nodes and what is around them within a depth (1 unless given), along ownership edges or those that match one of the pairs, whichever way they run.',
);

type Wanted = (element: NodeElement | EdgeElement, run: Run) => boolean;

/**
 * `Metadata(key, value, …)` as a test. As in Skydive, the keys of a nested one are those of the element itself, and a predicate
 * in the place of a value lets nothing through.
 */
function metadataTest(call: Call, arg: Arg | undefined): Wanted {
  if (arg?.kind !== 'predicate' || arg.name.toLowerCase() !== 'metadata')
    throw call.error('ShortestPathTo takes Metadata(key, value, …)', arg);
  if (arg.args.length % 2 !== 0) throw call.error('Metadata takes pairs of a key and a value', arg);
  const tests: Wanted[] = [];
  for (let i = 0; i < arg.args.length; i += 2) {
    const key = keyOfArg(call, arg.args[i]!);
    const wanted = arg.args[i + 1]!;
    if (wanted.kind === 'predicate' && wanted.name.toLowerCase() === 'metadata') {
      tests.push(metadataTest(call, wanted));
      continue;
    }
    if (call.builder.isPredicate(wanted)) {
      compileTest(call.builder, wanted);
      tests.push(() => false);
      continue;
    }
    const value = call.builder.valueOf(wanted);
    const read = skydiveKey(key);
    tests.push((element, run) => matches(value, read(run.reader, element)));
  }
  return (element, run) => tests.every((test) => test(element, run));
}

/** Breadth first from the node, whichever way edges run, to the nearest that is wanted. */
function* shortest(
  run: Run,
  start: NodeElement,
  call: Call,
  wanted: Wanted,
  along: Wanted,
): Flow<NodeElement[] | undefined> {
  const cameFrom = new SpreadMap<NodeElement | undefined>();
  cameFrom.set(start.id, undefined);
  let level = new Pile<NodeElement>();
  level.push(start);
  while (level.length > 0) {
    const next = new Pile<NodeElement>();
    for (const node of level) {
      if (run.tick(call.span)) yield undefined;
      if (wanted(node, run)) return wayTo(node, cameFrom);
      for (const edge of edgesAt(run.reader, node.id, 'both')) {
        if (run.tick(call.span)) yield undefined;
        const other = edge.from === node.id ? edge.to : edge.from;
        if (cameFrom.has(other) || !along(edge, run)) continue;
        const found = run.reader.node(other);
        if (!found) continue;
        cameFrom.set(other, node);
        next.push(found);
      }
    }
    level = next;
  }
  return undefined;
}

function wayTo(end: NodeElement, cameFrom: SpreadMap<NodeElement | undefined>): NodeElement[] {
  const way: NodeElement[] = [];
  for (let at: NodeElement | undefined = end; at; at = cameFrom.get(at.id)) way.push(at);
  return way.reverse();
}

export const shortestPathTo = defineStep({
  name: 'ShortestPathTo',
  dialect: 'skydive',
  group: 'path',
  signatures: ['ShortestPathTo(Metadata(…))', 'ShortestPathTo(Metadata(…), Metadata(…))'],
  doc: 'From each node the shortest way to the nearest node that matches, whichever way edges run; the second argument says which edges may be used.',
  example: "G.V().Has('Name', 'web').ShortestPathTo(Metadata('Type', 'persistentvolume'))",
  takes: ['nodes', 'any'],
  gives: 'paths',
  plan(call) {
    call.expect(1, 2);
    const wanted = metadataTest(call, call.args[0]);
    const along = call.args[1] ? metadataTest(call, call.args[1]) : () => true;
    return flowOp(
      call,
      [],
      (run) =>
        function* (row) {
          const path = yield* shortest(run, asNode(call, row.value), call, wanted, along);
          if (path) yield run.move(row, path);
        },
    );
  },
});
