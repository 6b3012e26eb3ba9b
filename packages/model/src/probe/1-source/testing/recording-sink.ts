/** A sink for tests: writes down what arrives, one line each, and keeps what there is after it. */

import type { KubeObject } from '../../../kinds/object.ts';
import type { ObjectSink, SyncState, SyncStatus } from '../source.ts';

export class RecordingSink implements ObjectSink {
  readonly lines: string[] = [];
  /** The latest status of each kind and namespace. */
  readonly status = new Map<string, SyncStatus>();
  readonly #objects = new Map<string, KubeObject & { readonly ofKind: string }>();
  readonly #states: SyncState[] = [];

  upsert(kind: string, object: KubeObject): void {
    this.lines.push(`+ ${kind} ${object.metadata.name} ${object.metadata.uid}`);
    this.#objects.set(object.metadata.uid, { ...object, ofKind: kind });
  }

  remove(kind: string, object: KubeObject): void {
    this.lines.push(`- ${kind} ${object.metadata.name} ${object.metadata.uid}`);
    this.#objects.delete(object.metadata.uid);
  }

  listed(kind: string, namespace: string, uids: ReadonlySet<string>): void {
    this.lines.push(`= ${kind} ${[...uids].sort().join(' ')}`.trimEnd());
    for (const [uid, { ofKind, metadata }] of this.#objects) {
      if (ofKind !== kind || uids.has(uid)) continue;
      if (namespace === '' || metadata.namespace === namespace) this.#objects.delete(uid);
    }
  }

  sync(status: SyncStatus): void {
    this.status.set(`${status.kind}/${status.namespace}`, status);
    if (this.#states.at(-1) !== status.state) this.#states.push(status.state);
  }

  /** The states in the order in which they were reached. */
  get states(): string {
    return this.#states.join(' ');
  }

  state(kind: string, namespace = ''): SyncStatus | undefined {
    return this.status.get(`${kind}/${namespace}`);
  }

  get objects(): readonly KubeObject[] {
    return [...this.#objects.values()];
  }

  /** What there is: `name uid version`, sorted. */
  get picture(): readonly string[] {
    return this.objects.map(pictureOf).sort();
  }
}

function pictureOf({ metadata }: KubeObject): string {
  return `${metadata.namespace ?? ''}/${metadata.name} ${metadata.uid} ${metadata.resourceVersion}`;
}
