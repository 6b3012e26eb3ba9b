/** Generation, the status subresource, finalizers, and the end of objects and namespaces. */

import { afterAll, describe, expect, test } from 'vitest';
import { clientOf, eventually, field } from './client.ts';
import { configMap, idlePod, networkPolicy } from './manifests.ts';
import { serverUnderTest } from './server.ts';
import { describeEvents, openWatch } from './watch.ts';

const server = await serverUnderTest();
const client = clientOf(server);
const namespace = await client.namespace();
const base = `/api/v1/namespaces/${namespace}`;
const policies = `/apis/networking.k8s.io/v1/namespaces/${namespace}/networkpolicies`;
afterAll(() => server.close());

describe(`generations of the ${server.name}`, () => {
  test('only a change of the spec makes a new generation', async () => {
    const made = await client.post(policies, networkPolicy('counted'));
    expect(made.body.metadata.generation).toBe(1);
    const patch = (change: object) => client.patch(`${policies}/counted`, 'merge-patch', change);
    expect((await patch({ metadata: { labels: { a: 'b' } } })).body.metadata.generation).toBe(1);
    expect((await patch({ spec: { policyTypes: ['Egress'] } })).body.metadata.generation).toBe(2);
    expect((await patch({ spec: { policyTypes: ['Egress'] } })).body.metadata.generation).toBe(2);
  });

  test('a kind without a spec has no generation', async () => {
    const { body } = await client.post(`${base}/configmaps`, configMap('plain'));
    expect(body.metadata).not.toHaveProperty('generation');
  });
});

describe(`the status subresource of the ${server.name}`, () => {
  test('a status given at creation is ignored', async () => {
    const { body } = await client.post(`${base}/pods`, { ...idlePod('eager'), status: { phase: 'Running' } });
    expect(field(body, 'status.phase')).toBe('Pending');
  });

  test('the main resource does not write the status', async () => {
    const { body } = await client.post(`${base}/pods`, idlePod('main'));
    const changed = { ...body, status: { phase: 'Running' } };
    expect((await client.put(`${base}/pods/main`, changed)).code).toBe(200);
    const after = await client.patch(`${base}/pods/main`, 'merge-patch', { status: { phase: 'Running' } });
    expect(field(after.body, 'status.phase')).toBe('Pending');
  });

  test('the status subresource writes only the status', async () => {
    const { body } = await client.post(`${base}/pods`, idlePod('status'));
    const { code, body: after } = await client.put(`${base}/pods/status/status`, {
      ...body,
      metadata: { ...body.metadata, labels: { changed: 'yes' } },
      status: { phase: 'Failed', reason: 'Tested' },
    });
    expect(code).toBe(200);
    expect(after.status).toMatchObject({ phase: 'Failed', reason: 'Tested' });
    expect(field(after, 'spec.schedulerName')).toBe('nobody');
    expect(after.metadata.generation).toBe(body.metadata.generation);
  });

  test('the status can be read and patched alone', async () => {
    await client.post(`${base}/pods`, idlePod('read'));
    const conditions = [{ type: 'Ready', status: 'False', reason: 'Tested' }];
    await client.patch(`${base}/pods/read/status`, 'strategic-merge-patch', { status: { conditions } });
    const { body } = await client.get(`${base}/pods/read/status`);
    expect(body).toMatchObject({ kind: 'Pod', metadata: { name: 'read' }, status: { phase: 'Pending' } });
    expect(field(body, 'status.conditions')).toMatchObject(conditions);
  });
});

describe(`the end of objects in the ${server.name}`, () => {
  test('a finalizer keeps a deleted object until it is taken away', async () => {
    const path = `${base}/configmaps/held`;
    const since = (await client.get(`${base}/configmaps`)).body.metadata.resourceVersion;
    await client.post(`${base}/configmaps`, configMap('held', {}, { finalizers: ['example.test/hold'] }));
    const deleted = await client.delete(path);
    expect(deleted.code).toBe(200);
    const { body } = await client.get(path);
    expect(body.metadata.deletionTimestamp).toMatch(/^\d{4}-/);
    expect(body.metadata.finalizers).toEqual(['example.test/hold']);
    await client.patch(path, 'merge-patch', { metadata: { finalizers: null } });
    expect((await client.get(path)).code).toBe(404);

    const query = `resourceVersion=${since}&fieldSelector=${encodeURIComponent('metadata.name=held')}`;
    const watching = await openWatch(server, `${base}/configmaps?${query}`);
    const events = await watching.until((event) => event.type === 'DELETED');
    watching.close();
    expect(describeEvents(events)).toEqual(['ADDED held', 'MODIFIED held', 'DELETED held']);
  });

  test('a second deletion leaves the time of the first', async () => {
    const path = `${base}/configmaps/twice`;
    await client.post(`${base}/configmaps`, configMap('twice', {}, { finalizers: ['example.test/hold'] }));
    await client.delete(path);
    const first = (await client.get(path)).body.metadata;
    await client.delete(path);
    expect((await client.get(path)).body.metadata.deletionTimestamp).toBe(first.deletionTimestamp);
    await client.patch(path, 'merge-patch', { metadata: { finalizers: null } });
  });

  test('an object that is being deleted takes no new finalizer', async () => {
    const path = `${base}/configmaps/late`;
    await client.post(`${base}/configmaps`, configMap('late', {}, { finalizers: ['example.test/hold'] }));
    await client.delete(path);
    const finalizers = ['example.test/hold', 'example.test/more'];
    expect((await client.patch(path, 'merge-patch', { metadata: { finalizers } })).code).toBe(422);
    await client.patch(path, 'merge-patch', { metadata: { finalizers: null } });
  });

  test('a pod on no node goes at once', async () => {
    await client.post(`${base}/pods`, idlePod('quick'));
    const { code, body } = await client.delete(`${base}/pods/quick`);
    expect(code).toBe(200);
    expect(body).toMatchObject({ kind: 'Pod', metadata: { name: 'quick' } });
    expect((await client.get(`${base}/pods/quick`)).code).toBe(404);
  });

  test('a namespace takes everything in it along', async () => {
    const doomed = await client.namespace();
    const inside = `/api/v1/namespaces/${doomed}`;
    await client.post(`${inside}/configmaps`, configMap('inside'));
    await client.post(`${inside}/configmaps`, configMap('held', {}, { finalizers: ['example.test/hold'] }));
    await client.delete(inside);
    const gone = (path: string) =>
      eventually(
        () => client.get(path),
        ({ code }) => code === 404,
      );
    await gone(`${inside}/configmaps/inside`);
    const { body } = await client.get(inside);
    expect(body.status).toMatchObject({ phase: 'Terminating' });
    expect((await client.post(`${inside}/configmaps`, configMap('late'))).code).toBe(403);
    await client.patch(`${inside}/configmaps/held`, 'merge-patch', { metadata: { finalizers: null } });
    await gone(inside);
  });
});
