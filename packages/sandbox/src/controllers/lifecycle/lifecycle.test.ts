import { describe, expect, it } from 'vitest';
import { conditions, deployment, pod, world } from '../../testing/world.ts';

const owned = (name: string, uid: string, more = '') =>
  `{ apiVersion: v1, kind: ConfigMap, metadata: { name: ${name}, ownerReferences: [{ apiVersion: v1, kind: ConfigMap, name: owner, uid: ${uid}${more} }] } }`;
const configMap = (name: string) => `{ apiVersion: v1, kind: ConfigMap, metadata: { name: ${name} } }`;

describe('the garbage collector', () => {
  it('deletes what is owned, to any depth', async () => {
    const { apply, pass, remove, cluster, pods } = world();
    await apply(deployment('web', 2));
    pass(1000);
    remove('deployments.apps', 'web');
    pass(1000);
    expect(cluster.list('replicasets.apps')).toEqual([]);
    expect(pods()).toEqual([]);
  });

  it('keeps the owner until what blocks it is gone, when asked to delete in the foreground', async () => {
    const { apply, pass, remove, find, get, pods } = world();
    await apply(deployment('web', 1));
    pass(1000);
    remove('deployments.apps', 'web', { propagationPolicy: 'Foreground' });
    expect(get('deployments.apps', 'web').metadata.finalizers).toEqual(['foregroundDeletion']);
    expect(pods()[0]).toContain('Terminating');
    pass(1000);
    expect(find('deployments.apps', 'web')).toBeUndefined();
    expect(pods()).toEqual([]);
  });

  it('leaves orphans behind, free of their owner', async () => {
    const { apply, pass, remove, find, cluster, pods } = world();
    await apply(deployment('web', 1));
    pass(1000);
    remove('deployments.apps', 'web', { propagationPolicy: 'Orphan' });
    pass(1000);
    expect(find('deployments.apps', 'web')).toBeUndefined();
    expect(cluster.list('replicasets.apps')[0]?.metadata.ownerReferences).toBeUndefined();
    expect(pods()).toHaveLength(1);
  });

  it('deletes what names an owner that does not exist', async () => {
    const { apply, find } = world();
    await apply(owned('lost', 'no-such-uid'));
    expect(find('configmaps', 'lost')).toBeUndefined();
  });

  it('takes only the reference away while another owner is left', async () => {
    const { apply, get, remove } = world();
    await apply(configMap('owner'));
    await apply(configMap('second'));
    const [one, two] = [get('configmaps', 'owner').metadata.uid, get('configmaps', 'second').metadata.uid];
    await apply(
      `{ apiVersion: v1, kind: ConfigMap, metadata: { name: shared, ownerReferences: [{ apiVersion: v1, kind: ConfigMap, name: owner, uid: ${one} }, { apiVersion: v1, kind: ConfigMap, name: second, uid: ${two} }] } }`,
    );
    remove('configmaps', 'owner');
    expect(get('configmaps', 'shared').metadata.ownerReferences?.map(({ name }) => name)).toEqual(['second']);
  });
});

describe('owners that change', () => {
  const waiting = `{ apiVersion: v1, kind: ConfigMap, metadata: { name: held, finalizers: [example.test/hold], ownerReferences: [{ apiVersion: v1, kind: ConfigMap, name: owner, uid: UID, blockOwnerDeletion: true }] } }`;

  it('free the one that waited for its dependent', async () => {
    const { apply, remove, find, get, cluster } = world();
    await apply(configMap('owner'));
    await apply(waiting.replace('UID', get('configmaps', 'owner').metadata.uid));
    remove('configmaps', 'owner', { propagationPolicy: 'Foreground' });
    expect(find('configmaps', 'owner')).toBeDefined();
    cluster.relabel('configmaps', get('configmaps', 'held'), { ownerReferences: [] });
    await apply(configMap('anything'));
    expect(find('configmaps', 'owner')).toBeUndefined();
  });

  it('are looked for, though there are as many as before', async () => {
    const { apply, find, get } = world();
    await apply(configMap('owner'));
    await apply(owned('child', get('configmaps', 'owner').metadata.uid));
    expect(find('configmaps', 'child')).toBeDefined();
    await apply(owned('child', 'no-such-uid'));
    expect(find('configmaps', 'child')).toBeUndefined();
  });

  it('are not to be found for what stands in no namespace and names one that does: it stays', async () => {
    const { apply, find } = world();
    const owner = '{ apiVersion: v1, kind: ConfigMap, name: gone, uid: no-such-uid }';
    await apply(
      `{ apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: { name: kept, ownerReferences: [${owner}] } }`,
    );
    expect(find('clusterroles.rbac.authorization.k8s.io', 'kept', '')).toBeDefined();
  });
});

