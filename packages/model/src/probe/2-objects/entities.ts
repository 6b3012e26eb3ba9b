/** The places of one cluster, by kind, namespace and name. */

import { obtain } from '../../base/obtain.ts';
import type { Entity } from './entity.ts';

export class Entities {
  readonly #places = new Map<string, Map<string, Map<string, Entity>>>();

  at(kind: string, namespace: string, name: string): Entity | undefined {
    return this.#places.get(kind)?.get(namespace)?.get(name);
  }

  add(entity: Entity): void {
    const { kind, namespace, name } = entity;
    const namespaces = obtain(this.#places, kind.key, () => new Map());
    const names = obtain(namespaces, namespace, () => new Map());
    names.set(name, entity);
  }

  remove(entity: Entity): void {
    const { kind, namespace, name } = entity;
    const namespaces = this.#places.get(kind.key);
    const names = namespaces?.get(namespace);
    if (names?.delete(name) && names.size === 0) namespaces?.delete(namespace);
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
