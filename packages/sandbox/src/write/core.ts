/** What every write needs: the resources, the objects, the time. */

import type { Clock } from '../base/clock.ts';
import type { KubeObject } from '../base/object.ts';
import type { Registry } from '../registry/registry.ts';
import type { Surroundings } from '../registry/resource.ts';
import type { Store } from '../storage/store.ts';

export class Core implements Surroundings {
  readonly registry: Registry;
  readonly store: Store;
  readonly clock: Clock;

  constructor(registry: Registry, store: Store, clock: Clock) {
    this.registry = registry;
    this.store = store;
    this.clock = clock;
  }

  now(): number {
    return this.clock.now();
  }

  get(resource: string, namespace: string, name: string): KubeObject | undefined {
    return this.store.get(resource, namespace, name);
  }

  list(resource: string, namespace?: string): Iterable<KubeObject> {
    return this.store.shelf(resource).collection.values(namespace);
  }
}

/** How a write is meant. */
export interface WriteOptions {
  readonly dryRun?: boolean;
  /** Who is noted in managedFields; nobody for the sandbox's own controllers. */
  readonly manager?: string;
  readonly subresource?: 'status' | 'scale';
}
