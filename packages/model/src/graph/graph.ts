/**
 * The graph: changes are made one by one and become visible to the feed as one delta per commit. Making a change that
 * changes nothing leaves no trace. Call `commit` before giving up control, so that readers never see half a change.
 */

import { type ChangeFeed, Changes as Feed, type GraphDelta } from './changes.ts';
import { type Changes, isEmpty } from './delta.ts';
import { type EdgePart, type EdgeShape, shapeOfOne, withoutLink, withPart } from './edge-part.ts';
import { LiveReader } from './live-reader.ts';
import { type Commit, GraphNode, type NodeInput } from './node.ts';
import type { Reader } from './reader.ts';
import { same } from './same.ts';
import { sameStatus } from './status.ts';
import { Store } from './store.ts';
import { between, into, isChained, outOf, StoredEdge, takePlace, type Vertex } from './vertex.ts';

export interface GraphOptions {
  readonly clock?: () => number;
  /** How many changed elements the feed remembers for subscribers that come back. */
  readonly keep?: number;
}

export class Graph {
  readonly reader: Reader;
  readonly #store = new Store();
  readonly #feed: Feed;
  readonly #clock: () => number;
  #pending: Commit;
  /** The vertices made since the last commit, of which some may be gone again. */
  #nodesAdded: Vertex[] = [];
  /** What changed or removed nodes were at the last commit. */
  #nodesBefore = new Map<string, GraphNode>();
  #edgesAdded: StoredEdge[] = [];
  #edgesBefore = new Map<string, StoredEdge>();

