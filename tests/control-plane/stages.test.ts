/** The pretended kubelets and the provisioner: what scenarios can rely on. */

import { afterAll, describe, expect, test } from 'vitest';
import { kubectlFor } from './kubectl.ts';
import { openScenario } from './scenario.ts';

const scenario = await openScenario('stages');
const { plane, kubectl } = scenario;
afterAll(async () => {
  await scenario.close();
});

const pod = (name: string, annotations: string, more = '') => `
apiVersion: v1
kind: Pod
metadata: { name: ${name}, annotations: { ${annotations} } }
spec:
  containers: [{ name: main, image: registry.k8s.io/pause:3.10 }]
${more}`;

describe('the control plane', () => {
  test('tells the version that it was built from', () => {
    expect(plane.version).toMatch(/^v1\.\d+\.\d+$/);
  });

  test('has nodes that are ready and in two zones', async () => {
    const zones = await kubectl('get nodes -o jsonpath={.items[*].metadata.labels.topology\\.kubernetes\\.io/zone}');
    expect(zones).toBe('zone-0 zone-1 zone-0');
    await kubectl('wait --for=condition=Ready node --all --timeout=180s');
  });

  test('runs a pod, and gives it an address of its node', async () => {
    await kubectl('apply -f -', pod('plain', ''));
    await kubectl('wait --for=condition=Ready pod/plain --timeout=180s');
    expect(await kubectl('get pod plain -o jsonpath={.status.podIP}')).toMatch(/^10\.244\.[012]\.\d+$/);
    expect(await kubectl('get pod plain -o jsonpath={.status.hostIP}')).toMatch(/^10\.0\.0\.1\d$/);
  });

  test('runs init containers and sidecars before the others', async () => {
    const init = `  initContainers:
    - { name: setup, image: busybox }
    - { name: proxy, image: envoy, restartPolicy: Always }
`;
    await kubectl('apply -f -', pod('prepared', '', init));
    await kubectl('wait --for=condition=Ready pod/prepared --timeout=180s');
    const states = await kubectl(
      'get pod prepared -o jsonpath={range.status.initContainerStatuses[*]}{.name}={.state.terminated.reason}{.started};{end}',
    );
    expect(states).toBe('setup=Completed;proxy=true;');
  });

  test('holds a pod until its annotation goes', async () => {
    await kubectl('apply -f -', pod('held', 'canopy.test/hold: "true"'));
    await kubectl('wait --for=condition=PodScheduled pod/held --timeout=180s');
    expect(await kubectl('get pod held -o jsonpath={.status.phase}')).toBe('Pending');
    await kubectl('annotate pod held canopy.test/hold-');
    await kubectl('wait --for=condition=Ready pod/held --timeout=180s');
  });

  test('lets a pod crash for the reason of its annotation', async () => {
    await kubectl('apply -f -', pod('broken', 'canopy.test/crash: ImagePullBackOff'));
    const reason = 'jsonpath={.status.containerStatuses[0].state.waiting.reason}=ImagePullBackOff';
    await kubectl(`wait --for=${reason} pod/broken --timeout=180s`);
  });

  test('ends a pod that is deleted', async () => {
    await kubectl('apply -f -', pod('leaving', ''));
    await kubectl('wait --for=condition=Ready pod/leaving --timeout=180s');
    await kubectl('delete pod leaving --timeout=180s');
  });

  test('gives a user no rights that nobody granted', async () => {
    const other = kubectlFor(['--kubeconfig', await plane.addUser('guest', ['guests'])]);
    await expect(other('get pods')).rejects.toThrow('forbidden');
    expect(await other('auth whoami -o jsonpath={.status.userInfo.username}')).toBe('guest');
  });

  test('says what its programs take of memory', async () => {
    const memory = await plane.memory();
    expect(Object.keys(memory).sort()).toEqual([
      ...['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kwok'],
    ]);
  });
});
