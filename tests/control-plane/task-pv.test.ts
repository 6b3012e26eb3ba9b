/** The story of the persistent volume: a pod, its claim and its volume find each other on a real cluster. */

import { afterAll, describe, expect, test } from 'vitest';
import { liveGraph, untilEqualsRebuild } from './live.ts';
import { openScenario } from './scenario.ts';

const { plane, namespace, kubectl, close } = await openScenario('task-pv');
const live = await liveGraph(plane.kubeconfig);
const volume = `task-pv-volume-${namespace}`;
afterAll(async () => {
  await live.close();
  await kubectl('delete pod,pvc --all --timeout=180s');
  await kubectl(`delete pv ${volume} --ignore-not-found --timeout=180s`);
  await close();
});

const claimManifest = (name: string, more = '') => `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: ${name} }
spec: { ${more} accessModes: [ReadWriteOnce], resources: { requests: { storage: 3Gi } } }
`;
const podManifest = (name: string, claim: string) => `
apiVersion: v1
kind: Pod
metadata: { name: ${name} }
spec:
  containers: [{ name: main, image: registry.k8s.io/pause:3.10, volumeMounts: [{ name: v, mountPath: /v }] }]
  volumes: [{ name: v, persistentVolumeClaim: { claimName: ${claim} } }]
`;
const volumeManifest = `
apiVersion: v1
kind: PersistentVolume
metadata: { name: ${volume} }
spec:
  storageClassName: manual-${namespace}
  capacity: { storage: 10Gi }
  accessModes: [ReadWriteOnce]
  hostPath: { path: /mnt/data }
`;

const state = (type: string, name: string) =>
  live.node(type, type === 'persistentvolume' ? '' : namespace, name)?.status.state;
const next = (type: string, name: string, to: string) => {
  const from = live.node(type, type === 'persistentvolume' ? '' : namespace, name);
  if (!from) return [];
  const ends = [...live.graph.reader.outEdges(from.id)].map((edge) => live.graph.reader.node(edge.to)!);
  return ends.filter((one) => one.type === to).map((one) => one.name);
};

describe('task-pv on a real cluster', () => {
  test('a pod waits for a claim that does not exist yet', async () => {
    await kubectl('apply -f -', podManifest('task-pv-pod', 'task-pv-claim'));
    await live.until('the missing claim shows', () => state('persistentvolumeclaim', 'task-pv-claim') === 'DOWN');
    expect(live.node('persistentvolumeclaim', namespace, 'task-pv-claim')?.status).toMatchObject({
      reason: 'NotFound',
      health: 'missing',
    });
    expect(next('pod', 'task-pv-pod', 'persistentvolumeclaim')).toEqual(['task-pv-claim']);
    expect(state('pod', 'task-pv-pod')).not.toBe('UP');
  });

  test('a claim waits for a volume that does not exist yet', async () => {
    await kubectl('apply -f -', claimManifest('task-pv-claim', `storageClassName: manual-${namespace},`));
    const reason = () => live.node('persistentvolumeclaim', namespace, 'task-pv-claim')?.status.reason;
    await live.until('the claim is real', () => reason() !== 'NotFound');
    expect(state('persistentvolumeclaim', 'task-pv-claim')).not.toBe('UP');
    expect(next('persistentvolumeclaim', 'task-pv-claim', 'persistentvolume')).toEqual([]);
  });

  test('with the volume all three are bound and up', async () => {
    await kubectl('apply -f -', volumeManifest);
    await live.until('the claim is bound', () => state('persistentvolumeclaim', 'task-pv-claim') === 'UP');
    await live.until('the volume is bound', () => state('persistentvolume', volume) === 'UP');
    await live.until('the pod runs', () => state('pod', 'task-pv-pod') === 'UP');
    expect(next('persistentvolumeclaim', 'task-pv-claim', 'persistentvolume')).toEqual([volume]);
    expect(live.names(`G.V().Has("Name", Regex("task-pv-(pod|claim)"), "K8s.Namespace", "${namespace}")`)).toEqual([
      'task-pv-claim',
      'task-pv-pod',
    ]);
  });

  test('a claim of the default class gets its own volume, tied to the class', async () => {
    await kubectl('apply -f -', claimManifest('dynamic'));
    await live.until('the claim is bound', () => state('persistentvolumeclaim', 'dynamic') === 'UP');
    const [made] = next('persistentvolumeclaim', 'dynamic', 'persistentvolume');
    expect(made).toMatch(/^pvc-/);
    const standard = 'G.V().Has("Type", "storageclass", "Name", "standard").Out()';
    await live.until('the class leads to both', () => live.names(standard).includes(made!));
    expect(live.names(`${standard}.Has("K8s.Namespace", "${namespace}")`)).toEqual(['dynamic']);
    await kubectl('delete pvc dynamic');
    await live.until('the volume goes with its claim', () => live.node('persistentvolume', '', made!) === undefined);
  });

  test('the graph is the one that a rebuild gives', async () => {
    await untilEqualsRebuild(live, plane.kubeconfig);
  });
});
