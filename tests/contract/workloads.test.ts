/** What controllers make of workloads, down to running pods. */

import { afterAll, describe, expect, test } from 'vitest';
import { type Body, clientOf, eventually, field } from './client.ts';
import { claim, deployment, pod } from './manifests.ts';
import { serverUnderTest } from './server.ts';

const server = await serverUnderTest();
const client = clientOf(server);
const namespace = await client.namespace();
const core = `/api/v1/namespaces/${namespace}`;
const apps = `/apis/apps/v1/namespaces/${namespace}`;
const patience = 60_000;
afterAll(() => server.close());

const template = (app: string) => ({ ...(pod(app, { app }) as { spec: object }), metadata: { labels: { app } } });
const podsOf = async (app: string) => (await client.get(`${core}/pods?labelSelector=app%3D${app}`)).body.items;
const runs = (one: Body) => field(one, 'status.phase') === 'Running' && ready(one);
const ready = (one: Body) =>
  (field(one, 'status.conditions') as { type: string; status: string }[]).some(
    ({ type, status }) => type === 'Ready' && status === 'True',
  );
const running = (app: string, count: number) =>
  eventually(
    () => podsOf(app),
    (pods) => pods.length === count && pods.every(runs),
    patience,
  );
const controller = (one: Body) => one.metadata.ownerReferences?.find((owner) => owner.controller);

