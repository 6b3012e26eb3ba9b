import { describe, expect, it } from 'vitest';
import { locate } from '../locate.ts';
import { clusterFrom } from '../traffic/testing/cluster-from.ts';
import { Traffic } from '../traffic/traffic.ts';
import { blastOf } from './blast.ts';
import { causesOf } from './cause.ts';
import { denialsBy } from './denials.ts';
import { problemsOf } from './problems.ts';

const meta = (name: string, more = '') => `metadata: { name: ${name}, namespace: shop${more} }`;

const replicaset = (message: string) => `
---
apiVersion: apps/v1
kind: ReplicaSet
${meta('web-1')}
spec: { replicas: 1, template: { spec: { containers: [] } } }
status: { replicas: 0, conditions: [{ type: ReplicaFailure, status: 'True', reason: FailedCreate, message: '${message}' }] }
`;

const why = (yaml: string, asked: string): string[] => {
  const { reader } = clusterFrom(yaml);
  const [cause] = causesOf(reader, locate(reader, asked));
  return (cause?.path ?? []).map(
    ({ node, reason, why }) => `${node.type} ${node.name} ${reason}${why === '' ? '' : ` ← ${why}`}`,
  );
};

describe('a workload without pods', () => {
  it('leads to the quota that the API server names, though that is well', () => {
    const quota = `{ apiVersion: v1, kind: ResourceQuota, ${meta('small')}, spec: { hard: { pods: '1' } }, status: { hard: { pods: '1' }, used: { pods: '1' } } }`;
    const message =
      'pods "web-1-x" is forbidden: exceeded quota: small, requested: pods=1, used: pods=1, limited: pods=1';
    expect(why(quota + replicaset(message), 'replicaset/shop/web-1')).toEqual([
      'replicaset web-1 FailedCreate',
      'resourcequota small QuotaReached ← the message of replicaset web-1 names it',
    ]);
  });

  it('leads through the webhook that was called to the service that is not there', () => {
    const webhook = `
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: { name: guard }
webhooks: [{ name: guard.example.com, clientConfig: { service: { name: guard, namespace: shop } } }]`;
    const message = 'Internal error occurred: failed calling webhook "guard.example.com": service "guard" not found';
    expect(why(webhook + replicaset(message), 'replicaset/shop/web-1')).toEqual([
      'replicaset web-1 FailedCreate',
      'validatingwebhookconfiguration guard ReferenceMissing ← the message of replicaset web-1 names it',
      'service guard NotFound ← validatingwebhookconfiguration guard –validatingwebhookconfiguration→ service guard: webhooks[0].clientConfig.service',
    ]);
  });
});

const node = (ready: string) => `
---
apiVersion: v1
kind: Node
metadata: { name: n1 }
status: { conditions: [{ type: Ready, status: '${ready}', reason: NodeStatusUnknown, message: Kubelet stopped posting node status. }] }`;

const pod = (name: string, ready: string, at = 'n1') => `
---
apiVersion: v1
kind: Pod
${meta(name, `, labels: { app: web }, ownerReferences: [{ apiVersion: apps/v1, kind: ReplicaSet, name: web-1, uid: replicaset-shop-web-1, controller: true }]`)}
spec: { nodeName: ${at}, containers: [{ name: main, image: i, env: [{ name: A, valueFrom: { secretKeyRef: { name: key, key: k } } }] }] }
status: { phase: Running, conditions: [{ type: Ready, status: '${ready}', reason: ContainersNotReady }], containerStatuses: [{ name: main, ready: ${ready === 'True'}, restartCount: 0, state: { running: {} } }] }`;

const service = `
---
{ apiVersion: v1, kind: Service, ${meta('web')}, spec: { selector: { app: web }, ports: [{ port: 80 }] } }`;
const secret = `
---
{ apiVersion: v1, kind: Secret, ${meta('key')}, data: { k: eA== } }`;

describe('pods on a node that does not report', () => {
  it('are down because of it, and so is their service', () => {
    const steps = why(`${node('Unknown')}${pod('a', 'False')}${service}${secret}`, 'service/shop/web');
    expect(steps.map((line) => line.split(' ')[1])).toEqual(['web', 'a', 'n1']);
  });

  it('make one problem, not three', () => {
    const { reader } = clusterFrom(`${node('Unknown')}${pod('a', 'False')}${pod('b', 'False')}${service}`);
    const [first] = problemsOf(reader).filter(({ cause }) => cause.type === 'node');
    expect(first?.affected.map(({ name }) => name).sort()).toEqual(expect.arrayContaining(['a', 'b', 'web']));
  });
});

const claim = `
---
{ apiVersion: v1, kind: PersistentVolumeClaim, ${meta('data')}, spec: { storageClassName: manual }, status: { phase: Pending } }`;
const volume = `
---
{ apiVersion: v1, kind: PersistentVolume, metadata: { name: disk }, spec: { storageClassName: manual }, status: { phase: Released } }`;

