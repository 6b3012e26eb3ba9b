/** Events: what controllers tell about objects. The same event again is counted, and only the newest are kept. */

import type { KubeObject } from '../base/object.ts';
import { microTimestamp, timestamp } from '../base/object.ts';
import { hash32 } from '../base/suffix.ts';
import type { Core } from '../write/core.ts';
import { create } from '../write/create.ts';

const kept = 1000;

export interface Told {
  readonly object: KubeObject;
  readonly reason: string;
  readonly message: string;
  readonly from: string;
  readonly type: 'Normal' | 'Warning';
}

export class EventRecorder {
  readonly #core: Core;
  /** Namespace and name of the events in the order of their making. */
  readonly #order: [namespace: string, name: string][] = [];

  constructor(core: Core) {
    this.#core = core;
  }

  tell({ object, reason, message, from, type }: Told): void {
    const core = this.#core;
    const namespace = object.metadata.namespace ?? 'default';
    if (core.get('namespaces', '', namespace)?.metadata.deletionTimestamp !== undefined) return;
    const name = `${object.metadata.name}.${hash32(`${object.metadata.uid}${reason}${message}`).toString(16)}`;
    const time = timestamp(core.now());
    const former = core.get('events', namespace, name);
    if (former) {
      const count = Number(former.count ?? 1) + 1;
      core.store.put('events', { ...former, metadata: { ...former.metadata }, count, lastTimestamp: time });
      return;
    }
    const { apiVersion, kind, metadata } = object;
    create(core, core.registry.need('events'), {
      metadata: { name, namespace },
      involvedObject: {
        kind,
        namespace: metadata.namespace,
        name: metadata.name,
        uid: metadata.uid,
        apiVersion,
        resourceVersion: metadata.resourceVersion,
      },
      reason,
      message,
      source: { component: from },
      firstTimestamp: time,
      lastTimestamp: time,
      count: 1,
      type,
      eventTime: microTimestamp(core.now()),
      reportingComponent: from,
      reportingInstance: '',
    });
    this.#order.push([namespace, name]);
    if (this.#order.length > kept * 2) this.#forget();
  }

  #forget(): void {
    for (const [namespace, name] of this.#order.splice(0, kept)) {
      const event = this.#core.get('events', namespace, name);
      if (event) this.#core.store.remove('events', event);
    }
  }
}
