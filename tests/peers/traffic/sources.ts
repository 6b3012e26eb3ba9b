/** Where the sets come from: what Cyclonus ships, well-known shapes in `sets/`, the book shop, and random clusters. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KubeObject } from '@canopy/model/kinds';
import { parseAllDocuments } from 'yaml';
import * as random from '../../../packages/model/src/insight/traffic/testing/random-cluster.ts';
import { seeded } from '../../../packages/model/src/testing/random-objects.ts';
import type { Pod, Policy, RawSet } from './example-set.ts';

const own = join(import.meta.dirname, 'sets');
const samples = join(import.meta.dirname, '../../../packages/sandbox/samples');

export function shapes(): readonly RawSet[] {
  const files = readdirSync(own).sort();
  const sets = files.map((name) => setOf('Well-known shapes', name.replace('.yaml', ''), read(join(own, name))));
  return [...sets, setOf('Well-known shapes', 'book shop', read(join(samples, 'bookinfo.yaml')))];
}

/** Pods on the network of their node and finished ones are left out: Cyclonus does not know them. */
export function randomSets(count: number, seed: number): readonly RawSet[] {
  const next = seeded(seed);
  return Array.from({ length: count }, (_, at): RawSet => {
    const objects = [
      ...random.namespaces.map((name) => random.randomNamespace(next, name)),
      ...Array.from({ length: 7 }, (_, pod) => ownNetwork(random.randomPod(next, pod + 1) as Pod, pod)),
      ...Array.from({ length: 1 + Math.floor(next() * 6) }, (_, policy) => random.randomPolicy(next, policy)),
    ];
    return setOf(`Random clusters (seed ${seed})`, `cluster ${at + 1}`, objects as KubeObject[]);
  });
}

/** A port that two containers declare under two names has one in the eyes of Cyclonus: the second name goes. */
function ownNetwork({ spec, ...pod }: Pod, at: number): Pod {
  const seen = new Set<string>();
  const containers = spec.containers.map(({ ports = [] }) => ({
    ports: ports.filter(({ containerPort, protocol = 'TCP' }) => {
      const key = `${containerPort}/${protocol}`;
      return !seen.has(key) && seen.add(key);
    }),
  }));
  return { ...pod, spec: { containers }, status: { phase: 'Running', podIP: `10.0.${at % 2}.${at + 1}` } };
}

const read = (file: string): readonly KubeObject[] =>
  parseAllDocuments(readFileSync(file, 'utf8')).flatMap((document) => {
    const object = document.toJS() as KubeObject | null;
    return object === null ? [] : [object];
  });

interface Workload extends KubeObject {
  readonly spec: {
    readonly template: { readonly metadata: { readonly labels?: Record<string, string> }; readonly spec: Pod['spec'] };
  };
}

function setOf(source: string, name: string, objects: readonly KubeObject[]): RawSet {
  const of = (...kinds: string[]) => objects.filter(({ kind = '' }) => kinds.includes(kind));
  const fromWorkloads = (of('Deployment', 'StatefulSet', 'DaemonSet') as Workload[]).map(
    ({ metadata, spec }): Pod => ({
      metadata: { ...spec.template.metadata, name: metadata.name, namespace: metadata.namespace ?? 'default', uid: '' },
      spec: spec.template.spec,
      status: { podIP: '' },
    }),
  );
  const pods = [...(of('Pod') as Pod[]), ...fromWorkloads].map((pod, at) => ({
    ...pod,
    status: { podIP: pod.status?.podIP || `10.7.0.${at + 1}` },
  }));
  const policies = of('NetworkPolicy') as Policy[];
  return { source, name, spaces: of('Namespace'), policies, ...(pods.length > 0 ? { pods } : {}) };
}
