/**
 * Places that objects refer to. A place exists as long as an object stands there or something mentions it; one without
 * an object has a ghost node, which turns real when the object appears and comes back when it goes.
 */

import { obtain } from '../../base/obtain.ts';
import type { EdgePart } from '../../graph/edge-part.ts';
import type { NodeInput } from '../../graph/node.ts';
import type { Status } from '../../graph/status.ts';
import { into, outOf, type Vertex } from '../../graph/vertex.ts';
import type { Kind } from '../../kinds/define.ts';
import { Entity } from '../2-objects/entity.ts';
import { CLUSTER, NAMESPACE } from '../2-objects/scope.ts';
import { placeNode, statusOf } from '../3-nodes/node-builder.ts';
import type { Ground } from './join.ts';
import type { LinkPart } from './rule.ts';

export class Places {
  readonly #ground: Ground;
  readonly #root: Vertex;
  readonly #inCluster: LinkPart;
  readonly #inNamespace: LinkPart;
  readonly #ghosts = new Map<string, Set<Entity>>();
  /** Kinds whose lists are complete, so that what is not there does not exist. */
  readonly #complete = new Set<string>();

  /** `root` is the cluster's vertex. */
  constructor(ground: Ground, root: Vertex) {
    this.#ground = ground;
    this.#root = root;
    const spec = { link: 'contains', relation: 'ownership', required: true };
    this.#inCluster = ground.parts.make({ ...spec, why: [] });
    this.#inNamespace = ground.parts.make({ ...spec, why: [{ Path: 'metadata.namespace' }] });
  }

  /** The place, made when it is new; whoever keeps it must `mention` it. */
  at(kind: Kind, namespace: string, name: string): Entity {
    const known = this.#ground.entities.at(kind.key, namespace, name);
    if (known !== undefined) return known;
    const { graph, cluster, entities } = this.#ground;
    const node = placeNode(cluster, kind, namespace, name, this.#ghostStatus(kind, name, 0));
    const entity = new Entity(kind, graph.place(node), false);
    entities.add(entity);
    this.#ghostsOf(kind).add(entity);
    this.#contain(entity);
    return entity;
  }

  mention(entity: Entity, required: boolean): void {
    entity.mentions++;
    if (required && entity.required++ === 0) this.#refresh(entity);
  }

  release(entity: Entity, required: boolean): void {
    entity.mentions--;
    if (required && --entity.required === 0) this.#refresh(entity);
    if (entity.mentions === 0 && !entity.real) this.#forget(entity);
  }

  /** An object stands at a place: makes the place, or turns its ghost (`known`) real with all edges that pointed to it. */
  appear(kind: Kind, node: NodeInput, known: Entity | undefined): Entity {
    const { graph, entities } = this.#ground;
    const vertex = graph.place(node);
    if (known === undefined) {
      const entity = new Entity(kind, vertex, true);
      entities.add(entity);
      this.#contain(entity);
      return entity;
    }
    this.#ghostsOf(kind).delete(known);
    known.real = true;
    known.kind = kind;
    this.#move(known, vertex);
    return known;
  }

  /** The object of a place is gone, and all links that it held; what still refers to the place keeps it as a ghost. */
  vanish(entity: Entity): void {
    entity.real = false;
    if (entity.mentions === 0) {
      this.#forget(entity);
      return;
    }
    const { graph, cluster } = this.#ground;
    const { kind, namespace, name } = entity;
    const node = placeNode(cluster, kind, namespace, name, this.#ghostStatus(kind, name, entity.required));
    const vertex = graph.place(node);
    this.#ghostsOf(kind).add(entity);
    this.#move(entity, vertex);
  }

  /** Whether the absence of an object of this kind is a fact. */
  setComplete(kind: Kind, complete: boolean): void {
    if (this.#complete.has(kind.key) === complete) return;
    if (complete) this.#complete.add(kind.key);
    else this.#complete.delete(kind.key);
    for (const entity of this.#ghosts.get(kind.key) ?? []) this.#refresh(entity);
  }

  #forget(entity: Entity): void {
    this.#ground.entities.remove(entity);
    this.#ghosts.get(entity.kind.key)?.delete(entity);
    this.#ground.graph.drop(entity.id);
    const { parent } = entity;
    entity.parent = undefined;
    if (parent !== undefined) this.release(parent, true);
  }

  #move(entity: Entity, vertex: Vertex): void {
    const { graph } = this.#ground;
    const old = entity.vertex;
    if (old === vertex) return;
    for (const edge of into(old)) {
      const source = edge.source === old ? vertex : edge.source;
      for (const part of edge.shape.parts) graph.gain(source, vertex, this.#retarget(part, entity, vertex));
    }
    for (const edge of outOf(old)) {
      if (edge.target === old) continue;
      for (const part of edge.shape.parts) graph.gain(vertex, edge.target, this.#retarget(part, entity, vertex));
    }
    const oldId = entity.id;
    entity.moveTo(vertex);
    graph.drop(oldId);
  }

  #retarget(part: EdgePart, entity: Entity, vertex: Vertex): EdgePart {
    return this.#ground.parts.retarget(part as LinkPart, entity.real ? vertex.node.id : undefined);
  }

  /** cluster → namespace → object; cluster → what belongs to no namespace. */
  #contain(entity: Entity): void {
    const { graph, kinds } = this.#ground;
    if (entity.kind.key === CLUSTER) return;
    if (entity.namespace === '') {
      graph.gain(this.#root, entity.vertex, this.#inCluster);
      return;
    }
    const parent = this.at(kinds.resolve(NAMESPACE, false), '', entity.namespace);
    entity.parent = parent;
    this.mention(parent, true);
    graph.gain(parent.vertex, entity.vertex, this.#inNamespace);
  }

  #refresh(entity: Entity): void {
    if (entity.real) return;
    const { kind, namespace, name } = entity;
    const status = this.#ghostStatus(kind, name, entity.required);
    this.#ground.graph.put(placeNode(this.#ground.cluster, kind, namespace, name, status));
  }

  #ghostStatus(kind: Kind, name: string, required: number): Status {
    if (kind.virtual) return statusOf(kind, { metadata: { name, uid: '' } });
    if (!this.#complete.has(kind.key)) {
      const message = `${kind.type} is not watched here, so nobody knows whether this exists`;
      return { state: 'UNKNOWN', health: 'unknown', reason: 'Unwatched', message };
    }
    if (required > 0) {
      return { state: 'DOWN', health: 'missing', reason: 'NotFound', message: 'referred to, but does not exist' };
    }
    const message = 'does not exist; all references to it are optional';
    return { state: 'UNKNOWN', health: 'missing', reason: 'NotFound', message };
  }

  #ghostsOf(kind: Kind): Set<Entity> {
    const ghosts = obtain(this.#ghosts, kind.key, () => new Set());
    return ghosts;
  }
}
