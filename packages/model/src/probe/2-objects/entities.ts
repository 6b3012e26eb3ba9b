/** The places of one cluster, by kind, namespace and name. */

import { obtain } from '../../base/obtain.ts';
import type { Entity } from './entity.ts';

type Names = Map<string, Entity>;

export class Entities {
  readonly #kinds = new Map<string, Namespaces>();

  at(kind: string, namespace: string, name: string): Entity | undefined {
    return this.#kinds.get(kind)?.at(namespace)?.get(name);
  }

  add(entity: Entity): void {
    const { kind, namespace, name } = entity;
    obtain(this.#kinds, kind.key, () => new Namespaces())
      .open(namespace)
      .set(name, entity);
  }

  remove(entity: Entity): void {
    const { kind, namespace, name } = entity;
    const namespaces = this.#kinds.get(kind.key);
    const names = namespaces?.at(namespace);
    if (names?.delete(name) && names.size === 0) namespaces?.close(namespace);
  }

  /** All places of a kind, of one namespace unless that is empty. */
  *ofKind(kind: string, namespace: string): Generator<Entity> {
    const namespaces = this.#kinds.get(kind);
    if (namespaces === undefined) return;
    if (namespace !== '') {
      yield* namespaces.at(namespace)?.values() ?? [];
      return;
    }
    for (const names of namespaces.all()) yield* names.values();
  }
}

/** The names of one kind. What is listed comes by namespace, so the one that was asked for last is at hand. */
class Namespaces {
  readonly #names = new Map<string, Names>();
  #last: { readonly namespace: string; readonly names: Names } | undefined;

  at(namespace: string): Names | undefined {
    if (this.#last?.namespace === namespace) return this.#last.names;
    const names = this.#names.get(namespace);
    if (names !== undefined) this.#last = { namespace, names };
    return names;
  }

  open(namespace: string): Names {
    const known = this.at(namespace);
    if (known !== undefined) return known;
    const names: Names = new Map();
    this.#names.set(namespace, names);
    return names;
  }

  close(namespace: string): void {
    this.#names.delete(namespace);
    this.#last = undefined;
  }

  all(): Iterable<Names> {
    return this.#names.values();
  }
}
