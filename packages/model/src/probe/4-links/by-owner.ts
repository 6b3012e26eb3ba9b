/** Owners by UID: `metadata.ownerReferences`, for every kind; the relation is named after the owner's type. */

import { into, outOf, type StoredEdge } from '../../graph/vertex.ts';
import type { KubeObject, OwnerReference } from '../../kinds/object.ts';
import { Entity } from '../2-objects/entity.ts';
import { type Ground, type Join, partOf } from './join.ts';

const LINK = 'owner';

export class ByOwner implements Join {
  readonly #ground: Ground;
  /** Dependents of owners that have not appeared, by the owner's UID, with where the reference stands. */
  readonly #waiting = new Map<string, Map<Entity, OwnerPlace>>();

  constructor(ground: Ground) {
    this.#ground = ground;
  }

  update(entity: Entity, object: KubeObject): void {
    this.#adopt(entity);
    const owners = object.metadata.ownerReferences ?? [];
    if (entity.awaits === undefined && !hasOwner(entity)) this.#take(entity, owners);
    else this.#compare(entity, owners);
  }

  /** What an object says that had no owner so far. */
  #take(entity: Entity, owners: readonly OwnerReference[]): void {
    for (let i = 0; i < owners.length; i++) {
      // Of two references to one owner the later one counts.
      const { uid } = owners[i]!;
      if (i === owners.length - 1 || !owners.some((other, at) => at > i && other.uid === uid)) {
        this.#follow(entity, uid, placeOf(owners[i]!, i));
      }
    }
  }

  #follow(entity: Entity, uid: string, place: OwnerPlace): void {
    const owner = Entity.of(this.#ground.graph.vertex(uid));
    if (owner !== undefined && mayOwn(owner, entity)) this.#draw(owner, entity, place);
    else {
      entity.awaits = [...(entity.awaits ?? []), uid];
      this.#wait(uid, entity, place);
    }
  }

  #compare(entity: Entity, owners: readonly OwnerReference[]): void {
    const wanted = new Map(owners.map((owner, i) => [owner.uid, placeOf(owner, i)]));
    for (const edge of into(entity.vertex)) {
      if (partOf(edge, LINK) !== undefined && !wanted.has(edge.from)) this.#ground.graph.lose(edge, LINK);
    }
    this.#stopWaiting(entity);
    entity.awaits = undefined;
    for (const [uid, place] of wanted) this.#follow(entity, uid, place);
  }

  /** The dependents wait for the owner again: garbage collection removes them, or somebody takes them over. */
  remove(entity: Entity): void {
    this.#stopWaiting(entity);
    entity.awaits = undefined;
    const owned: [StoredEdge, Entity][] = [];
    for (const edge of into(entity.vertex)) {
      if (partOf(edge, LINK) !== undefined) this.#ground.graph.lose(edge, LINK);
    }
    for (const edge of outOf(entity.vertex)) {
      const dependent = partOf(edge, LINK) && Entity.of(edge.target);
      if (dependent !== undefined) owned.push([edge, dependent]);
    }
    for (const [edge, dependent] of owned) {
      const part = partOf(edge, LINK);
      const place = { path: String(part?.metadata.Why?.[0]?.Path), controller: part?.metadata.Controller === true };
      this.#ground.graph.lose(edge, LINK);
      this.#wait(entity.id, dependent, place);
      dependent.awaits = [...(dependent.awaits ?? []), entity.id];
    }
  }

  #adopt(owner: Entity): void {
    if (this.#waiting.size === 0) return;
    const dependents = this.#waiting.get(owner.id);
    if (dependents === undefined) return;
    for (const [dependent, place] of [...dependents]) {
      if (!mayOwn(owner, dependent)) continue;
      dependents.delete(dependent);
      this.#draw(owner, dependent, place);
      const left = dependent.awaits?.filter((uid) => uid !== owner.id) ?? [];
      dependent.awaits = left.length > 0 ? left : undefined;
    }
    if (dependents.size === 0) this.#waiting.delete(owner.id);
  }

  #draw(owner: Entity, dependent: Entity, { path, controller }: OwnerPlace): void {
    const { type, manager } = owner.kind;
    const more = controller ? { Controller: true } : {};
    const part = this.#ground.parts.make({ link: LINK, relation: type, manager, more, why: [{ Path: path }] });
    this.#ground.graph.gain(owner.vertex, dependent.vertex, part);
  }

  #wait(uid: string, dependent: Entity, place: OwnerPlace): void {
    const waiting = this.#waiting.get(uid);
    if (waiting === undefined) this.#waiting.set(uid, new Map([[dependent, place]]));
    else waiting.set(dependent, place);
  }

  #stopWaiting(entity: Entity): void {
    for (const uid of entity.awaits ?? []) {
      const waiting = this.#waiting.get(uid);
      if (waiting?.delete(entity) && waiting.size === 0) this.#waiting.delete(uid);
    }
  }
}

interface OwnerPlace {
  readonly path: string;
  readonly controller: boolean;
}

function placeOf(owner: OwnerReference, i: number): OwnerPlace {
  return { path: `metadata.ownerReferences[${i}]`, controller: owner.controller === true };
}

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/owners-dependents/: never across namespaces. */
function mayOwn(owner: Entity, dependent: Entity): boolean {
  // Restored and cloned clusters share UIDs.
  if (owner.vertex.node.cluster !== dependent.vertex.node.cluster) return false;
  return owner.real && (owner.namespace === '' || owner.namespace === dependent.namespace);
}

function hasOwner(entity: Entity): boolean {
  for (let edge = entity.vertex.firstIn; edge !== undefined; edge = edge.nextIn) {
    if (partOf(edge, LINK) !== undefined) return true;
  }
  return false;
}
