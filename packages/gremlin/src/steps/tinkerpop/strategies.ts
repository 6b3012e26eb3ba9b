/** Strategies that hide part of the graph: a reader over what is left. All others are no matter of ours. */
import type { Arg, Strategy } from '../../1-parse/ast.ts';
import type { Call } from '../../2-plan/call.ts';
import type { Op, Plan } from '../../2-plan/plan.ts';
import { filterPausing, type Tick } from '../../3-run/pausing.ts';
import { type Flow, first } from '../../3-run/row.ts';
import { openChild, type Run } from '../../3-run/run.ts';
import { GremlinError } from '../../errors.ts';
import { Part } from '../../part-reader.ts';
import type { EdgeElement, GraphElement, GraphReader, NodeElement } from '../../reader.ts';
import { propertiesOf } from '../../values/property.ts';
import { SpreadMap } from '../../values/spread-map.ts';
import { MultiValue, type Property } from '../../values/value.ts';

/** Those for which the child plan gives anything; all, without one. */
function* passing<T>(elements: Iterable<T>, plan: Plan | undefined, run: Run, tick: Tick): Flow<T[]> {
  const child = plan && openChild(plan, run);
  const kept: T[] = [];
  for (const element of elements) {
    if (tick()) yield undefined;
    if (!child || (yield* first(child(run.start(element))))) kept.push(element);
  }
  return kept;
}

function option(strategy: Strategy, name: string): Arg | undefined {
  return strategy.options.find(([key]) => key === name)?.[1];
}

export function restricted(call: Call): Op {
  const strategies = call.args.map((arg): Strategy => {
    if (arg.kind === 'strategy') return arg;
    if (arg.kind === 'name') return { kind: 'strategy', name: arg.parts.at(-1)!, options: [], span: arg.span };
    throw call.error('Expected a strategy', arg);
  });
  const computer = strategies.find(({ name }) => name === 'VertexProgramStrategy');
  if (computer && strategies.some(({ name }) => name === 'VertexProgramRestrictionStrategy'))
    throw new GremlinError('ARGUMENT', 'VertexProgramRestrictionStrategy forbids a graph computer', computer.span);
  const readers = strategies.flatMap((strategy) => restriction(call, strategy) ?? []);
  return call.op({
    children: readers.flatMap((one) => one.children),
    open: (run) =>
      function* (rows) {
        for (const one of readers) run.reader = yield* one.read(run, run.ticker(call.span));
        yield* rows;
      },
  });
}

interface Restriction {
  readonly children: readonly Plan[];
  read(run: Run, tick: Tick): Flow<GraphReader>;
}

function restriction(call: Call, strategy: Strategy): Restriction | undefined {
  if (strategy.name === 'SubgraphStrategy') return subgraphStrategy(call, strategy);
  if (strategy.name === 'PartitionStrategy') return partitionStrategy(call, strategy);
  if (strategy.name === 'ProductiveByStrategy') {
    const keys = option(strategy, 'productiveKeys');
    const names = keys ? [call.builder.valueOf(keys)].flatMap((one) => (one instanceof Set ? [...one] : one)) : [];
    call.builder.strategies.productive = new Set(names.map(String));
  }
  if (strategy.name === 'EdgeLabelVerificationStrategy') {
    const throws = option(strategy, 'throwException');
    call.builder.strategies.labels = throws !== undefined && call.builder.valueOf(throws) === true;
  }
  if (strategy.name === 'SeedStrategy') {
    const seed = option(strategy, 'seed');
    if (seed) call.builder.strategies.seed = Number(call.builder.valueOf(seed));
  }
  return undefined;
}

function subgraphStrategy(call: Call, strategy: Strategy): Restriction {
  const plan = (name: string) => {
    const arg = option(strategy, name);
    return arg?.kind === 'traversal' ? call.builder.child(arg, 'any') : undefined;
  };
  const [nodes, edges, properties] = [plan('vertices'), plan('edges'), plan('vertexProperties')];
  const adjacent = option(strategy, 'checkAdjacentVertices');
  const check = !(adjacent?.kind === 'literal' && adjacent.value === false);
  return {
    children: [nodes, edges, properties].filter((one) => one !== undefined),
    *read(run, tick) {
      const whole = run.reader;
      const kept = yield* passing(whole.nodes(), nodes, run, tick);
      const keptEdges = yield* passing(whole.edges(), edges, run, tick);
      const trimmed: NodeElement[] = properties ? [] : kept;
      if (properties)
        for (const node of kept) {
          if (tick()) yield undefined;
          trimmed.push(trimmedTo(node, yield* passing(propertiesOf(whole, node, []), properties, run, tick)));
        }
      if (check || !nodes) return yield* partOf(trimmed, keptEdges, whole, tick);
      const all = yield* partOf(whole.nodes(), keptEdges, whole, tick);
      const visible = new Map(trimmed.map((node) => [node.id, node]));
      const nodeCount = visible.size;
      return { ...all, nodeCount, dangles: true, nodes: () => visible.values(), node: (id) => visible.get(id) };
    },
  };
}

function* partOf(
  nodes: Iterable<NodeElement>,
  edges: Iterable<EdgeElement>,
  whole: GraphReader,
  tick: Tick,
): Flow<GraphReader> {
  const part = new Part(<V>() => new SpreadMap<V>());
  for (const node of nodes) {
    if (tick()) yield undefined;
    part.addNode(node);
  }
  for (const edge of edges) {
    if (tick()) yield undefined;
    part.addEdge(edge);
  }
  return part.reader(whole);
}

/** The node with only these of its properties. */
function trimmedTo<T extends GraphElement>(node: T, properties: readonly Property[]): T {
  const metadata: Record<string, unknown> = node.metadata.Type === undefined ? {} : { Type: node.metadata.Type };
  for (const property of properties) {
    const before = metadata[property.key];
    const one = { value: property.value, metadata: property.metadata };
    metadata[property.key] =
      node.metadata[property.key] instanceof MultiValue
        ? new MultiValue([...(before instanceof MultiValue ? before.values : []), one])
        : property.value;
  }
  return { ...node, metadata };
}

function partitionStrategy(call: Call, strategy: Strategy): Restriction {
  const value = (name: string) => {
    const arg = option(strategy, name);
    return arg ? call.builder.valueOf(arg) : undefined;
  };
  const key = String(value('partitionKey'));
  const partitions = [value('readPartitions') ?? []].flatMap((one) => (one instanceof Set ? [...one] : one));
  const test = (element: GraphElement) => (partitions as unknown[]).includes(element.metadata[key]);
  return {
    children: [],
    *read({ reader }, tick) {
      const nodes = yield* filterPausing(reader.nodes(), test, tick);
      return yield* partOf(nodes, yield* filterPausing(reader.edges(), test, tick), reader, tick);
    },
  };
}
