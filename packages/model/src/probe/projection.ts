/** One cluster's objects as its share of the graph: each object goes through the stages in order, then the joins. */

import type { Graph } from '../graph/graph.ts';
import type { NodeInput } from '../graph/node.ts';
import { outOf } from '../graph/vertex.ts';
import type { Kind } from '../kinds/define.ts';
import type { KubeObject } from '../kinds/object.ts';
import type { ObjectSink, SyncStatus } from './1-source/source.ts';
import { Entities } from './2-objects/entities.ts';
import { Entity } from './2-objects/entity.ts';
import { KindTable } from './2-objects/kind-table.ts';
import { NO_LABELS } from './2-objects/label-pool.ts';
import { Notes } from './2-objects/notes.ts';
import { ObjectStore } from './2-objects/object-store.ts';
import { CLUSTER } from './2-objects/scope.ts';
import { attempt, NodeBuilder, statusOf } from './3-nodes/node-builder.ts';
import { clusterId } from './3-nodes/node-id.ts';
import type { Ground } from './4-links/join.ts';
import { partOf } from './4-links/join.ts';
import { Joins } from './4-links/joins.ts';
import { Places } from './4-links/places.ts';
import { type LinkPart, Parts } from './4-links/rule.ts';
import { Derived } from './5-commit/derived.ts';
import { StaleMarks } from './5-commit/stale-marks.ts';

const PART = 'part';

export interface ProjectionOptions {
  readonly graph: Graph;
  readonly cluster: string;
  readonly kinds: readonly Kind[];
  /** Called whenever there may be something to commit. */
  readonly changed?: () => void;
  /** How many objects are kept for `object`. */
  readonly keepObjects?: number;
}

export class Projection implements ObjectSink {
  readonly cluster: string;
  readonly #objects: ObjectStore;
  readonly #ground: Ground;
  readonly #places: Places;
  readonly #joins: Joins;
  readonly #derived: Derived;
  readonly #stale: StaleMarks;
  readonly #nodes: NodeBuilder;
  /** What all edges from objects to their parts say. */
  readonly #part: LinkPart;
  readonly #notes = new Notes();
  readonly #sync = new Map<string, SyncStatus>();
  readonly #changed: () => void;

  constructor({ graph, cluster, kinds, changed = () => {}, keepObjects = 20_000 }: ProjectionOptions) {
    this.cluster = cluster;
    this.#objects = new ObjectStore(keepObjects);
    this.#changed = changed;
    const table = new KindTable(kinds);
    this.#ground = { graph, cluster, kinds: table, entities: new Entities(), parts: new Parts() };
    this.#nodes = new NodeBuilder(cluster, table);
    const root = rootNode(table, cluster);
    graph.put(root);
    this.#places = new Places(this.#ground, graph.vertex(root.id)!);
    this.#joins = new Joins(this.#ground, this.#places);
    this.#derived = new Derived(graph, table, this.#notes);
    this.#stale = new StaleMarks(graph, cluster);
    this.#part = this.#ground.parts.make({ link: PART, relation: 'ownership', why: [] });
    changed();
  }

  /** The kinds that were listed once, or are known to be forbidden or absent. */
  readonly settled = new Set<string>();

