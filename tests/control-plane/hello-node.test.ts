/** The story of the tutorial: a deployment and its service appear in the graph while it is watched. */

import { afterAll, describe, expect, test } from 'vitest';
import { liveGraph, untilEqualsRebuild } from './live.ts';
import { openScenario } from './scenario.ts';

const scenario = await openScenario('hello');
const { plane, namespace, kubectl } = scenario;
const live = await liveGraph(plane.kubeconfig);
afterAll(async () => {
  await live.close();
  await scenario.close();
});

// Others tell the same story in namespaces of their own.
const here = `.Has("K8s.Namespace", "${namespace}")`;
const ofApp = (type: string) => live.names(`G.V().Has("K8s.Labels.app", "hello-node")${here}.Has("Type", "${type}")`);
const inside = (type: string) => live.names(`G.V().Has("Type", "${type}", "K8s.Namespace", "${namespace}")`);

describe('hello-node on a real cluster', () => {
  test('every kind is listed, or the server says that it has none', () => {
    const states = new Set(live.status.kinds.map((one) => one.state));
    expect([...states].sort()).toEqual(['absent', 'live']);
  });

  test('the nodes of the cluster are there and up', async () => {
    expect(live.names('G.V().Has("Type", "node")')).toEqual(['node-a', 'node-b', 'node-c']);
    await live.until('a node is up', () => live.node('node', '', 'node-a')?.status.state === 'UP');
  });

  test('a created deployment shows with its replica set and its pod, which turns up', async () => {
    expect(inside('deployment')).toEqual([]);
    await kubectl('create deployment hello-node --image=registry.k8s.io/echoserver:1.10');
    await live.until('the pod runs', () => ofApp('pod').length === 1 && podState() === 'UP');
    // Each kind comes by a stream of its own.
    await live.until(
      'the deployment is up',
      () => live.node('deployment', namespace, 'hello-node')?.status.state === 'UP',
    );
    await live.until('the replica set is there', () => ofApp('replicaset').length === 1);
    expect(inside('deployment')).toEqual(['hello-node']);
    expect(inside('container')).toEqual(['echoserver']);
  });

  test('an exposed deployment has a service that selects the pod', async () => {
    await kubectl('expose deployment hello-node --type=LoadBalancer --port=8080');
    await live.until('the service is there', () => inside('service').length === 1);
    expect(inside('service')).toEqual(['hello-node']);
    const selected = () =>
      live.names(`G.V().Has("Type", "service", "Name", "hello-node")${here}.Out().Has("Type", "pod")`);
    await live.until('the service selects the pod', () => selected().length === 1);
    expect(selected()).toEqual(ofApp('pod'));
  });

  test('the three queries of the tutorial find what they name', () => {
    const found = (query: string) => live.names(query + here);
    expect(found('G.V().Has("Type", "deployment")')).toEqual(['hello-node']);
    expect(found('G.V().Has("Type", "service")')).toEqual(['hello-node']);
    expect(found('G.V().Has("Type", "pod")')).toEqual([expect.stringMatching(/^hello-node-[a-z0-9]+-[a-z0-9]{5}$/)]);
    const labelled = new Set(live.names('G.V().Has("K8s.Labels.app", "hello-node")'));
    expect(labelled).toContain('hello-node');
    expect([...labelled].some((name) => name === namespace)).toBe(false);
  });

  test('a pod that is held back is not up until it may run', async () => {
    await kubectl('apply -f -', heldPod);
    await live.until('the pod waits', () => live.node('pod', namespace, 'held') !== undefined);
    expect(live.node('pod', namespace, 'held')?.status.state).not.toBe('UP');
    await kubectl('annotate pod held canopy.test/hold-');
    await live.until('the pod runs', () => live.node('pod', namespace, 'held')?.status.state === 'UP');
  });

  test('a pod whose containers crash is down and says why', async () => {
    await kubectl('apply -f -', heldPod.replace('held', 'broken').replace('hold: "true"', 'crash: CrashLoopBackOff'));
    const status = () => live.node('pod', namespace, 'broken')?.status;
    await live.until('the pod says why', () => status()?.reason === 'CrashLoopBackOff');
    expect(status()?.state).toBe('DOWN');
    await kubectl('delete pod broken');
    await live.until('the pod is gone', () => live.node('pod', namespace, 'broken') === undefined);
  });

  test('more replicas show, fewer go, and the graph is the one that a rebuild gives', async () => {
    await kubectl('scale deployment hello-node --replicas=4');
    await live.until('four pods', () => ofApp('pod').length === 4);
    await kubectl('scale deployment hello-node --replicas=1');
    await live.until('one pod', () => ofApp('pod').length === 1);
    await untilEqualsRebuild(live, plane.kubeconfig);
  });

  test('a deleted deployment leaves nothing behind', async () => {
    await kubectl('delete service,deployment hello-node');
    await live.until('all is gone', () => live.names(`G.V().Has("K8s.Labels.app", "hello-node")${here}`).length === 0);
    await untilEqualsRebuild(live, plane.kubeconfig);
  });
});

const heldPod = `
apiVersion: v1
kind: Pod
metadata:
  name: held
  annotations: { canopy.test/hold: "true" }
spec:
  containers: [{ name: main, image: registry.k8s.io/pause:3.10 }]
`;

function podState(): string | undefined {
  const [name] = ofApp('pod');
  return live.node('pod', namespace, name ?? '')?.status.state;
}
