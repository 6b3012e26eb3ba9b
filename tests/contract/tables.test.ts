/** Answers as tables and as metadata alone, as kubectl and dashboards ask for them. */

import { afterAll, describe, expect, test } from 'vitest';
import { clientOf } from './client.ts';
import { deployment, idlePod } from './manifests.ts';
import { serverUnderTest } from './server.ts';
import { openWatch } from './watch.ts';

const server = await serverUnderTest();
const client = clientOf(server);
const namespace = await client.namespace();
const pods = `/api/v1/namespaces/${namespace}/pods`;
const asTable = { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json' };
const metadataOnly = { accept: 'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io' };
afterAll(() => server.close());

for (const name of ['one', 'two']) await client.post(pods, idlePod(name, { app: name }));
await client.post(`/apis/apps/v1/namespaces/${namespace}/deployments`, deployment('web', 0));

interface Table {
  readonly kind: string;
  readonly metadata: { resourceVersion: string };
  readonly columnDefinitions: { name: string; type: string; priority: number }[];
  readonly rows: { cells: unknown[]; object?: { kind: string; metadata: { name: string }; spec?: object } }[];
}

const table = async (path: string) => (await client.get(path, asTable)).body as unknown as Table;
const columns = (body: Table) =>
  body.columnDefinitions.filter((column) => column.priority === 0).map((column) => column.name);

describe(`tables of the ${server.name}`, () => {
  test('pods come as a table', async () => {
    const body = await table(pods);
    expect(body).toMatchObject({ kind: 'Table', apiVersion: 'meta.k8s.io/v1' });
    expect(body.metadata.resourceVersion).toMatch(/^[1-9]\d*$/);
    expect(columns(body)).toEqual(['Name', 'Ready', 'Status', 'Restarts', 'Age']);
    expect(body.rows.map((row) => row.cells.slice(0, 3))).toEqual([
      ['one', '0/1', 'Pending'],
      ['two', '0/1', 'Pending'],
    ]);
  });

  test('rows carry the metadata of their objects', async () => {
    const [row] = (await table(pods)).rows;
    expect(row?.object).toMatchObject({
      kind: 'PartialObjectMetadata',
      metadata: { name: 'one', labels: { app: 'one' } },
    });
    expect(row?.object).not.toHaveProperty('spec');
  });

  test('rows carry whole objects or none on demand', async () => {
    expect((await table(`${pods}?includeObject=Object`)).rows[0]?.object).toMatchObject({ kind: 'Pod', spec: {} });
    expect((await table(`${pods}?includeObject=None`)).rows[0]?.object ?? null).toBeNull();
  });

  test('one object is a table of one row', async () => {
    const body = await table(`${pods}/two`);
    expect(body.rows.map((row) => row.cells[0])).toEqual(['two']);
  });

  test.each([
    [`/apis/apps/v1/namespaces/${namespace}/deployments`, ['Name', 'Ready', 'Up-to-date', 'Available', 'Age']],
    [`/api/v1/namespaces/${namespace}/services`, ['Name', 'Type', 'Cluster-IP', 'External-IP', 'Port(s)', 'Age']],
    [`/api/v1/namespaces/${namespace}/secrets`, ['Name', 'Type', 'Data', 'Age']],
    [`/api/v1/namespaces/${namespace}/configmaps`, ['Name', 'Data', 'Age']],
    ['/api/v1/nodes', ['Name', 'Status', 'Roles', 'Age', 'Version']],
    ['/api/v1/namespaces', ['Name', 'Status', 'Age']],
  ])('%s has its own columns', async (path, expected) => {
    expect(columns(await table(path))).toEqual(expected);
  });

  test('a watch can stream rows', async () => {
    const { resourceVersion } = (await table(pods)).metadata;
    const watching = await openWatch(server, `${pods}?resourceVersion=${resourceVersion}`, asTable);
    await client.patch(`${pods}/one`, 'merge-patch', { metadata: { annotations: { seen: 'yes' } } });
    const event = await watching.next();
    watching.close();
    expect(event).toMatchObject({ type: 'MODIFIED', object: { kind: 'Table' } });
    const { rows } = event!.object as unknown as Table;
    expect(rows.map((row) => row.cells[0])).toEqual(['one']);
  });

  test('metadata can be listed without the rest', async () => {
    const { body } = await client.get(pods, metadataOnly);
    expect(body.kind).toBe('PartialObjectMetadataList');
    expect(body.items.map((item) => item.metadata.name)).toEqual(['one', 'two']);
    expect(body.items[0]).not.toHaveProperty('spec');
  });
});
