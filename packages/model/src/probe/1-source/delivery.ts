/** The last step of a source: what of one resource goes to the sink, projected, and with recreated objects told apart. */

import type { Kind } from '../../kinds/define.ts';
import type { KubeObject, ObjectMeta } from '../../kinds/object.ts';
import type { Project } from './project.ts';
import type { ObjectSink } from './source.ts';

export interface DeliveryOptions {
  readonly kind: Kind;
  /** Empty: all namespaces. */
  readonly namespace: string;
  readonly sink: ObjectSink;
  readonly project: Project;
}

export class Delivery {
  readonly #o: DeliveryOptions;
  /** The UID of what was delivered and not taken back, by name. */
  readonly #uids = new Map<string, string>();

  constructor(options: DeliveryOptions) {
    this.#o = options;
  }

  /** Objects delivered and not taken back. */
  get size(): number {
    return this.#uids.size;
  }

  has(metadata: ObjectMeta): boolean {
    return this.#uids.get(keyOf(metadata)) === metadata.uid;
  }

  /** Passes the object on, the end of its predecessor first. Returns the UID; `undefined` for what has no identity. */
  upsert(object: KubeObject): string | undefined {
    const { kind, sink, project } = this.#o;
    const { uid, name, namespace } = object.metadata ?? {};
    if (!uid || !name) return undefined;
    const projected = project(kind, object);
    const key = keyOf(object.metadata);
    const before = this.#uids.get(key);
    if (before !== uid) this.#uids.set(key, uid);
    if (before !== undefined && before !== uid) {
      sink.remove(kind.key, {
        metadata: namespace === undefined ? { name, uid: before } : { name, namespace, uid: before },
      });
    }
    sink.upsert(kind.key, projected);
    return uid;
  }

  /** Passes the end on, unless it was told before or the name is already another object's. */
  remove(object: KubeObject): void {
    const { kind, sink, project } = this.#o;
    if (!this.has(object.metadata)) return;
    this.#uids.delete(keyOf(object.metadata));
    sink.remove(kind.key, project(kind, object));
  }

  /** Nothing but these is there. */
  listed(uids: ReadonlySet<string>): void {
    for (const [key, uid] of this.#uids) if (!uids.has(uid)) this.#uids.delete(key);
    this.#o.sink.listed(this.#o.kind.key, this.#o.namespace, uids);
  }
}

/** Neither part can hold a slash. */
function keyOf({ namespace, name }: ObjectMeta): string {
  return namespace === undefined ? name : `${namespace}/${name}`;
}