describe('namespaces', () => {
  it('are given a service account and the root certificate, again and again', async () => {
    const { apply, find, cluster } = world();
    await apply('{ apiVersion: v1, kind: Namespace, metadata: { name: team } }');
    expect(find('serviceaccounts', 'default', 'team')).toBeDefined();
    expect(find('configmaps', 'kube-root-ca.crt', 'team')).toBeDefined();
    cluster.remove('configmaps', find('configmaps', 'kube-root-ca.crt', 'team')!);
    await apply(configMap('x'));
    expect(find('configmaps', 'kube-root-ca.crt', 'team')).toBeDefined();
  });

  it('go with everything in them, and wait for what is held', async () => {
    const { apply, pass, remove, find, get, cluster } = world();
    await apply('{ apiVersion: v1, kind: Namespace, metadata: { name: team } }');
    await apply(
      '{ apiVersion: v1, kind: ConfigMap, metadata: { name: held, namespace: team, finalizers: [example.test/hold] } }',
    );
    remove('namespaces', 'team');
    pass(1000);
    expect(get('namespaces', 'team').status).toMatchObject({ phase: 'Terminating' });
    expect(conditions(get('namespaces', 'team'))).toContain('NamespaceFinalizersRemaining=True SomeFinalizersRemain');
    cluster.release('configmaps', get('configmaps', 'held', 'team'), 'example.test/hold');
    pass(100);
    expect(find('namespaces', 'team')).toBeUndefined();
  });
});

const budget = (spec: string) => `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: web }
spec: { ${spec}, selector: { matchLabels: { app: web } } }
`;

describe('disruption budgets', () => {
  it.each([
    ['minAvailable: 2', 1],
    ['maxUnavailable: 2', 2],
    ['minAvailable: "50%"', 1],
    ['maxUnavailable: 0', 0],
  ])('with %s spare so many of three pods', async (spec, allowed) => {
    const { apply, pass, get } = world();
    await apply(deployment('web', 3));
    await apply(budget(spec));
    pass(1000);
    expect(get('poddisruptionbudgets.policy', 'web').status).toMatchObject({
      disruptionsAllowed: allowed,
      currentHealthy: 3,
    });
  });
});

describe('quotas', () => {
  it('count what there is', async () => {
    const { apply, pass, get } = world();
    await apply(
      '{ apiVersion: v1, kind: ResourceQuota, metadata: { name: limit }, spec: { hard: { pods: 9, requests.cpu: 4, count/deployments.apps: 2 } } }',
    );
    await apply(deployment('web', 2).replace('image: nginx', 'image: nginx, resources: { requests: { cpu: 500m } }'));
    pass(1000);
    expect(get('resourcequotas', 'limit').status).toMatchObject({
      used: { pods: '2', 'requests.cpu': '1', 'count/deployments.apps': '1' },
    });
  });
});

describe('autoscalers', () => {
  it('keep their target within its bounds and say that they know no metrics', async () => {
    const { apply, pass, get, pods } = world();
    await apply(deployment('web', 1));
    await apply(`
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web }
spec: { minReplicas: 3, maxReplicas: 5, scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web } }
`);
    pass(1000);
    expect(pods()).toHaveLength(3);
    expect(conditions(get('horizontalpodautoscalers.autoscaling', 'web'))).toEqual([
      'AbleToScale=True SucceededGetScale',
      'ScalingActive=False FailedGetResourceMetric',
    ]);
  });
});

describe('custom resource definitions', () => {
  const crd = `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: widgets.example.test }
spec:
  group: example.test
  scope: Namespaced
  names: { plural: widgets, kind: Widget }
  versions: [{ name: v1, served: true, storage: true, subresources: { status: {} } }]
`;

  it('are served as soon as they are there, and no longer than that', async () => {
    const { apply, pass, remove, find, get, cluster } = world();
    await apply(crd);
    expect(conditions(get('customresourcedefinitions.apiextensions.k8s.io', 'widgets.example.test'))).toEqual([
      'NamesAccepted=True NoConflicts',
      'Established=True InitialNamesAccepted',
    ]);
    await apply('{ apiVersion: example.test/v1, kind: Widget, metadata: { name: one }, spec: { size: 1 } }');
    expect(get('widgets.example.test', 'one').spec).toEqual({ size: 1 });
    remove('customresourcedefinitions.apiextensions.k8s.io', 'widgets.example.test');
    pass(1000);
    expect(find('customresourcedefinitions.apiextensions.k8s.io', 'widgets.example.test', '')).toBeUndefined();
    expect(cluster.core.registry.find('widgets.example.test')).toBeUndefined();
  });
});

describe('a quiet cluster', () => {
  it('has nothing to do but renew its leases', async () => {
    const { apply, pass, cluster, failures } = world();
    await apply(deployment('web', 3));
    await apply(pod('alone'));
    pass(5000);
    const before = cluster.core.store.revision;
    pass(50_000);
    expect(cluster.core.store.revision).toBe(before);
    expect(failures).toEqual([]);
  });
});
