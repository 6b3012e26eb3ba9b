/** The topology as one class of viewers sees it, narrowed by type, namespace and relation. */

import type { GraphEdge, GraphNode } from '@canopy/model';
import type { KindSet } from '../words/kind-set.ts';
import type { Step, View } from './follow.ts';
import { type FrameType, hasRows, noRows, type RowChanges, slices } from './frame.ts';
import { LazyList } from './lazy-list.ts';
import type { Topology, TopologyFrame, ViewSources } from './topology-frame.ts';
import { walk } from './walk.ts';

export type { Topology, TopologyFrame, ViewSources } from './topology-frame.ts';

export interface Narrowing {
  readonly kinds?: KindSet | undefined;
  readonly namespaces?: ReadonlySet<string> | undefined;
  readonly relationTypes?: ReadonlySet<string> | undefined;
}

/** Rows of one frame of a snapshot. */
const snapshotRows = 2_000;

/** A snapshot of so many nodes is shared for a while by those who come, though it is not of the latest revision. */
const large = 10_000;
const sharedMs = 10_000;

interface Snapshot {
  readonly revision: number;
  readonly version: number;
  readonly frames: Iterable<TopologyFrame>;
}

/** A node's type and namespace never change, so membership is decided once, from the node alone. */
export class TopologyView implements View<Topology> {
  readonly restMs = 0;
  readonly #sources: ViewSources;
  readonly #narrowing: Narrowing;
  #snapshot: Snapshot | undefined;
  /** The answers at the present revision. */
  readonly #steps = new Map<number, Step<Topology>>();
  #stepsFor = '';

  constructor(sources: ViewSources, narrowing: Narrowing) {
    this.#sources = sources;
    this.#narrowing = narrowing;
  }

  get version(): number {
    return this.#sources.access.version;
  }

  snapshot(): Iterable<TopologyFrame> {
    const { reader } = this.#sources;
    const { revision } = reader;
    const known = this.#snapshot;
    if (known?.version === this.version && (known.revision === revision || this.#isShared(known))) return known.frames;
    const frames = new LazyList(
      walk({
        ...this.#sources,
        has: (node) => this.#has(node),
        joins: (edge) => joins(this.#narrowing, edge),
      }),
    );
    const made = { revision, version: this.version, frames };
    this.#snapshot = made;
    setTimeout(() => {
      if (this.#snapshot === made) this.#snapshot = undefined;
    }, sharedMs).unref();
    return frames;
  }

  /** One who gets a snapshot of a moment ago gets what came since right after it. */
  #isShared({ revision }: Snapshot): boolean {
    return this.#sources.reader.nodeCount >= large && this.#sources.changes.since(revision) !== undefined;
  }

  resumable(revision: number): boolean {
    const { changes, access } = this.#sources;
    return revision <= changes.revision && revision > access.changedAt && changes.since(revision) !== undefined;
  }

  since(revision: number): Step<Topology> | undefined {
    const state = `${this.#sources.changes.revision}/${this.version}`;
    if (this.#stepsFor !== state) {
      this.#steps.clear();
      this.#stepsFor = state;
    }
    const known = this.#steps.get(revision);
    if (known !== undefined) return known;
    const step = this.#step(revision);
    if (step !== undefined) this.#steps.set(revision, step);
    return step;
  }

  blank(type: FrameType, revision: number): TopologyFrame {
    return blankTopology(type, revision, this.#sources.clock());
  }

  #step(revision: number): Step<Topology> | undefined {
    const { access, reader, changes } = this.#sources;
    const delta = changes.since(revision);
    if (delta === undefined) return undefined;
    const nodes = pick(delta.nodes, (node) => access.sees(node) && this.#has(node));
    let gone: Map<string, GraphNode> | undefined;
    const nodeOf = (id: string) => {
      const node = reader.node(id);
      if (node !== undefined) return node;
      gone ??= new Map(delta.nodes.removed.map((removed) => [removed.id, removed]));
      const removed = gone.get(id);
      return removed !== undefined && access.sees(removed) ? removed : undefined;
    };
    const edges = pick(delta.edges, (edge) => this.#joins(edge, nodeOf));
    const frame: TopologyFrame = {
      type: 'DELTA',
      since: revision,
      revision: delta.revision,
      time: delta.time,
      complete: true,
      lists: { nodes, edges },
    };
    return { frame, empty: !hasRows(nodes) && !hasRows(edges) };
  }

  #has(node: GraphNode): boolean {
    return shows(this.#narrowing, node);
  }

  #joins(edge: GraphEdge, nodeOf: (id: string) => GraphNode | undefined): boolean {
    if (!joins(this.#narrowing, edge)) return false;
    const { kinds, namespaces } = this.#narrowing;
    if (kinds === undefined && namespaces === undefined && this.#sources.access.everything) return true;
    const from = nodeOf(edge.from);
    const to = nodeOf(edge.to);
    return from !== undefined && to !== undefined && this.#has(from) && this.#has(to);
  }
}

export function shows({ kinds, namespaces }: Narrowing, node: GraphNode): boolean {
  return (kinds === undefined || kinds.has(node)) && (namespaces === undefined || namespaces.has(node.namespace));
}

export function joins({ relationTypes }: Narrowing, edge: GraphEdge): boolean {
  return relationTypes === undefined || relationTypes.has(edge.relationType);
}

/** Nodes first, so that every edge finds its ends. */
export function cutSnapshot(
  nodes: readonly GraphNode[],
  edges: readonly GraphEdge[],
  revision: number,
  time: number,
): readonly TopologyFrame[] {
  const added = <T>(rows: readonly T[]): RowChanges<T> => ({ ...noRows, added: rows });
  const numbers = new Map(nodes.map(({ id }, number) => [id, number]));
  const part = (first: number, nodes: readonly GraphNode[], edges: readonly GraphEdge[]): Topology => {
    const from = edges.map((edge) => numbers.get(edge.from)!);
    const to = edges.map((edge) => numbers.get(edge.to)!);
    return {
      nodes: added(nodes),
      edges: added(edges),
      numbering: { first, stem: undefined, from, to },
      size: numbers.size,
    };
  };
  const parts =
    nodes.length + edges.length <= snapshotRows
      ? [part(0, nodes, edges)]
      : [
          ...slices(nodes, snapshotRows).map((rows, i) => part(i * snapshotRows, rows, [])),
          ...slices(edges, snapshotRows).map((rows) => part(nodes.length, [], rows)),
        ];
  return parts.map((lists, i) => ({
    type: 'SNAPSHOT',
    since: revision,
    revision,
    time,
    complete: i === parts.length - 1,
    lists,
  }));
}

function blankTopology(type: FrameType, revision: number, time: number): TopologyFrame {
  return { type, since: revision, revision, time, complete: true, lists: { nodes: noRows, edges: noRows } };
}

function pick<T>(changes: RowChanges<T>, keep: (row: T) => boolean): RowChanges<T> {
  return {
    added: changes.added.filter(keep),
    changed: changes.changed.filter(keep),
    removed: changes.removed.filter(keep),
  };
}
