/** Server-side apply: who owns which field (https://kubernetes.io/docs/reference/using-api/server-side-apply/). */

import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { clientOf, field } from './client.ts';
import { configMap, deployment } from './manifests.ts';
import { serverUnderTest } from './server.ts';

const server = await serverUnderTest();
const client = clientOf(server);
const namespace = await client.namespace();
const maps = `/api/v1/namespaces/${namespace}/configmaps`;
let name: string;
let count = 0;
afterAll(() => server.close());
beforeEach(() => {
  name = `applied-${++count}`;
});

const apply = (manager: string, data: Record<string, string>, more = '') =>
  client.apply(`${maps}/${name}`, `fieldManager=${manager}${more}`, configMap(name, data));

describe(`server-side apply of the ${server.name}`, () => {
  test('what does not exist is created, what exists is updated', async () => {
    const created = await apply('one', { a: '1' });
    expect(created.code).toBe(201);
    expect(created.body.data).toEqual({ a: '1' });
    const updated = await apply('one', { a: '2' });
    expect(updated.code).toBe(200);
    expect(updated.body.data).toEqual({ a: '2' });
    expect(updated.body.metadata.uid).toBe(created.body.metadata.uid);
  });

  test('the manager is remembered with the fields that it set', async () => {
    const { body } = await apply('one', { a: '1' });
    expect(body.metadata.managedFields).toMatchObject([
      {
        manager: 'one',
        operation: 'Apply',
        apiVersion: 'v1',
        fieldsType: 'FieldsV1',
        fieldsV1: { 'f:data': { 'f:a': {} } },
      },
    ]);
  });

  test('the same again changes nothing', async () => {
    const first = (await apply('one', { a: '1' })).body.metadata.resourceVersion;
    expect((await apply('one', { a: '1' })).body.metadata.resourceVersion).toBe(first);
  });

  test('a field that its manager no longer names goes away', async () => {
    await apply('one', { a: '1', b: '2' });
    expect((await apply('one', { b: '2' })).body.data).toEqual({ b: '2' });
  });

  test('a field of another manager stays', async () => {
    await apply('one', { a: '1' });
    await apply('two', { b: '2' });
    expect((await apply('one', { c: '3' })).body.data).toEqual({ b: '2', c: '3' });
  });

  test('another value for the field of another manager is a Conflict', async () => {
    await apply('one', { a: '1' });
    const { code, body } = await apply('two', { a: '2' });
    expect(code).toBe(409);
    expect(body).toMatchObject({
      reason: 'Conflict',
      details: { causes: [{ reason: 'FieldManagerConflict', field: '.data.a' }] },
    });
    expect(body.message).toContain('"one"');
    expect((await client.get(`${maps}/${name}`)).body.data).toEqual({ a: '1' });
  });

  test('force takes the field over', async () => {
    await apply('one', { a: '1' });
    const { code, body } = await apply('two', { a: '2' }, '&force=true');
    expect(code).toBe(200);
    expect(body.data).toEqual({ a: '2' });
    expect((await apply('one', { a: '1' })).code).toBe(409);
  });

  test('two managers that agree share the field', async () => {
    await apply('one', { a: '1' });
    expect((await apply('two', { a: '1' })).code).toBe(200);
    expect((await apply('one', {})).body.data).toEqual({ a: '1' });
    expect((await apply('two', {})).body.data ?? {}).toEqual({});
  });

  test('what others changed by an update is theirs', async () => {
    await apply('one', { a: '1' });
    await client.patch(`${maps}/${name}?fieldManager=editor`, 'merge-patch', { data: { a: 'edited' } });
    const { code, body } = await apply('one', { a: '1' });
    expect(code).toBe(409);
    expect(body.message).toContain('"editor"');
  });

  test('a manager must have a name', async () => {
    const { code } = await client.apply(`${maps}/${name}`, '', configMap(name));
    expect(code).toBeGreaterThanOrEqual(400);
    expect(code).toBeLessThan(500);
  });

  test('YAML can be applied', async () => {
    const response = await server.fetch(`${maps}/${name}?fieldManager=one`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/apply-patch+yaml' },
      body: `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\ndata:\n  a: "1"\n`,
    });
    expect(response.status).toBe(201);
  });

  test('items of a keyed list belong to those who set them', async () => {
    const path = `/apis/apps/v1/namespaces/${namespace}/deployments/${name}`;
    const first = await client.apply(
      path,
      'fieldManager=one',
      deployment(name, 0, { env: [{ name: 'A', value: '1' }] }),
    );
    expect(first.code).toBe(201);
    const containers = [{ name: 'main', env: [{ name: 'B', value: '2' }] }];
    const second = await client.apply(path, 'fieldManager=two', {
      ...{ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name } },
      spec: { template: { spec: { containers } } },
    });
    expect(second.code).toBe(200);
    const env = field(second.body, 'spec.template.spec.containers.0.env');
    expect(env).toEqual([
      { name: 'A', value: '1' },
      { name: 'B', value: '2' },
    ]);
    const third = await client.apply(path, 'fieldManager=one', deployment(name, 0));
    expect(field(third.body, 'spec.template.spec.containers.0.env')).toEqual([{ name: 'B', value: '2' }]);
  });

  test('an element that its manager leaves out goes, with whatever another one changed in it', async () => {
    const path = `/api/v1/namespaces/${namespace}/services/${name}`;
    const service = (...ports: object[]) => ({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name },
      spec: { ports },
    });
    const [first, second] = [
      { name: 'a', port: 80 },
      { name: 'b', port: 81 },
    ];
    await client.apply(path, 'fieldManager=one', service(first, second));
    const edit = { spec: { ports: [{ port: 81, targetPort: 8081 }] } };
    await client.patch(`${path}?fieldManager=editor`, 'strategic-merge-patch', edit);
    const { body } = await client.apply(path, 'fieldManager=one', service(first));
    expect(field(body, 'spec.ports')).toMatchObject([{ name: 'a', port: 80, targetPort: 80 }]);
    expect(field(body, 'spec.ports.length')).toBe(1);
    expect(body.metadata.managedFields?.map(({ manager }) => manager)).toEqual(['one']);
  });

  test('who owns nothing any more is forgotten, and what is empty is not there', async () => {
    await apply('one', { a: '1', b: '2' });
    const edited = await client.patch(`${maps}/${name}?fieldManager=editor`, 'merge-patch', { data: { a: null } });
    expect(edited.body.metadata.managedFields?.map(({ manager }) => manager)).toEqual(['one']);
    const nothing = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } };
    const { body } = await client.apply(`${maps}/${name}`, 'fieldManager=one', nothing);
    expect([body.data, body.metadata.managedFields]).toEqual([undefined, undefined]);
  });

  test('a conflict in a list names the element by its keys; one key twice is refused', async () => {
    const path = `/apis/apps/v1/namespaces/${namespace}/deployments/${name}`;
    await client.apply(path, 'fieldManager=one', deployment(name, 0, { args: ['a'] }));
    const part = (...containers: object[]) => ({
      ...{ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name } },
      spec: { template: { spec: { containers } } },
    });
    const { code, body } = await client.apply(path, 'fieldManager=two', part({ name: 'main', args: ['b'] }));
    expect(code).toBe(409);
    expect(body).toMatchObject({
      details: { causes: [{ field: '.spec.template.spec.containers[name="main"].args' }] },
    });
    const twice = await client.apply(path, 'fieldManager=two', part({ name: 'main' }, { name: 'main' }));
    expect(twice.code).toBe(500);
    expect(twice.body.message).toContain(
      '; apps/v1, Kind=Deployment): .spec.template.spec.containers: duplicate entries for key [name="main"]',
    );
  });

  test('the status has managers of its own', async () => {
    const path = `/apis/apps/v1/namespaces/${namespace}/deployments/${name}`;
    await client.apply(path, 'fieldManager=one', deployment(name, 0));
    const status = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name }, status: { replicas: 3 } };
    const { code, body } = await client.apply(`${path}/status`, 'fieldManager=teller&force=true', status);
    expect(code).toBe(200);
    expect(body.metadata.managedFields).toContainEqual(
      expect.objectContaining({
        ...{ manager: 'teller', operation: 'Apply', subresource: 'status' },
        fieldsV1: { 'f:status': { 'f:replicas': {} } },
      }),
    );
  });

  test('a scaler that owns the replicas is left alone', async () => {
    const path = `/apis/apps/v1/namespaces/${namespace}/deployments/${name}`;
    const unscaled = deployment(name, 0) as { spec: { replicas?: number } };
    await client.apply(path, 'fieldManager=one', unscaled);
    await client.apply(path, 'fieldManager=scaler&force=true', {
      ...{ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name } },
      spec: { replicas: 2 },
    });
    delete unscaled.spec.replicas;
    const { code, body } = await client.apply(path, 'fieldManager=one', unscaled);
    expect(code).toBe(200);
    expect(field(body, 'spec.replicas')).toBe(2);
    await client.delete(path);
  });
});
