/** The places of one cluster, by kind, namespace and name, and by the id of their node. */

import { obtain } from '../../base/obtain.ts';
import type { Entity } from './entity.ts';

export class Entities {
  readonly #places = new Map<string, Map<string, Map<string, Entity>>>();
  readonly #byId = new Map<string, Entity>();

  at(kind: string, namespace: string, name: string): Entity | undefined {
    return this.#places.get(kind)?.get(namespace)?.get(name);
  }

  withId(id: string): Entity | undefined {
    return this.#byId.get(id);
  }

  add(entity: Entity): void {
    const { kind, namespace, name } = entity;
    const namespaces = obtain(this.#places, kind.key, () => new Map());
    const names = obtain(namespaces, namespace, () => new Map());
    names.set(name, entity);
    this.#byId.set(entity.id, entity);
  }

  remove(entity: Entity): void {
    const { kind, namespace, name } = entity;
    const namespaces = this.#places.get(kind.key);
    const names = namespaces?.get(namespace);
    if (names?.delete(name) && names.size === 0) namespaces?.delete(namespace);
    if (this.#byId.get(entity.id) === entity) this.#byId.delete(entity.id);
  }

  /** To be called around a change of the entity's node. */
  renamed(entity: Entity, oldId: string): void {
    if (this.#byId.get(oldId) === entity) this.#byId.delete(oldId);
    this.#byId.set(entity.id, entity);
  }

  /** All places of a kind, of one namespace unless that is empty. */
  *ofKind(kind: string, namespace: string): Generator<Entity> {
    const namespaces = this.#places.get(kind);
    if (namespaces === undefined) return;
    if (namespace !== '') {
      yield* namespaces.get(namespace)?.values() ?? [];
      return;
    }
    for (const names of namespaces.values()) yield* names.values();
  }
}
