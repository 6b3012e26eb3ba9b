/** Events: what controllers tell about objects. The same event again is counted, and only the newest are kept. */

import type { KubeObject } from '../base/object.ts';
import { microTimestamp, timestamp } from '../base/object.ts';
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

interface Place {
  readonly namespace: string;
  readonly name: string;
}

export class EventRecorder {
  readonly #core: Core;
  /** Where the event of each thing told is, the oldest first. */
  readonly #places = new Map<string, Place>();
  #told = 0;

  constructor(core: Core) {
    this.#core = core;
  }

  tell(told: Told): void {
    const core = this.#core;
    const { object, reason, message } = told;
    const namespace = object.metadata.namespace ?? 'default';
    if (core.get('namespaces', '', namespace)?.metadata.deletionTimestamp !== undefined) return;
    const thing = `${object.metadata.uid} ${reason} ${message}`;
    const place = this.#places.get(thing);
    const former = place && core.get('events', place.namespace, place.name);
    if (former) {
      const count = Number(former.count ?? 1) + 1;
      const lastTimestamp = timestamp(core.now());
      core.store.put('events', { ...former, metadata: { ...former.metadata }, count, lastTimestamp });
      return;
    }
    // Named by time, so that a list by name is a list by time.
    this.#told += 1;
    const moment = BigInt(core.now()) * 1_000_000n + BigInt(this.#told % 1_000_000);
    const name = `${object.metadata.name}.${moment.toString(16)}`;
    create(core, core.registry.need('events'), this.#event(told, { namespace, name }));
    this.#places.set(thing, { namespace, name });
    if (this.#places.size > kept * 2) this.#forget();
  }

  #event({ object, reason, message, from, type }: Told, place: Place) {
    const { apiVersion, kind, metadata } = object;
    const { name, namespace, uid, resourceVersion } = metadata;
    const time = timestamp(this.#core.now());
    return {
      metadata: { ...place },
      involvedObject: { kind, namespace, name, uid, apiVersion, resourceVersion },
      reason,
      message,
      source: { component: from },
      firstTimestamp: time,
      lastTimestamp: time,
      count: 1,
      type,
      eventTime: microTimestamp(this.#core.now()),
      reportingComponent: from,
      reportingInstance: '',
    };
  }

  #forget(): void {
    for (const [thing, { namespace, name }] of [...this.#places].slice(0, kept)) {
      this.#places.delete(thing);
      const event = this.#core.get('events', namespace, name);
      if (event) this.#core.store.remove('events', event);
    }
  }
}
