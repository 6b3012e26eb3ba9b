/**
 * Many pods that kwok plays on a real API server and etcd, written by a real controller manager. Takes minutes, and so it
 * runs on request only: CANOPY_KWOK_PODS=5000 [CANOPY_KWOK_NODES=500] npm run test:cluster -- load.test.ts
 */

import { afterAll, describe, expect, test } from 'vitest';
import { liveGraph, untilEqualsRebuild } from './live.ts';
import { openScenario } from './scenario.ts';

const PODS = Number(process.env.CANOPY_KWOK_PODS ?? 0);
const NODES = Number(process.env.CANOPY_KWOK_NODES ?? Math.ceil(PODS / 10));
const PODS_PER_DEPLOYMENT = 100;
const DEADLINE = 1_500_000;

const deployment = (name: string, image: string) => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name} }
spec:
  replicas: ${PODS_PER_DEPLOYMENT}
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec:
      containers:
        - { name: main, image: "registry.k8s.io/pause:${image}", envFrom: [{ configMapRef: { name: settings } }] }
        - { name: sidecar, image: "registry.k8s.io/pause:${image}" }
---
`;

const node = (n: number) => `
apiVersion: v1
kind: Node
metadata:
  name: ${nodeName(n)}
  labels: { kubernetes.io/hostname: ${nodeName(n)}, kubernetes.io/os: linux, canopy.test/load: "true" }
  annotations: { kwok.x-k8s.io/node: fake }
spec: { podCIDR: 10.${100 + (n >> 8)}.${n & 255}.0/24 }
status:
  allocatable: &resources { cpu: "32", memory: 64Gi, pods: "250" }
  capacity: *resources
  addresses: [{ type: InternalIP, address: 10.1.${n >> 8}.${n & 255} }]
---
`;

describe.runIf(PODS > 0)(
  `a real control plane with ${NODES} nodes and ${PODS} pods`,
  { timeout: DEADLINE },
  async () => {
    const scenario = await openScenario('load');
    const { plane, kubectl, namespace } = scenario;
    // Nobody waits for the end of thousands of pods: the control plane goes with the run.
    afterAll(async () => {
      await kubectl(`delete namespace ${namespace} --wait=false`);
      await kubectl('delete node -l canopy.test/load=true --wait=false');
      await plane.close();
    }, DEADLINE);

    const names = Array.from({ length: Math.ceil(PODS / PODS_PER_DEPLOYMENT) }, (_, i) => `app-${i}`);
    const all = (image: string) => names.map((name) => deployment(name, image)).join('');

    test('is followed while it grows, rolls and loses nodes, and is listed anew in no time', async () => {
      await addNodes();
      const live = await liveGraph(plane.kubeconfig);
      const up = (type: string, namespace: string) => {
        let count = 0;
        for (const node of live.graph.reader.ofType(type)) if (node.namespace === namespace && isUp(node)) count++;
        return count;
      };
      const ready = () => up('pod', namespace);
      const starting = performance.now();
      await live.until(`${NODES} nodes are up`, () => up('node', '') >= NODES, DEADLINE);
      tell(`${up('node', '')} nodes are up`, starting);
      const began = performance.now();
      await kubectl('create configmap settings --from-literal=level=info');
      await kubectl('apply -f -', all('3.9'));
      await live.until(`${PODS} pods are up`, () => ready() >= names.length * PODS_PER_DEPLOYMENT, DEADLINE);
      tell(`${ready()} pods are up`, began);

      const listing = performance.now();
      const fresh = await liveGraph(plane.kubeconfig);
      const { nodeCount, edgeCount } = fresh.graph.reader;
      tell(`a fresh graph of ${nodeCount} nodes and ${edgeCount} edges`, listing);
      await fresh.close();

      const rolling = performance.now();
      await kubectl('apply -f -', deployment('app-0', '3.10'));
      await kubectl(`delete node ${nodeName(0)} --wait=false`);
      await kubectl('rollout status deployment/app-0 --timeout=80s');
      tell('one rolling update and a lost node', rolling);
      await untilEqualsRebuild(live, plane.kubeconfig, 300_000);
      tell('the live graph is the one that a rebuild gives', rolling);
      expect(live.status.kinds.filter(({ state }) => state === 'failing')).toEqual([]);
      console.log(`memory of this process: ${Math.round(process.memoryUsage().rss / 1e6)} MB`);
      await live.close();
    });

    async function addNodes(): Promise<void> {
      await kubectl('create -f -', Array.from({ length: NODES }, (_, n) => node(n)).join(''));
    }
  },
);

const nodeName = (n: number): string => `load-${n}`;
const isUp = ({ status }: { readonly status: { readonly state: string } }): boolean => status.state === 'UP';

function tell(what: string, since: number): void {
  console.log(`${what}: ${((performance.now() - since) / 1000).toFixed(1)} s`);
}