describe('a claim that waits, of a class that has no object', () => {
  it('waits for the class while no volume has it', () => {
    expect(why(claim, 'persistentvolumeclaim/shop/data').at(-1)).toMatch(/^storageclass manual/);
  });

  it('waits for a volume where volumes have it: the class is only their word', () => {
    expect(why(claim + volume, 'persistentvolumeclaim/shop/data')).toHaveLength(1);
    const { reader } = clusterFrom(claim + volume);
    const types = problemsOf(reader).flatMap(({ cause, affected }) => [cause, ...affected].map(({ type }) => type));
    expect(types).toContain('persistentvolumeclaim');
    expect(types).not.toContain('storageclass');
  });
});

describe('what goes down with a thing', () => {
  const yaml = `${node('True')}${node('True').replaceAll('n1', 'n2')}${pod('a', 'True')}${pod('b', 'True', 'n2')}${service}${secret}`;
  const names = (of: string) => {
    const { reader } = clusterFrom(yaml);
    const { down, degraded } = blastOf(reader, locate(reader, of));
    const list = (nodes: typeof down) =>
      nodes
        .filter(({ type }) => type !== 'container')
        .map(({ name }) => name)
        .sort();
    return { down: list(down), degraded: list(degraded) };
  };

  it('with one of two nodes goes its pod; the service has less', () => {
    expect(names('node/n1')).toEqual({ down: ['a'], degraded: ['web'] });
  });

  it('with its last pods goes a deployment, though the replica sets of earlier rollouts are there', () => {
    const spec = (replicas: number) =>
      `spec: { replicas: ${replicas}, template: { spec: { containers: [] } } }, status: { replicas: ${replicas}, availableReplicas: ${replicas} }`;
    const set = (name: string, replicas: number) => `
---
{ apiVersion: apps/v1, kind: ReplicaSet, ${meta(name, `, uid: replicaset-shop-${name}, ownerReferences: [{ apiVersion: apps/v1, kind: Deployment, name: web, uid: web, controller: true }]`)}, ${spec(replicas)} }`;
    const { reader } = clusterFrom(`${node('True')}${pod('a', 'True')}${set('web-0', 0)}${set('web-1', 1)}
---
{ apiVersion: apps/v1, kind: Deployment, ${meta('web', ', uid: web')}, ${spec(1)} }`);
    const { down } = blastOf(reader, locate(reader, 'node/n1'));
    expect(down.map(({ name }) => name)).toEqual(['a', 'web-1', 'web']);
  });

  it('with a secret that all pods read goes the service too', () => {
    expect(names('secret/shop/key')).toEqual({ down: ['a', 'b', 'web'], degraded: [] });
  });
});

describe('a workload that calls a service', () => {
  const labels = (app: string) => `labels: { app: ${app} }`;
  const world = (policy: string) => `
{ apiVersion: v1, kind: Namespace, metadata: { name: shop } }
---
{ apiVersion: v1, kind: Service, ${meta('db')}, spec: { selector: { app: db }, ports: [{ port: 5432 }] } }
---
{ apiVersion: v1, kind: Pod, ${meta('db-1', `, ${labels('db')}`)}, spec: { containers: [{ name: main, image: i }] }, status: { phase: Running, podIP: 10.0.0.1, conditions: [{ type: Ready, status: 'True' }], containerStatuses: [{ name: main, ready: true, restartCount: 0, state: { running: {} } }] } }
---
{ apiVersion: apps/v1, kind: ReplicaSet, ${meta('web', ', uid: web')}, spec: { replicas: 1, template: { spec: { containers: [{ name: main, image: i, env: [{ name: DB_HOST, value: db }] }, { name: side, image: i }] } } } }
---
{ apiVersion: v1, kind: Pod, ${meta('web-1', `, ${labels('web')}, ownerReferences: [{ apiVersion: apps/v1, kind: ReplicaSet, name: web, uid: web, controller: true }]`)}, spec: { containers: [{ name: main, image: i }, { name: side, image: i }] }, status: { phase: Running, podIP: 10.0.0.2, conditions: [{ type: Ready, status: 'False' }], containerStatuses: [{ name: CRASHED, ready: false, restartCount: 3, state: { waiting: { reason: CrashLoopBackOff } } }] } }
---
{ apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, ${meta('guard')}, spec: ${policy} }`;
  const root = (policy: string, crashed = 'main') => {
    const { reader } = clusterFrom(world(policy).replace('CRASHED', crashed));
    const denials = denialsBy(() => new Traffic(reader));
    const [cause] = causesOf(reader, locate(reader, 'replicaset/shop/web'), { denials });
    return cause && `${cause.root.type} ${cause.root.name}: ${cause.path.at(-1)?.why}`;
  };

  it('and crashes is held up by the policy that keeps it from there', () => {
    expect(root('{ podSelector: { matchLabels: { app: db } } }')).toBe(
      'networkpolicy guard: container main is to call service db, but networkpolicy shop/guard isolates pod shop/db-1, and no rule lets it receive from pod shop/web-1',
    );
    expect(root('{ podSelector: { matchLabels: { app: web } }, policyTypes: [Egress] }')).toContain(
      'networkpolicy guard',
    );
  });

  it('is not where the policy lets it pass, or another container crashed', () => {
    expect(root('{ podSelector: { matchLabels: { app: db } }, ingress: [{ ports: [{ port: 5432 }] }] }')).toContain(
      'container main',
    );
    expect(root('{ podSelector: { matchLabels: { app: db } } }', 'side')).toContain('container side');
  });
});
