import { describe, expect, it } from 'vitest';
import { at, listAt, numberAt } from '../../base/json.ts';
import { conditions, deployment, pod, world } from '../../testing/world.ts';

describe('deployments', () => {
  it('come up by a replica set that is named after the template', async () => {
    const { apply, pass, pods, cluster, get } = world();
    await apply(deployment('web', 3));
    pass(1000);
    const [set] = cluster.list('replicasets.apps');
    expect(set?.metadata.name).toBe(`web-${set?.metadata.labels?.['pod-template-hash']}`);
    expect(pods().map((line) => line.split(' ')[1])).toEqual(['Running', 'Running', 'Running']);
    expect(get('deployments.apps', 'web').status).toMatchObject({
      replicas: 3,
      readyReplicas: 3,
      updatedReplicas: 3,
      observedGeneration: 1,
    });
    expect(conditions(get('deployments.apps', 'web'))).toEqual([
      'Available=True MinimumReplicasAvailable',
      'Progressing=True NewReplicaSetAvailable',
    ]);
  });

  it('roll out step by step, never below what has to be available', async () => {
    const { apply, pass, change, cluster, get } = world();
    await apply(deployment('web', 4));
    pass(1000);
    let fewest = 4;
    let most = 4;
    cluster.core.store.onCommit(({ resource }) => {
      if (resource !== 'deployments.apps') return;
      fewest = Math.min(fewest, numberAt(get('deployments.apps', 'web'), 'status', 'availableReplicas') ?? 0);
      most = Math.max(most, numberAt(get('deployments.apps', 'web'), 'status', 'replicas') ?? 0);
    });
    change('deployments.apps', 'web', ({ spec }) => ({ spec: withImage(spec, 'nginx:2') }));
    pass(5000);
    expect(get('deployments.apps', 'web').status).toMatchObject({
      replicas: 4,
      updatedReplicas: 4,
      availableReplicas: 4,
    });
    expect(fewest).toBeGreaterThanOrEqual(3);
    expect(most).toBeLessThanOrEqual(5);
    expect(get('deployments.apps', 'web').metadata.annotations?.['deployment.kubernetes.io/revision']).toBe('2');
    expect(
      cluster
        .list('replicasets.apps')
        .map((set) => at(set, 'spec', 'replicas'))
        .sort(),
    ).toEqual([0, 4]);
  });

  it('keep the old pods when the new image cannot be pulled, and say that they are stuck', async () => {
    const { apply, pass, change, get, pods } = world();
    await apply(deployment('web', 4));
    pass(1000);
    change('deployments.apps', 'web', ({ spec }) => ({
      spec: { ...withImage(spec, 'example.com/missing:1'), progressDeadlineSeconds: 60 },
    }));
    pass(20_000);
    expect(pods().filter((line) => line.includes(' Running '))).toHaveLength(3);
    expect(pods().some((line) => line.includes(' ImagePullBackOff '))).toBe(true);
    pass(60_000);
    expect(conditions(get('deployments.apps', 'web'))).toContain('Progressing=False ProgressDeadlineExceeded');
  });

  it('go back to a former template under a new revision, with its old replica set', async () => {
    const { apply, pass, change, cluster, get } = world();
    await apply(deployment('web', 1));
    pass(1000);
    const before = get('deployments.apps', 'web').spec;
    change('deployments.apps', 'web', ({ spec }) => ({ spec: withImage(spec, 'nginx:2') }));
    pass(3000);
    change('deployments.apps', 'web', () => ({ spec: before }));
    pass(3000);
    expect(cluster.list('replicasets.apps')).toHaveLength(2);
    expect(get('deployments.apps', 'web').metadata.annotations?.['deployment.kubernetes.io/revision']).toBe('3');
  });

  it('with the strategy Recreate have no pod of the old template beside the new', async () => {
    const { apply, pass, change, cluster } = world();
    await apply(deployment('web', 2, '  strategy: { type: Recreate }'));
    pass(1000);
    const seen = new Set<string>();
    cluster.core.store.onCommit(({ resource }) => {
      if (resource === 'pods')
        seen.add([...new Set(cluster.list('pods').map((one) => one.metadata.labels?.['pod-template-hash']))].join('+'));
    });
    change('deployments.apps', 'web', ({ spec }) => ({ spec: withImage(spec, 'nginx:2') }));
    pass(3000);
    expect([...seen].filter((hashes) => hashes.includes('+'))).toEqual([]);
    expect(cluster.list('pods')).toHaveLength(2);
  });
});