  constructor(options: GraphOptions = {}) {
    this.#clock = options.clock ?? Date.now;
    this.#feed = new Feed(options.keep ?? 200_000, 0, this.#clock());
    this.#pending = { revision: 1, time: 0 };
    this.reader = new LiveReader(this.#store, () => this.#feed.revision);
  }

  get changes(): ChangeFeed {
    return this.#feed;
  }

  vertex(id: string): Vertex | undefined {
    return this.#store.vertices.get(id);
  }

  /** Adds the node, or replaces what it says; true when that was a change. */
  put(input: NodeInput): boolean {
    const vertex = this.#store.vertices.get(input.id);
    if (vertex === undefined) this.#add(input);
    else return this.#replace(vertex, input);
    return true;
  }

  /** Does what `put` does, and returns where the node is. */
  place(input: NodeInput): Vertex {
    const vertex = this.#store.vertices.get(input.id);
    if (vertex === undefined) return this.#add(input);
    this.#replace(vertex, input);
    return vertex;
  }

  /** Removes a node and all its edges; an unknown id is no trouble. */
  drop(id: string): void {
    const vertex = this.#store.vertices.get(id);
    if (vertex === undefined) return;
    for (const edge of outOf(vertex)) this.#cut(edge);
    for (const edge of into(vertex)) this.#cut(edge);
    this.#rememberNode(vertex.node);
    this.#touch();
    this.#store.remove(vertex);
  }

  /** One link's part of the edge from one node to another; both nodes must exist. True when that was a change. */
  gain(from: Vertex, to: Vertex, part: EdgePart): boolean {
    const edge = between(from, to, part.relationType, part.role);
    if (edge === undefined) {
      const pending = this.#touch();
      const made = new StoredEdge(from, to, shapeOfOne(part), pending, pending);
      this.#store.link(made);
      this.#edgesAdded.push(made);
      return true;
    }
    const shape = withPart(edge.shape, part);
    if (shape === edge.shape) return false;
    this.#swap(edge, shape);
    return true;
  }

  between(from: Vertex, to: Vertex, relationType: string, role: string): StoredEdge | undefined {
    return between(from, to, relationType, role);
  }

  /** Takes one link's part away; the edge goes with its last part. */
  lose(edge: StoredEdge, link: string): void {
    const shape = withoutLink(edge.shape, link);
    if (shape === undefined) this.#cut(edge);
    else if (shape !== edge.shape) this.#swap(edge, shape);
  }

  /** Walks the nodes that the commit to come may show as new or changed, with what they were; leave the graph alone. */
  eachTouchedNode(visit: (vertex: Vertex, before: GraphNode | undefined) => void): void {
    for (const vertex of this.#nodesAdded) if (this.#isNew(vertex)) visit(vertex, undefined);
    for (const [id, before] of this.#nodesBefore) {
      const vertex = this.#store.vertices.get(id);
      if (vertex !== undefined) visit(vertex, before);
    }
  }

  /** A node as the last commit showed it; `undefined` for one that is new since. */
  committed(id: string): GraphNode | undefined {
    const before = this.#nodesBefore.get(id);
    if (before !== undefined) return before;
    const node = this.#store.vertices.get(id)?.node;
    return node?.isOf(this.#pending) ? undefined : node;
  }

  /** Walks the edges that the commit to come may show as new, changed or removed; leave the graph alone. */
  eachTouchedEdge(visit: (edge: StoredEdge) => void): void {
    for (const edge of this.#edgesAdded) visit(edge);
    for (const edge of this.#edgesBefore.values()) visit(edge);
  }

  /** Makes one delta of everything since the last commit; `undefined` when that comes to nothing. */
  commit(): GraphDelta | undefined {
    const nodes = this.#netNodes();
    const edges = this.#netEdges();
    this.#nodesAdded = [];
    if (this.#nodesBefore.size > 0) this.#nodesBefore = new Map();
    if (this.#edgesBefore.size > 0) this.#edgesBefore = new Map();
    this.#edgesAdded = [];
    const { revision, time } = this.#pending;
    const delta: GraphDelta = { since: revision - 1, revision, time, nodes, edges };
    if (isEmpty(delta)) {
      this.#pending.time = 0;
      return undefined;
    }
    this.#pending = { revision: revision + 1, time: 0 };
    this.#feed.push(delta);
    return delta;
  }

  #netNodes(): Changes<GraphNode> {
    const added: GraphNode[] = [];
    const changed: GraphNode[] = [];
    const removed: GraphNode[] = [];
    for (const vertex of this.#nodesAdded) if (this.#isNew(vertex)) added.push(vertex.node);
    for (const [id, before] of this.#nodesBefore) {
      const vertex = this.#store.vertices.get(id);
      if (vertex === undefined) removed.push(before);
      else if (sameNode(before, vertex.node)) this.#store.replace(vertex, before);
      else changed.push(vertex.node);
    }
    return { added, changed, removed };
  }

  #netEdges(): Changes<StoredEdge> {
    const added: StoredEdge[] = [];
    const changed: StoredEdge[] = [];
    const removed: StoredEdge[] = [];
    const known = this.#edgesBefore;
    for (const edge of this.#edgesAdded) {
      if (!isChained(edge)) continue;
      const before = known.size === 0 ? undefined : known.get(edge.id);
      if (before === undefined) added.push(edge);
      else if (!same(before.metadata, edge.metadata)) changed.push(edge);
    }
    for (const before of known.values()) {
      const now = this.#store.between(before.from, before.to, before.relationType, before.role);
      if (now === undefined) removed.push(before);
      else if (now.created !== this.#pending && !same(before.metadata, now.metadata)) changed.push(now);
    }
    return { added, changed, removed };
  }

  #add(input: NodeInput): Vertex {
    const commit = this.#touch();
    const vertex = this.#store.insert(new GraphNode(input, commit, input.createdAt ?? commit.time));
    this.#nodesAdded.push(vertex);
    return vertex;
  }

  #replace(vertex: Vertex, input: NodeInput): boolean {
    const old = vertex.node;
    if (sameNode(old, input)) return false;
    this.#rememberNode(old);
    this.#store.replace(vertex, new GraphNode(input, this.#touch(), input.createdAt ?? old.createdAt));
    return true;
  }

  /** Still there, and not the return of a node that the last commit had. */
  #isNew(vertex: Vertex): boolean {
    return vertex.order >= 0 && !(this.#nodesBefore.size > 0 && this.#nodesBefore.has(vertex.node.id));
  }

  #rememberNode(node: GraphNode): void {
    if (!node.isOf(this.#pending)) this.#nodesBefore.set(node.id, node);
  }

  #touch(): Commit {
    if (this.#pending.time === 0) this.#pending.time = this.#clock();
    return this.#pending;
  }

  #remember(edge: StoredEdge): void {
    if (edge.created === this.#pending) return;
    const { id } = edge;
    if (!this.#edgesBefore.has(id)) this.#edgesBefore.set(id, edge);
  }

  #cut(edge: StoredEdge): void {
    this.#touch();
    this.#remember(edge);
    this.#store.unlink(edge);
  }

  #swap(edge: StoredEdge, shape: EdgeShape): void {
    const pending = this.#touch();
    this.#remember(edge);
    const made = new StoredEdge(edge.source, edge.target, shape, edge.created, pending);
    takePlace(edge, made);
    if (edge.created === pending) this.#edgesAdded.push(made);
  }
}

function sameNode(a: GraphNode, b: NodeInput): boolean {
  return (
    a.name === b.name &&
    a.namespace === b.namespace &&
    a.type === b.type &&
    a.cluster === b.cluster &&
    a.manager === b.manager &&
    (b.createdAt === undefined || a.createdAt === b.createdAt) &&
    sameStatus(a.status, b.status) &&
    same(a.labels, b.labels) &&
    same(a.fields, b.fields)
  );
}
