/**
 * A large picture told in small steps while it goes on changing. Each frame brings what was told before up to date and
 * adds some nodes, with their edges to nodes that are told: whoever has taken some frames has a part of the graph as it
 * is at the revision of the last one, and after the last one all of it.
 */

import { type Census, type GraphDelta, type GraphEdge, type GraphNode, ShardedMap } from '@canopy/model';
import type { Topology, TopologyFrame, ViewSources } from './topology-frame.ts';

export interface WalkOptions extends ViewSources {
  /** Whether a node that may be seen belongs to the picture. */
  readonly has: (node: GraphNode) => boolean;
  /** Whether an edge does, when both its ends do. */
  readonly joins: (edge: GraphEdge) => boolean;
}

/** Ends without a complete frame when the rights changed meanwhile, or when it was left alone for too long. */
export function* walk(options: WalkOptions): Generator<TopologyFrame, void, void> {
  const { reader, changes, access, clock } = options;
  const { version } = access;
  const steps = new Steps(options);
  for (let revision = changes.revision; ; revision = reader.revision) {
    const delta = changes.since(revision);
    if (delta === undefined || access.version !== version) return;
    const lists = steps.next(delta);
    const now = reader.revision;
    yield { type: 'SNAPSHOT', since: now, revision: now, time: clock(), complete: steps.done, lists };
    if (steps.done) return;
  }
}

class Steps {
  readonly #options: WalkOptions;
  readonly #gathering: Iterator<GraphNode>;
  /** Until all are gathered. */
  #kinds: Kinds | undefined = new Kinds();
  #census: Census | undefined;
  #waiting: GraphNode[] = [];
  /** Of nodes that are told, in the order in which they were. */
  readonly #numbers = new ShardedMap<number>();
  #at = 0;
  #count = 0;

  constructor(options: WalkOptions) {
    this.#options = options;
    this.#gathering = options.reader.nodes()[Symbol.iterator]();
  }

  get done(): boolean {
    return this.#kinds === undefined && this.#at >= this.#waiting.length;
  }