  /** One status for each kind and scope that the source has spoken of. */
  get syncStatus(): readonly SyncStatus[] {
    return [...this.#sync.values()];
  }

  /** Takes objects of a further kind from now on; to be told before the first of them. */
  learn(kind: Kind): void {
    if (this.#ground.kinds.get(kind.key) === kind) return;
    this.#ground.kinds.add(kind);
    this.#joins.learn(kind);
  }

  upsert(key: string, object: KubeObject): void {
    const kind = this.#ground.kinds.get(key);
    if (kind === undefined) return;
    this.#changed();
    if (kind.notes !== undefined) {
      const note = attempt(() => kind.notes?.(object));
      for (const uid of this.#notes.put(object, note)) this.#renew(uid);
      return;
    }
    this.#objects.put(this.#project(kind, object, this.#standing(kind, object)), object);
  }

  remove(key: string, object: KubeObject): void {
    const kind = this.#ground.kinds.get(key);
    if (kind === undefined) return;
    this.#changed();
    if (kind.notes !== undefined) {
      for (const uid of this.#notes.put(object, undefined)) this.#renew(uid);
      return;
    }
    const entity = this.#entity(object.metadata.uid);
    if (entity?.real && entity.kind === kind) this.#vanish(entity);
  }

  listed(key: string, namespace: string, uids: ReadonlySet<string>): void {
    const kind = this.#ground.kinds.get(key);
    if (kind === undefined) return;
    this.#changed();
    if (kind.notes !== undefined) {
      for (const uid of this.#notes.retain(namespace, uids)) this.#renew(uid);
      return;
    }
    const gone = [...this.#ground.entities.ofKind(key, namespace)].filter((e) => e.real && !uids.has(e.id));
    for (const entity of gone) this.#vanish(entity);
  }

  sync(status: SyncStatus): void {
    this.#sync.set(`${status.kind}\n${status.namespace}`, status);
    const kind = this.#ground.kinds.get(status.kind);
    if (kind === undefined) return;
    this.#changed();
    if (status.state === 'live' || status.state === 'absent' || status.state === 'forbidden')
      this.settled.add(kind.key);
    // Once listed as a whole, a kind stays known while it is listed again or its server is away for a while.
    if (status.namespace !== '') return;
    if (status.state === 'live' || status.state === 'absent') this.#places.setComplete(kind, true);
    if (status.state === 'forbidden') this.#places.setComplete(kind, false);
  }

  /** Works out what depends on neighbours; to be called before the graph's commit. */
  settle(): void {
    this.#derived.settle();
    this.#stale.settle();
  }

  /** The kind and place of a node's object. */
  place(id: string): { kind: string; namespace: string; name: string } | undefined {
    const entity = this.#entity(id);
    return entity?.real ? { kind: entity.kind.key, namespace: entity.namespace, name: entity.name } : undefined;
  }

  /** The object behind a node of this cluster. */
  object(id: string): KubeObject | undefined {
    const entity = this.#entity(id);
    return entity && this.#objects.get(entity);
  }

  /** The entity of a node, if it is one of this cluster. */
  #entity(id: string): Entity | undefined {
    const entity = Entity.of(this.#ground.graph.vertex(id));
    return entity?.vertex.node.cluster === this.cluster ? entity : undefined;
  }

  /** What stands at the object's place. Another object under its name is gone, whether anybody told or not. */
  #standing(kind: Kind, object: KubeObject): Entity | undefined {
    const { namespace = '', name, uid } = object.metadata;
    const { entities } = this.#ground;
    const entity = entities.at(kind.key, namespace, name);
    if (!entity?.real || entity.id === uid) return entity;
    this.#vanish(entity);
    return entities.at(kind.key, namespace, name);
  }

  #project(kind: Kind, object: KubeObject, known: Entity | undefined): Entity {
    const own = statusOf(kind, object);
    const status = this.#derived.shown(known, object.metadata.uid, own);
    const node = this.#nodes.node(kind, object, status);
    if (known?.real) this.#ground.graph.put(node);
    const entity = known?.real ? known : this.#places.appear(kind, node, known);
    entity.own = own;
    this.#joins.update(entity, object);
    if (kind.parts !== undefined) this.#parts(kind, entity, object);
    return entity;
  }

  /** Children that live in the object: the containers of a pod. */
  #parts(kind: Kind, entity: Entity, object: KubeObject): void {
    const { graph } = this.#ground;
    const { vertex } = entity;
    const wanted: NodeInput[] = [];
    for (const part of attempt(() => kind.parts?.(object)) ?? []) wanted.push(this.#nodes.part(vertex.node, part));
    for (const edge of vertex.outCount === 0 ? [] : outOf(vertex)) {
      const { to } = edge;
      if (partOf(edge, PART) !== undefined && !wanted.some(({ id }) => id === to)) graph.drop(to);
    }
    for (const child of wanted) graph.gain(vertex, graph.place(child), this.#part);
  }

  #vanish(entity: Entity): void {
    const { graph } = this.#ground;
    this.#objects.delete(entity);
    entity.own = undefined;
    for (const edge of outOf(entity.vertex)) if (partOf(edge, PART) !== undefined) graph.drop(edge.to);
    this.#joins.remove(entity);
    this.#places.vanish(entity);
  }

  /** What somebody says about an object changed. */
  #renew(uid: string): void {
    const entity = this.#entity(uid);
    if (entity !== undefined) this.#derived.renew(entity);
  }
}

function rootNode(kinds: KindTable, cluster: string) {
  const kind = kinds.resolve(CLUSTER, false);
  return {
    id: clusterId(cluster),
    cluster,
    manager: kind.manager,
    type: kind.type,
    namespace: '',
    name: cluster,
    labels: NO_LABELS,
    status: statusOf(kind, { metadata: { name: cluster, uid: '' } }),
    fields: {},
  };
}
