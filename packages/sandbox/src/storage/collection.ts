/** The objects of one resource as they are now, by namespace and name, in the order of their keys. */

import type { KubeObject } from '../base/object.ts';

interface Bucket {
  readonly objects: Map<string, KubeObject>;
  /** Sorted names; absent after an addition or a removal until somebody asks. */
  names: string[] | undefined;
}

export class Collection {
  readonly #buckets = new Map<string, Bucket>();
  #keys: string[] | undefined;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  get(namespace: string, name: string): KubeObject | undefined {
    return this.#buckets.get(namespace)?.objects.get(name);
  }

  /** `namespace/name`; cluster-wide objects have an empty namespace. */
  byKey(key: string): KubeObject | undefined {
    const slash = key.indexOf('/');
    return this.get(key.slice(0, slash), key.slice(slash + 1));
  }

  set(object: KubeObject): void {
    const { namespace = '', name } = object.metadata;
    const bucket = this.#buckets.get(namespace) ?? { objects: new Map(), names: undefined };
    this.#buckets.set(namespace, bucket);
    if (!bucket.objects.has(name)) {
      this.#size += 1;
      bucket.names = undefined;
      this.#keys = undefined;
    }
    bucket.objects.set(name, object);
  }

  delete(object: KubeObject): void {
    const { namespace = '', name } = object.metadata;
    const bucket = this.#buckets.get(namespace);
    if (!bucket?.objects.delete(name)) return;
    this.#size -= 1;
    bucket.names = undefined;
    this.#keys = undefined;
    if (bucket.objects.size === 0) this.#buckets.delete(namespace);
  }

  /** In no particular order; all namespaces when none is named. Do not write while reading. */
  *values(namespace?: string): Iterable<KubeObject> {
    if (namespace !== undefined) {
      yield* this.#buckets.get(namespace)?.objects.values() ?? [];
      return;
    }
    for (const bucket of this.#buckets.values()) yield* bucket.objects.values();
  }

  /** The keys in order, of one namespace or of all. The callee keeps the array. */
  keys(namespace?: string): readonly string[] {
    if (namespace === undefined) {
      this.#keys ??= [...this.#buckets.keys()].flatMap((one) => this.keys(one)).sort();
      return this.#keys;
    }
    const bucket = this.#buckets.get(namespace);
    if (!bucket) return [];
    bucket.names ??= [...bucket.objects.keys()].map((name) => `${namespace}/${name}`).sort();
    return bucket.names;
  }
}

export const objectKey = (object: KubeObject): string => `${object.metadata.namespace ?? ''}/${object.metadata.name}`;
