import { describe, expect, it } from 'vitest';
import { conditions, deployment, world } from '../../testing/world.ts';
import { setKubelet } from './node-health.ts';

const quota = (hard: string) =>
  `{ apiVersion: v1, kind: ResourceQuota, metadata: { name: small }, spec: { hard: ${hard} } }`;

const webhook = (more = '') => `
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: { name: guard }
webhooks:
  - name: guard.example.com
    clientConfig: { service: { name: guard, namespace: default, path: /check } }
    rules: [{ operations: [CREATE], apiGroups: [''], apiVersions: [v1], resources: [pods] }]${more}
`;

const service =
  '{ apiVersion: v1, kind: Service, metadata: { name: guard }, spec: { selector: { app: guard }, ports: [{ port: 443 }] } }';

describe('a quota', () => {
  it('refuses the pod that would go beyond it, until there is room', async () => {
    const { apply, pass, cluster, pods, change } = world();
    await apply(quota("{ pods: '1' }"));
    await apply(deployment('web', 2));
    pass(1000);
    expect(pods()).toHaveLength(1);
    const [set] = cluster.list('replicasets.apps') as { status?: { conditions?: { message?: string }[] } }[];
    expect(set?.status?.conditions?.[0]?.message).toMatch(
      /^pods "web-\w+-\w+" is forbidden: exceeded quota: small, requested: pods=1, used: pods=1, limited: pods=1$/,
    );
    change('resourcequotas', 'small', () => ({ spec: { hard: { pods: '2' } } }));
    pass(2000);
    expect(pods()).toHaveLength(2);
    expect((cluster.list('replicasets.apps')[0] as typeof set)?.status?.conditions).toBeUndefined();
  });

  it('of amounts looks at what containers ask for', async () => {
    const { apply, pod } = {
      ...world(),
      pod: (cpu: string) =>
        `{ apiVersion: v1, kind: Pod, metadata: { name: p${cpu} }, spec: { containers: [{ name: c, image: i, resources: { requests: { cpu: ${cpu} } } }] } }`,
    };
    await apply(quota('{ requests.cpu: 500m }'));
    await apply(pod('400m'));
    await expect(apply(pod('200m'))).rejects.toThrow(
      'exceeded quota: small, requested: requests.cpu=0.2, used: requests.cpu=0.4, limited: requests.cpu=500m',
    );
  });
});

describe('a webhook that has to agree', () => {
  it('keeps pods from being made while its service is not there', async () => {
    const { apply, pass, pods, get } = world();
    await apply(webhook());
    await apply(deployment('web', 1));
    pass(500);
    expect(pods()).toEqual([]);
    expect(String(conditions(get('deployments.apps', 'web')))).toContain('ReplicaFailure');
  });

  it('says when nothing stands behind the service, and lets pass what it does not select', async () => {
    const { apply } = world();
    const bare = (name: string, labels = '{}') =>
      `{ apiVersion: v1, kind: Pod, metadata: { name: ${name}, labels: ${labels} }, spec: { containers: [{ name: c, image: i }] } }`;
    await apply(service);
    await apply(webhook('\n    objectSelector: { matchExpressions: [{ key: free, operator: DoesNotExist }] }'));
    await expect(apply(bare('a'))).rejects.toThrow(
      'failed calling webhook "guard.example.com": failed to call webhook: Post "https://guard.default.svc:443/check?timeout=10s": no endpoints available for service "guard"',
    );
    await apply(bare('b', "{ free: 'yes' }"));
  });

  it('is passed over where its failure is to be ignored', async () => {
    const { apply, pass, pods } = world();
    await apply(webhook('\n    failurePolicy: Ignore'));
    await apply(deployment('web', 1));
    pass(500);
    expect(pods()).toHaveLength(1);
  });
});

describe('a node whose kubelet is silent', () => {
  it('gets no pods, and those that it has are not ready until it is back', async () => {
    const { apply, pass, cluster, pods } = world();
    await apply(deployment('web', 3));
    pass(1000);
    setKubelet(cluster, 'sandbox-1', false);
    pass(200);
    const ready = () =>
      cluster
        .list<{ spec?: { nodeName?: string }; status?: { conditions?: { type: string; status: string }[] } }>(
          'pods',
          'default',
        )
        .filter(({ status }) => status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True'))
        .map(({ spec }) => spec?.nodeName);
    expect(ready().sort()).toEqual(['sandbox-2', 'sandbox-3']);
    await apply(deployment('more', 3));
    pass(1000);
    expect(pods({ app: 'more' }).filter((line) => line.endsWith('sandbox-1'))).toEqual([]);
    setKubelet(cluster, 'sandbox-1', true);
    pass(500);
    expect(ready()).toHaveLength(6);
  });
});
