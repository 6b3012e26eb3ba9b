/** Keeps the places of a graph: which object stands in which area, and what each area holds, change by change. */

import { type Census, type GraphEdge, type GraphNode, parseEdgeId, type Reader, type Update } from '@canopy/model';
import { lookOf } from '../looks/looks.ts';
import { attach, detach, Place, setNode } from './place.ts';

export class Places {
  readonly root = new Place('root', 'root', '', '', '');
  readonly #byId = new Map<string, Place>();
  /** Clusters, namespaces and stacks by key. */
  readonly #areas = new Map<string, Place>();
  /** Pods that a snapshot on its way will bring, by the keys of areas. */
  #awaited = new Map<string, number>();
  #version = 0;

  find(id: string): Place | undefined {
    return this.#byId.get(id);
  }

  /** A cluster, a namespace or a stack by its key. */
  area(key: string): Place | undefined {
    return this.#areas.get(key);
  }

  /** Grows with every change. */
  get version(): number {
    return this.#version;
  }

  /** What a snapshot on its way will have: areas get their size at once, and fill up. Nothing, when all of it is here. */
  expect(census: Census): void {
    const awaited = new Map<string, number>();
    const add = (key: string, count: number) => awaited.set(key, (awaited.get(key) ?? 0) + count);
    for (const [cluster, , type, namespace, count] of census) {
      if (type !== 'pod') continue;
      for (const key of ['', `cluster/${cluster}`, `namespace/${cluster}/${namespace}`]) add(key, count);
    }
    this.#awaited = awaited;
    for (const area of [this.root, ...this.#areas.values()]) area.awaited = awaited.get(area.key) ?? 0;
  }

  /** Follows an update that the reader's graph has already taken. */
  apply(update: Update, reader: Reader): void {
    this.#version++;
    const homeless = new Set<string>();
    for (const { id } of update.nodes.removed) this.#remove(id, homeless);
    for (const data of update.nodes.added) this.#put(data.id, reader, homeless);
    for (const data of update.nodes.changed) this.#put(data.id, reader, homeless);
    for (const { id } of update.edges.removed) {
      const to = parseEdgeId(id)?.to;
      if (to !== undefined && this.#byId.has(to)) homeless.add(to);
    }
    for (const edge of update.edges.added) if (this.#moves(edge)) homeless.add(edge.to);
    for (const id of homeless) this.#settle(id, reader);
  }

  /** Whether an edge that is new puts its end into another place. */
  #moves(edge: GraphEdge): boolean {
    const place = this.#byId.get(edge.to);
    if (place?.node === undefined) return false;
    const owner = this.#byId.get(edge.from);
    return owner !== undefined && owner !== place.parent && holds(owner, edge, place.type);
  }

  #put(id: string, reader: Reader, homeless: Set<string>): void {
    const node = reader.node(id);
    if (node === undefined) return;
    const place = this.#byId.get(id);
    if (place !== undefined) {
      setNode(place, node);
      this.#touch(place);
    } else {
      this.#byId.set(id, this.#create(node));
      homeless.add(id);
    }
  }

  /** A cluster or namespace takes over the shell that stood for it. */
  #create(node: GraphNode): Place {
    const key = areaKey(node);
    const shell = key === undefined ? undefined : this.#areas.get(key);
    if (shell !== undefined && shell.node === undefined) {
      this.#byId.delete(shell.id);
      shell.id = node.id;
      setNode(shell, node);
      return shell;
    }
    const place = new Place('object', node.type, node.id, key, node.name);
    place.node = node;
    if (key !== undefined) this.#enter(key, place);
    return place;
  }

  #remove(id: string, homeless: Set<string>): void {
    const place = this.#byId.get(id);
    if (place === undefined) return;
    this.#byId.delete(id);
    homeless.delete(id);
    if (place.size > 0 && this.#areas.get(place.key) === place) {
      setNode(place, undefined);
      place.id = `shell:${place.key}`;
      this.#byId.set(place.id, place);
      this.#touch(place);
      return;
    }
    for (const child of [...place.children()]) {
      detach(child);
      homeless.add(child.id);
    }
    if (this.#areas.get(place.key) === place) this.#areas.delete(place.key);
    this.#leave(place);
  }

  #settle(id: string, reader: Reader): void {
    const place = this.#byId.get(id);
    if (place?.node === undefined) return;
    const parent = this.#owner(place, reader) ?? this.#home(place.node);
    if (parent === place.parent) return;
    if (place.parent !== undefined) this.#leave(place);
    attach(place, parent);
    this.#touch(place);
  }

  /** Takes a place out and clears away areas that stood only for it. */
  #leave(place: Place): void {
    const { parent } = place;
    if (parent === undefined) return;
    this.#touch(place);
    detach(place);
    if (parent.size > 0 || parent.node !== undefined || parent.form === 'root') return;
    this.#areas.delete(parent.key);
    this.#byId.delete(parent.id);
    this.#leave(parent);
  }

  /** The pod of a container, the controller of a pod; never one that stands inside the place itself. */
  #owner(place: Place, reader: Reader): Place | undefined {
    for (const edge of reader.inEdges(place.id)) {
      const owner = this.#byId.get(edge.from);
      if (owner === undefined || !holds(owner, edge, place.type)) continue;
      if (![...owner.upward()].includes(place)) return owner;
    }
    return undefined;
  }

  /** Where an object stands that nothing controls. */
  #home(node: GraphNode): Place {
    if (node.type === 'cluster') return this.root;
    const cluster = this.#area('cluster', `cluster/${node.cluster}`, node.cluster, this.root);
    if (node.type === 'namespace') return cluster;
    const { namespace } = node;
    const home =
      namespace === ''
        ? cluster
        : this.#area('namespace', `namespace/${node.cluster}/${namespace}`, namespace, cluster);
    if (lookOf(node.type).holds) return home;
    return this.#area(node.type, `${home.key}/${node.type}`, lookOf(node.type).plural, home);
  }

  #area(type: string, key: string, name: string, parent: Place): Place {
    const known = this.#areas.get(key);
    if (known !== undefined) return known;
    const form = type === 'cluster' || type === 'namespace' ? 'shell' : 'stack';
    const place = new Place(form, type, `${form}:${key}`, key, name);
    this.#enter(key, place);
    this.#byId.set(place.id, place);
    attach(place, parent);
    return place;
  }

  #enter(key: string, area: Place): void {
    this.#areas.set(key, area);
    area.awaited = this.#awaited.get(key) ?? 0;
  }

  #touch(place: Place): void {
    for (const above of place.upward()) above.version = this.#version;
  }
}

/** Containment below namespaces, and controllers: what the picture nests. All other relations are lines. */
function holds(owner: Place, { relationType, metadata }: GraphEdge, type: string): boolean {
  if (owner.type === 'cluster' || owner.type === 'namespace' || owner.type === 'node') return false;
  if (relationType === 'ownership') return true;
  const controls = metadata.Controller === true || (relationType === owner.type && lookOf(owner.type).holds);
  return controls && (type === 'pod' || lookOf(type).holds);
}

function areaKey(node: GraphNode): string | undefined {
  if (node.type === 'cluster') return `cluster/${node.cluster}`;
  if (node.type === 'namespace') return `namespace/${node.cluster}/${node.name}`;
  return undefined;
}
