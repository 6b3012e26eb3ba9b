/** Strategies that hide part of the graph: a reader over what is left. All others are no matter of ours. */
import type { Arg, Strategy } from '../../1-parse/ast.ts';
import type { Call } from '../../2-plan/call.ts';
import type { Op, Plan } from '../../2-plan/plan.ts';
import { openChild, type Run } from '../../3-run/run.ts';
import { GremlinError } from '../../errors.ts';
import { partReader } from '../../part-reader.ts';
import type { EdgeElement, GraphElement, GraphReader } from '../../reader.ts';
import { propertiesOf } from '../../values/property.ts';
import { MultiValue } from '../../values/value.ts';

/** Answers whether the child plan gives anything, at once: what hides the graph is not sliced. */
function passes(plan: Plan | undefined, run: Run): (element: unknown) => boolean {
  if (!plan) return () => true;
  const child = openChild(plan, run);
  return (element) => {
    for (const row of child(run.start(element))) if (row) return true;
    return false;
  };
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
    open: (run) => {
      for (const one of readers) run.reader = one.read(run);
      return (rows) => rows;
    },
  });
}

interface Restriction {
  readonly children: readonly Plan[];
  read(run: Run): GraphReader;
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
    read(run) {
      const whole = run.reader;
      const kept = [...whole.nodes()].filter(passes(nodes, run));
      const keptEdges = [...whole.edges()].filter(passes(edges, run)) as EdgeElement[];
      const trimmed = properties ? kept.map((node) => trim(whole, node, passes(properties, run))) : kept;
      if (check || !nodes) return partReader(trimmed, keptEdges, whole);
      const all = partReader(whole.nodes(), keptEdges, whole);
      const visible = new Map(trimmed.map((node) => [node.id, node]));
      return { ...all, nodeCount: visible.size, nodes: () => visible.values(), node: (id) => visible.get(id) };
    },
  };
}

/** The node with only those of its properties that pass. */
function trim<T extends GraphElement>(reader: GraphReader, node: T, test: (property: unknown) => boolean): T {
  const metadata: Record<string, unknown> = node.metadata.Type === undefined ? {} : { Type: node.metadata.Type };
  for (const property of propertiesOf(reader, node, [])) {
    if (!test(property)) continue;
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
    read: ({ reader }) => partReader([...reader.nodes()].filter(test), [...reader.edges()].filter(test), reader),
  };
}
