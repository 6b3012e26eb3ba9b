/** TinkerPop's shortestPath, by breadth-first search from each node; with a distance by least cost. */
import type { Call } from '../../2-plan/call.ts';
import { flowOp } from '../../2-plan/ops.ts';
import type { Direction, Plan } from '../../2-plan/plan.ts';
import { type Flow, first, Row } from '../../3-run/row.ts';
import { openChild, type Run } from '../../3-run/run.ts';
import type { EdgeElement, NodeElement } from '../../reader.ts';
import { isNumber } from '../../values/number.ts';
import { metadataOf } from '../../values/property.ts';
import { Path, Token } from '../../values/value.ts';
import { defineStep } from '../define.ts';
import { edgesOf, nodeOf } from './navigate.ts';

interface Settings {
  readonly target: Plan | undefined;
  readonly edges: Plan | Direction;
  readonly distance: Plan | string | undefined;
  readonly farthest: number;
  readonly withEdges: boolean;
}

function settingsOf(call: Call): Settings {
  const options = call.options();
  const edges = options.get('edges');
  const distance = options.get('distance');
  const farthest = options.get('maxDistance');
  return {
    target: isPlan(options.get('target')) ? (options.get('target') as Plan) : undefined,
    edges: isPlan(edges) ? edges : edges instanceof Token ? (edges.name.toLowerCase() as Direction) : 'both',
    distance: isPlan(distance) || typeof distance === 'string' ? distance : undefined,
    farthest: isNumber(farthest) ? Number(farthest) : Number.POSITIVE_INFINITY,
    withEdges: options.get('includeEdges') === true,
  };
}

function isPlan(value: unknown): value is Plan {
  return typeof value === 'object' && value !== null && 'ops' in value;
}

/** How a node was reached: by which edges, from which nodes, at what cost. All least ways are kept. */
interface Reached {
  readonly node: NodeElement;
  readonly cost: number;
  readonly from: { readonly edge: EdgeElement; readonly before: Reached }[];
}

class Search {
  readonly #run: Run;
  readonly #settings: Settings;
  readonly #call: Call;

  constructor(run: Run, settings: Settings, call: Call) {
    this.#run = run;
    this.#settings = settings;
    this.#call = call;
  }

  *from(start: NodeElement): Flow<Map<string, Reached>> {
    const done = new Map<string, Reached>();
    const best = new Map<string, Reached>([[start.id, { node: start, cost: 0, from: [] }]]);
    while (best.size > 0) {
      if (this.#run.tick(this.#call.span)) yield undefined;
      let next: Reached | undefined;
      for (const one of best.values()) if (!next || one.cost < next.cost) next = one;
      best.delete(next!.node.id);
      done.set(next!.node.id, next!);
      yield* this.#spread(next!, done, best);
    }
    return done;
  }

  *#spread(at: Reached, done: Map<string, Reached>, best: Map<string, Reached>): Flow<void> {
    for (const edge of yield* this.#edges(at.node)) {
      if (this.#run.tick(this.#call.span)) yield undefined;
      const cost = at.cost + (yield* this.#cost(edge));
      const node = this.#run.reader.node(edge.from === at.node.id ? edge.to : edge.from);
      if (!node || done.has(node.id) || cost > this.#settings.farthest) continue;
      const before = best.get(node.id);
      if (!before || cost < before.cost) best.set(node.id, { node, cost, from: [{ edge, before: at }] });
      else if (cost === before.cost) before.from.push({ edge, before: at });
    }
  }

  *#edges(node: NodeElement): Flow<EdgeElement[]> {
    const { edges } = this.#settings;
    if (typeof edges === 'string') return [...edgesOf(this.#run, node.id, edges, [])];
    const found: EdgeElement[] = [];
    for (const row of openChild(edges, this.#run)(new Row(node))) {
      if (row === undefined) yield undefined;
      else found.push(row.value as EdgeElement);
    }
    return found;
  }

  *#cost(edge: EdgeElement): Flow<number> {
    const { distance } = this.#settings;
    if (distance === undefined) return 1;
    const value =
      typeof distance === 'string'
        ? metadataOf(this.#run.reader, edge, distance)
        : (yield* first(openChild(distance, this.#run)(new Row(edge))))?.value;
    if (!isNumber(value)) throw new Error('shortestPath measures by numbers');
    return Number(value);
  }

  /** Every least way to what was reached. */
  *ways(to: Reached): Generator<unknown[]> {
    if (to.from.length === 0) yield [to.node];
    for (const { edge, before } of to.from)
      for (const way of this.ways(before)) yield [...way, ...(this.#settings.withEdges ? [edge] : []), to.node];
  }
}

export const shortestPath = defineStep({
  name: 'shortestPath',
  dialect: 'tinkerpop',
  group: 'path',
  signatures: ['shortestPath()'],
  doc: 'The shortest ways from each node to all others, or to those that with(ShortestPath.target, …) says; other settings say which edges count and how much.',
  example: "g.V(1).shortestPath().with(ShortestPath.target, has('name', 'peter'))",
  gives: 'any',
  modulators: ['with'],
  plan(call) {
    call.expect(0);
    const settings = settingsOf(call);
    const children = [settings.target, settings.edges, settings.distance].filter(isPlan);
    return flowOp(call, children, (run) => {
      const search = new Search(run, settings, call);
      const wanted = settings.target ? openChild(settings.target, run) : undefined;
      return function* (row) {
        const reached = yield* search.from(nodeOf(row.value));
        for (const one of reached.values()) {
          if (wanted && !(yield* first(wanted(new Row(one.node))))) continue;
          for (const way of search.ways(one))
            yield run.move(
              row,
              new Path(
                way.map(() => []),
                way,
              ),
            );
        }
      };
    });
  },
});