  /** A node and its edges stay together. While nodes are gathered, nothing is told. */
  next(delta: GraphDelta): Topology {
    const { rowsAtOnce = 2_000 } = this.#options;
    const told = new Told();
    const first = this.#count;
    if (this.#kinds !== undefined) this.#gather(this.#kinds);
    this.#catchUp(delta, told);
    const census = this.#census;
    if (this.#kinds === undefined) this.#census = undefined;
    while (this.#at < this.#waiting.length && told.rows < rowsAtOnce && this.#kinds === undefined) this.#tell(told);
    const stem = this.#stems([...told.nodes.added, ...told.nodes.changed]);
    const numbering = { first, stem, ...told.numbers };
    const { nodes, edges } = told;
    return { nodes, edges, numbering, size: this.#waiting.length, ...(census === undefined ? {} : { census }) };
  }

  /** Walking may go on while the graph changes; what came meanwhile is gathered or caught up with, or both. */
  #gather(kinds: Kinds): void {
    const { gatheredAtOnce = 20_000 } = this.#options;
    for (let gathered = 0; gathered < gatheredAtOnce; gathered++) {
      const { done, value: node } = this.#gathering.next();
      if (done) {
        this.#kinds = undefined;
        this.#waiting = kinds.rareFirst();
        this.#census = kinds.census();
        return;
      }
      if (this.#options.has(node)) kinds.add(node);
    }
  }

  /** What happened to what was told; the rest is seen as it is when its turn comes. */
  #catchUp({ nodes, edges }: GraphDelta, told: Told): void {
    const { access, has, joins } = this.#options;
    const isTold = (edge: GraphEdge) => this.#numbers.has(edge.from) && this.#numbers.has(edge.to) && joins(edge);
    told.edges.removed = edges.removed.filter(isTold);
    for (const node of nodes.removed) if (this.#numbers.delete(node.id)) told.nodes.removed.push(node);
    told.nodes.changed = nodes.changed.filter(({ id }) => this.#numbers.has(id));
    for (const node of nodes.added) {
      if (!access.sees(node) || !has(node)) continue;
      if (this.#kinds === undefined) this.#waiting.push(node);
      else this.#kinds.add(node);
    }
    for (const edge of edges.added)
      if (isTold(edge)) told.add(edge, this.#numbers.get(edge.from)!, this.#numbers.get(edge.to)!);
    for (const edge of edges.changed)
      if (isTold(edge)) told.change(edge, this.#numbers.get(edge.from)!, this.#numbers.get(edge.to)!);
  }

  #tell(told: Told): void {
    const { reader, joins } = this.#options;
    const node = reader.node(this.#waiting[this.#at++]!.id);
    if (node === undefined || this.#numbers.has(node.id)) return;
    const { id } = node;
    const number = this.#count++;
    this.#numbers.set(id, number);
    told.nodes.added.push(node);
    for (const edge of reader.outEdges(id)) {
      const to = this.#numbers.get(edge.to);
      if (to !== undefined && joins(edge)) told.add(edge, number, to);
    }
    for (const edge of reader.inEdges(id)) {
      const from = this.#numbers.get(edge.from);
      if (from !== undefined && from !== number && joins(edge)) told.add(edge, from, number);
    }
  }

  /** The id of a part begins with that of the whole, which is mostly told before. */
  #stems(nodes: readonly GraphNode[]): readonly number[] | undefined {
    let some = false;
    const stems = nodes.map(({ id }) => {
      const end = id.lastIndexOf('/');
      const number = end < 0 ? undefined : this.#numbers.get(id.slice(0, end));
      if (number === undefined) return 0;
      some = true;
      return number + 1;
    });
    return some ? stems : undefined;
  }
}

/** The rows of one frame. */
class Told {
  readonly nodes = { added: [] as GraphNode[], changed: [] as GraphNode[], removed: [] as GraphNode[] };
  readonly edges = { added: [] as GraphEdge[], changed: [] as GraphEdge[], removed: [] as GraphEdge[] };
  readonly #added = { from: [] as number[], to: [] as number[] };
  readonly #changed = { from: [] as number[], to: [] as number[] };

  get rows(): number {
    return this.nodes.added.length + this.edges.added.length;
  }

  get numbers() {
    if (this.#changed.from.length === 0) return this.#added;
    return {
      from: [...this.#added.from, ...this.#changed.from],
      to: [...this.#added.to, ...this.#changed.to],
    };
  }

  add(edge: GraphEdge, from: number, to: number): void {
    this.edges.added.push(edge);
    this.#added.from.push(from);
    this.#added.to.push(to);
  }

  change(edge: GraphEdge, from: number, to: number): void {
    this.edges.changed.push(edge);
    this.#changed.from.push(from);
    this.#changed.to.push(to);
  }
}

interface Counted {
  readonly node: GraphNode;
  count: number;
}

/** Nodes by type, and how many of a type there are in each namespace. */
class Kinds {
  readonly #byType = new Map<string, { nodes: GraphNode[]; homes: Map<string, Counted>; last: Counted | undefined }>();

  add(node: GraphNode): void {
    let kind = this.#byType.get(node.type);
    if (kind === undefined) {
      kind = { nodes: [], homes: new Map(), last: undefined };
      this.#byType.set(node.type, kind);
    }
    kind.nodes.push(node);
    const { last } = kind;
    if (last !== undefined && atHomeWith(last.node, node)) last.count++;
    else {
      const key = `${node.namespace}|${node.manager}|${node.cluster}`;
      kind.last = kind.homes.get(key) ?? { node, count: 0 };
      kind.last.count++;
      kind.homes.set(key, kind.last);
    }
  }

  /** What holds and explains the many is there when they arrive. */
  rareFirst(): GraphNode[] {
    const kinds = [...this.#byType.values()].map(({ nodes }) => nodes);
    return kinds.sort((a, b) => a.length - b.length).flat();
  }

  census(): Census {
    return [...this.#byType.values()].flatMap(({ homes }) =>
      [...homes.values()].map(
        ({ node, count }) => [node.cluster, node.manager, node.type, node.namespace, count] as const,
      ),
    );
  }
}

function atHomeWith(a: GraphNode, b: GraphNode): boolean {
  return a.namespace === b.namespace && a.cluster === b.cluster && a.manager === b.manager;
}