const withImage = (spec: unknown, image: string): object => {
  const copy = structuredClone(spec) as { template: { spec: { containers: { image: string }[] } } };
  copy.template.spec.containers[0]!.image = image;
  return copy;
};

describe('replica sets', () => {
  it('take in a stray pod that they select and let go one that they do not select any more', async () => {
    const { apply, pass, pods, change, cluster } = world();
    await apply(deployment('web', 2));
    pass(1000);
    const name = pods()[0]!.split(' ')[0]!;
    cluster.relabel('pods', cluster.get('pods', 'default', name)!, { labels: { app: 'else' } });
    pass(1000);
    expect(cluster.get('pods', 'default', name)?.metadata.ownerReferences).toBeUndefined();
    expect(pods({ app: 'web' })).toHaveLength(2);
    const hash = cluster.list('replicasets.apps')[0]!.metadata.labels!['pod-template-hash']!;
    change('pods', name, ({ metadata }) => ({
      metadata: { ...metadata, resourceVersion: '', labels: { app: 'web', 'pod-template-hash': hash } },
    }));
    pass(1000);
    expect(pods({ app: 'web' })).toHaveLength(2);
  });

  it('replace a pod that is deleted', async () => {
    const { apply, pass, pods, remove } = world();
    await apply(deployment('web', 1));
    pass(1000);
    const name = pods()[0]!.split(' ')[0]!;
    remove('pods', name);
    pass(2000);
    expect(pods()).toHaveLength(1);
    expect(pods()[0]).not.toContain(name);
  });
});

const statefulSet = (replicas: number, image = 'postgres') => `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db }
spec:
  serviceName: db
  replicas: ${replicas}
  selector: { matchLabels: { app: db } }
  template: { metadata: { labels: { app: db } }, spec: { containers: [{ name: main, image: ${image} }] } }
  volumeClaimTemplates:
    - metadata: { name: data }
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
`;