describe(`workloads of the ${server.name}`, () => {
  test('a deployment owns a replica set that owns pods that run', async () => {
    await client.post(`${apps}/deployments`, deployment('web', 2));
    const pods = await running('web', 2);
    const sets = (await client.get(`${apps}/replicasets?labelSelector=app%3Dweb`)).body.items;
    expect(sets).toHaveLength(1);
    expect(controller(sets[0]!)).toMatchObject({ kind: 'Deployment', name: 'web' });
    const hash = sets[0]!.metadata.labels?.['pod-template-hash'];
    expect(sets[0]!.metadata.name).toBe(`web-${hash}`);
    for (const one of pods) {
      expect(controller(one)).toMatchObject({ kind: 'ReplicaSet', uid: sets[0]!.metadata.uid });
      expect(one.metadata.name).toMatch(new RegExp(`^web-${hash}-[a-z0-9]{5}$`));
      expect(field(one, 'spec.nodeName')).toEqual(expect.any(String));
      expect(field(one, 'status.podIP')).toMatch(/^\d+\.\d+\.\d+\.\d+$/);
      expect(field(one, 'status.containerStatuses.0')).toMatchObject({ name: 'main', ready: true });
    }
    const done = await eventually(
      async () => (await client.get(`${apps}/deployments/web`)).body,
      (body) => field(body, 'status.availableReplicas') === 2,
      patience,
    );
    expect(done.status).toMatchObject({ observedGeneration: 1, replicas: 2, readyReplicas: 2, updatedReplicas: 2 });
    expect(field(done, 'status.conditions')).toEqual(
      expect.arrayContaining([expect.objectContaining({ type: 'Available', status: 'True' })]),
    );
  });

  test('what a deletion leaves behind, the next deployment and stateful set of that name take in', async () => {
    const set = (name: string) => ({
      ...{ apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name } },
      spec: { replicas: 1, serviceName: name, selector: { matchLabels: { app: name } }, template: template(name) },
    });
    for (const [plural, name, manifest] of [
      ['deployments', 'parted', deployment('parted', 1)],
      ['statefulsets', 'set-apart', set('set-apart')],
    ] as const) {
      await client.post(`${apps}/${plural}`, manifest);
      const before = (await running(name, 1)).map(({ metadata }) => metadata.uid);
      await client.delete(`${apps}/${plural}/${name}`, { propagationPolicy: 'Orphan' });
      const read = () => client.get(`${apps}/${plural}/${name}`);
      await eventually(read, ({ code }) => code === 404, patience);
      await client.post(`${apps}/${plural}`, manifest);
      await eventually(read, ({ body }) => field(body, 'status.readyReplicas') === 1, patience);
      expect((await running(name, 1)).map(({ metadata }) => metadata.uid)).toEqual(before);
    }
  });

  test('pods before the partition keep their template, when they are made again too', async () => {
    const path = `${apps}/statefulsets/parts`;
    const labels = (version: string) => ({ app: 'parts', version });
    const made = { ...template('parts'), metadata: { labels: labels('one') } };
    const spec = { replicas: 2, serviceName: 'parts', selector: { matchLabels: { app: 'parts' } }, template: made };
    const set = { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'parts' }, spec };
    await client.post(`${apps}/statefulsets`, set);
    await running('parts', 2);
    const versions = (wanted: string) =>
      eventually(
        () => podsOf('parts'),
        (pods) => pods.length === 2 && pods.every(runs) && shown(pods) === wanted,
        patience,
      );
    const shown = (pods: readonly Body[]) =>
      pods
        .map(({ metadata }) => `${metadata.name} ${metadata.labels?.version}`)
        .sort()
        .join(', ');
    await client.patch(path, 'merge-patch', {
      spec: { updateStrategy: { rollingUpdate: { partition: 1 } }, template: { metadata: { labels: labels('two') } } },
    });
    const [first] = await versions('parts-0 one, parts-1 two');
    await client.delete(`${core}/pods/parts-0`);
    await eventually(
      () => client.get(`${core}/pods/parts-0`),
      ({ code, body }) => code === 200 && body.metadata.uid !== first!.metadata.uid,
      patience,
    );
    await versions('parts-0 one, parts-1 two');
    await client.patch(path, 'merge-patch', { spec: { updateStrategy: { rollingUpdate: { partition: 0 } } } });
    await versions('parts-0 two, parts-1 two');
  });

  test('pods of a daemon set carry the hash of its template, those of a stateful set the name of the revision', async () => {
    const spec = { selector: { matchLabels: { app: 'each' } }, template: template('each') };
    await client.post(`${apps}/daemonsets`, {
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata: { name: 'each' },
      spec,
    });
    const [one] = await running('each', 3);
    expect(one!.metadata.labels?.['controller-revision-hash']).toMatch(/^[a-z0-9]+$/);
    const { items } = (await client.get(`${apps}/controllerrevisions?labelSelector=app%3Deach`)).body;
    expect(items.map(({ metadata }) => metadata.name)).toEqual([
      `each-${one!.metadata.labels?.['controller-revision-hash']}`,
    ]);
    const [set] = await podsOf('parts');
    expect(set!.metadata.labels?.['controller-revision-hash']).toMatch(/^parts-[a-z0-9]+$/);
  });

  test('a new template makes a new replica set and empties the old one', async () => {
    await client.post(`${apps}/deployments`, deployment('rolling', 2));
    const old = (await running('rolling', 2)).map((one) => one.metadata.uid);
    await client.patch(`${apps}/deployments/rolling`, 'strategic-merge-patch', {
      spec: { template: { spec: { containers: [{ name: 'main', image: 'busybox:2' }] } } },
    });
    const pods = await eventually(
      () => podsOf('rolling'),
      (all) => all.length === 2 && all.every((one) => runs(one) && !old.includes(one.metadata.uid)),
      patience,
    );
    expect(field(pods[0], 'spec.containers.0.image')).toBe('busybox:2');
    const sets = (await client.get(`${apps}/replicasets?labelSelector=app%3Drolling`)).body.items;
    expect(sets.map((set) => field(set, 'spec.replicas')).sort()).toEqual([0, 2]);
    const { metadata } = (await client.get(`${apps}/deployments/rolling`)).body;
    expect(metadata.annotations?.['deployment.kubernetes.io/revision']).toBe('2');
  });

  test('a pod that is deleted is replaced', async () => {
    await client.post(`${apps}/deployments`, deployment('healing', 1));
    const [first] = await running('healing', 1);
    await client.delete(`${core}/pods/${first!.metadata.name}`);
    await eventually(
      () => podsOf('healing'),
      (pods) => pods.length === 1 && pods[0]!.metadata.uid !== first!.metadata.uid && runs(pods[0]!),
      patience,
    );
  });

  test('a deleted deployment takes its pods along', async () => {
    await client.post(`${apps}/deployments`, deployment('leaving', 2));
    await running('leaving', 2);
    await client.delete(`${apps}/deployments/leaving`);
    await running('leaving', 0);
  });

  test('the scale of a deployment is read and written apart', async () => {
    const path = `${apps}/deployments/scaled`;
    await client.post(`${apps}/deployments`, deployment('scaled', 1));
    await running('scaled', 1);
    const { body } = await client.get(`${path}/scale`);
    expect(body).toMatchObject({
      kind: 'Scale',
      apiVersion: 'autoscaling/v1',
      metadata: { name: 'scaled', namespace },
      spec: { replicas: 1 },
      status: { selector: 'app=scaled' },
    });
    const { code, body: wider } = await client.put(`${path}/scale`, { ...body, spec: { replicas: 3 } });
    expect(code).toBe(200);
    expect(wider.spec).toEqual({ replicas: 3 });
    await running('scaled', 3);
    await client.patch(`${path}/scale`, 'merge-patch', { spec: { replicas: 0 } });
    await running('scaled', 0);
    expect(field((await client.get(path)).body, 'spec.replicas')).toBe(0);
  });

  test('the pods of a stateful set are numbered and have claims of their own', async () => {
    await client.post(`${apps}/statefulsets`, {
      metadata: { name: 'db' },
      spec: {
        serviceName: 'db',
        replicas: 2,
        selector: { matchLabels: { app: 'db' } },
        template: template('db'),
        volumeClaimTemplates: [claim('data')],
      },
    });
    const pods = await running('db', 2);
    expect(pods.map((one) => one.metadata.name)).toEqual(['db-0', 'db-1']);
    expect(controller(pods[0]!)).toMatchObject({ kind: 'StatefulSet', name: 'db' });
    expect(field(pods[0], 'spec.volumes')).toEqual(
      expect.arrayContaining([expect.objectContaining({ persistentVolumeClaim: { claimName: 'data-db-0' } })]),
    );
    expect((await client.get(`${core}/persistentvolumeclaims/data-db-1`)).code).toBe(200);
  });

  test('a daemon set puts one pod on each node', async () => {
    await client.post(`${apps}/daemonsets`, {
      metadata: { name: 'agent' },
      spec: { selector: { matchLabels: { app: 'agent' } }, template: template('agent') },
    });
    const nodes = (await client.get('/api/v1/nodes')).body.items.map((node) => node.metadata.name);
    expect(nodes.length).toBeGreaterThan(0);
    const pods = await running('agent', nodes.length);
    expect(pods.map((one) => field(one, 'spec.nodeName')).sort()).toEqual(nodes.sort());
  });

  test('a job is complete when its pods have succeeded', async () => {
    const jobs = `/apis/batch/v1/namespaces/${namespace}/jobs`;
    const { spec } = pod('once') as { spec: object };
    await client.post(jobs, {
      metadata: { name: 'once' },
      spec: { completions: 2, template: { spec: { ...spec, restartPolicy: 'Never' } } },
    });
    const done = await eventually(
      async () => (await client.get(`${jobs}/once`)).body,
      (job) => field(job, 'status.succeeded') === 2,
      patience,
    );
    const pods = (await client.get(`${core}/pods?labelSelector=job-name%3Donce`)).body.items;
    expect(pods.map((one) => field(one, 'status.phase'))).toEqual(['Succeeded', 'Succeeded']);
    expect(controller(pods[0]!)).toMatchObject({ kind: 'Job', uid: done.metadata.uid });
  });

  test('a cron job is kept with what it did not say filled in', async () => {
    const { spec } = pod('tick') as { spec: object };
    const jobTemplate = { spec: { template: { spec: { ...spec, restartPolicy: 'Never' } } } };
    const crons = `/apis/batch/v1/namespaces/${namespace}/cronjobs`;
    const { code } = await client.post(crons, {
      metadata: { name: 'tick' },
      spec: { schedule: '0 0 1 1 *', jobTemplate },
    });
    expect(code).toBe(201);
    expect(field((await client.get(`${crons}/tick`)).body, 'spec.concurrencyPolicy')).toBe('Allow');
  });
});
