/** A sandbox without a server, whose time stands still until it is moved: for tests of controllers. */

import { ManualClock } from '../base/clock.ts';
import { at, mapsAt } from '../base/json.ts';
import type { KubeObject } from '../base/object.ts';
import { bootstrap } from '../bootstrap.ts';
import { Cluster } from '../controllers/cluster.ts';
import { controllersOf } from '../controllers/index.ts';
import { Loop } from '../controllers/loop.ts';
import { usualPace } from '../controllers/pods/life.ts';
import { applyManifest } from '../manifest.ts';
import { podStatus } from '../registry/columns/pod.ts';
import { Registry } from '../registry/registry.ts';
import { Store } from '../storage/store.ts';
import { Core } from '../write/core.ts';

export interface World {
  readonly cluster: Cluster;
  readonly clock: ManualClock;
  readonly failures: string[];
  /** Applies a manifest and lets everything happen that happens at once. */
  apply(manifest: string): Promise<void>;
  /** Lets time pass, in small steps. */
  pass(milliseconds: number): void;
  get(resource: string, name: string, namespace?: string): KubeObject;
  find(resource: string, name: string, namespace?: string): KubeObject | undefined;
  /** Merges into an object, the status apart, as an update by a client would. */
  change(resource: string, name: string, change: (object: KubeObject) => object): void;
  remove(resource: string, name: string, options?: object): void;
  /** `name status node`, a pod a line, in the order of names. */
  pods(selector?: Record<string, string>): string[];
}

export function world(): World {
  const clock = new ManualClock();
  const core = new Core(new Registry(), new Store(), clock);
  const cluster = new Cluster(core);
  const failures: string[] = [];
  const loop = new Loop(core.store, controllersOf(cluster, usualPace).all, {
    clock,
    onFailure: (controller, key, error) => failures.push(`${controller} ${key}: ${String(error)}`),
  });
  bootstrap(cluster);
  loop.settle();
  const find = (resource: string, name: string, namespace?: string): KubeObject | undefined =>
    cluster.get(resource, namespace ?? (core.registry.need(resource).namespaced ? 'default' : ''), name);
  const get = (resource: string, name: string, namespace?: string): KubeObject => {
    const found = find(resource, name, namespace);
    if (!found)
      throw new Error(`no ${resource} ${name}; there are ${cluster.list(resource).map((one) => one.metadata.name)}`);
    return found;
  };
  return {
    cluster,
    clock,
    failures,
    get,
    find,
    apply: (manifest) => applyManifest(core, () => loop.settle(), manifest),
    pass: (milliseconds) => {
      for (let left = milliseconds; left > 0; left -= 50) {
        clock.advance(Math.min(50, left));
        loop.settle();
      }
    },
    change: (resource, name, change) => {
      const object = get(resource, name);
      const { metadata } = object;
      cluster.replace(resource, { ...object, metadata: { ...metadata, resourceVersion: '' }, ...change(object) });
      loop.settle();
    },
    remove: (resource, name, options = {}) => {
      cluster.remove(resource, get(resource, name), options);
      loop.settle();
    },
    pods: (selector = {}) =>
      cluster
        .list('pods', 'default')
        .filter((pod) => Object.entries(selector).every(([key, value]) => pod.metadata.labels?.[key] === value))
        .map((pod) => `${pod.metadata.name} ${podStatus(pod)} ${at(pod, 'spec', 'nodeName') ?? '-'}`)
        .sort(),
  };
}

/** A deployment of one container. */
export const deployment = (name: string, replicas: number, more = ''): string => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name} }
spec:
  replicas: ${replicas}
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec:
      containers: [{ name: main, image: nginx, ports: [{ containerPort: 80, name: web }] }]
${more}`;

/** A pod of one container; `spec` and `container` are YAML in flow style, without braces. */
export const pod = (name: string, container = 'image: nginx', spec = ''): string => `
apiVersion: v1
kind: Pod
metadata: { name: ${name}, labels: { app: ${name} } }
spec: { containers: [{ name: main, ${container} }]${spec && `, ${spec}`} }
`;

/** `Type=status reason`, a condition a line. */
export const conditions = (object: KubeObject): string[] =>
  mapsAt(object, 'status', 'conditions').map((one) => `${one.type}=${one.status} ${one.reason ?? ''}`.trim());