describe('stateful sets', () => {
  it('make their pods one after the other, each with a claim', async () => {
    const { apply, pass, pods, get } = world();
    await apply(statefulSet(3));
    pass(100);
    expect(pods()).toHaveLength(1);
    pass(5000);
    expect(pods().map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual([
      'db-0 Running',
      'db-1 Running',
      'db-2 Running',
    ]);
    expect(get('persistentvolumeclaims', 'data-db-2').status).toMatchObject({ phase: 'Bound' });
    expect(get('statefulsets.apps', 'db').status).toMatchObject({ readyReplicas: 3, currentReplicas: 3 });
  });

  it('shrink from the end and keep the claims', async () => {
    const { apply, pass, pods, get } = world();
    await apply(statefulSet(3));
    pass(5000);
    await apply(statefulSet(1));
    pass(5000);
    expect(pods()).toHaveLength(1);
    expect(get('persistentvolumeclaims', 'data-db-2')).toBeDefined();
  });

  it('replace their pods from the end when the template changes', async () => {
    const { apply, pass, cluster, get } = world();
    await apply(statefulSet(2));
    pass(5000);
    await apply(statefulSet(2, 'postgres:18'));
    pass(10_000);
    expect(cluster.list('pods').map((one) => at(listAt(one, 'spec', 'containers')[0], 'image'))).toEqual([
      'postgres:18',
      'postgres:18',
    ]);
    expect(cluster.list('controllerrevisions.apps')).toHaveLength(2);
    expect(get('statefulsets.apps', 'db').status).toMatchObject({ updatedReplicas: 2, readyReplicas: 2 });
  });
});

const daemonSet = `
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: agent }
spec:
  selector: { matchLabels: { app: agent } }
  template: { metadata: { labels: { app: agent } }, spec: { containers: [{ name: main, image: agent }] } }
`;

describe('daemon sets', () => {
  it('have a pod on every node, a cordoned one too, and none where the selector forbids', async () => {
    const { apply, pass, pods, change, get } = world();
    change('nodes', 'sandbox-2', ({ spec }) => ({ spec: { ...(spec as object), unschedulable: true } }));
    await apply(daemonSet);
    pass(1000);
    expect(
      pods()
        .map((line) => line.split(' ')[2])
        .sort(),
    ).toEqual(['sandbox-1', 'sandbox-2', 'sandbox-3']);
    expect(get('daemonsets.apps', 'agent').status).toMatchObject({
      desiredNumberScheduled: 3,
      numberReady: 3,
      numberAvailable: 3,
    });
    change('nodes', 'sandbox-3', ({ spec }) => ({
      spec: { ...(spec as object), taints: [{ key: 'a', effect: 'NoSchedule' }] },
    }));
    pass(2000);
    expect(pods()).toHaveLength(2);
  });
});

const job = (name: string, spec: string, container: string) => `
apiVersion: batch/v1
kind: Job
metadata: { name: ${name} }
spec:
  ${spec}
  template: { spec: { restartPolicy: Never, containers: [{ name: main, image: busybox, ${container} }] } }
`;

describe('jobs', () => {
  it('are complete when enough pods have succeeded', async () => {
    const { apply, pass, get, pods } = world();
    await apply(job('sum', 'completions: 3\n  parallelism: 2', 'command: ["true"]'));
    pass(400);
    expect(pods()).toHaveLength(2);
    pass(5000);
    expect(get('jobs.batch', 'sum').status).toMatchObject({ succeeded: 3 });
    expect(conditions(get('jobs.batch', 'sum'))).toEqual(['Complete=True CompletionsReached']);
  });

  it('fail when pods fail more often than they may', async () => {
    const { apply, pass, get } = world();
    await apply(job('bad', 'backoffLimit: 2', 'command: ["sh", "-c", "exit 3"]'));
    pass(10_000);
    expect(get('jobs.batch', 'bad').status).toMatchObject({ failed: 3 });
    expect(conditions(get('jobs.batch', 'bad'))).toEqual(['Failed=True BackoffLimitExceeded']);
  });

  it('go when their time to live is over, their pods with them', async () => {
    const { apply, pass, find, pods } = world();
    await apply(job('brief', 'ttlSecondsAfterFinished: 5', 'command: ["true"]'));
    pass(3000);
    expect(pods()).toHaveLength(1);
    pass(10_000);
    expect(find('jobs.batch', 'brief')).toBeUndefined();
    expect(pods()).toEqual([]);
  });

  it('do not start while they are suspended', async () => {
    const { apply, pass, pods, get } = world();
    await apply(job('later', 'suspend: true', 'command: ["true"]'));
    pass(2000);
    expect(pods()).toEqual([]);
    expect(conditions(get('jobs.batch', 'later'))).toEqual(['Suspended=True JobSuspended']);
  });
});

describe('cron jobs', () => {
  it('make a job whenever the schedule says so and keep only the newest', async () => {
    const { apply, pass, cluster, get } = world();
    await apply(`
apiVersion: batch/v1
kind: CronJob
metadata: { name: tick }
spec:
  schedule: "*/10 * * * *"
  successfulJobsHistoryLimit: 2
  jobTemplate: { spec: { template: { spec: { restartPolicy: Never, containers: [{ name: main, image: busybox }] } } } }
`);
    pass(5 * 60_000);
    expect(cluster.list('jobs.batch')).toHaveLength(0);
    pass(40 * 60_000);
    expect(cluster.list('jobs.batch')).toHaveLength(2);
    expect(get('cronjobs.batch', 'tick').status).toMatchObject({ lastScheduleTime: '2026-01-01T00:40:00Z' });
  });
});

describe('replication controllers', () => {
  it('select by a plain map', async () => {
    const { apply, pass, pods, failures } = world();
    await apply(`
apiVersion: v1
kind: ReplicationController
metadata: { name: old }
spec:
  replicas: 2
  template: { metadata: { labels: { app: old } }, spec: { containers: [{ name: main, image: nginx }] } }
`);
    await apply(pod('other'));
    pass(1000);
    expect(pods({ app: 'old' })).toHaveLength(2);
    expect(failures).toEqual([]);
  });
});
