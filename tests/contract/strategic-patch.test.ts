/** Strategic merge patches: lists merge by their keys (https://kubernetes.io/docs/reference/using-api/api-concepts/). */

import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { clientOf, field } from './client.ts';
import { deployment, idlePod } from './manifests.ts';
import { serverUnderTest } from './server.ts';

const server = await serverUnderTest();
const client = clientOf(server);
const namespace = await client.namespace();
const deployments = `/apis/apps/v1/namespaces/${namespace}/deployments`;
let path: string;
let count = 0;
afterAll(() => server.close());

beforeEach(async () => {
  const name = `strategic-${++count}`;
  path = `${deployments}/${name}`;
  const container = {
    args: ['--one', '--two'],
    env: [
      { name: 'A', value: '1' },
      { name: 'B', value: '2' },
    ],
    ports: [{ name: 'http', containerPort: 80 }],
  };
  expect((await client.post(deployments, deployment(name, 0, container))).code).toBe(201);
});

type Named = Record<string, unknown> & { name: string };

/** Patches the pod template's spec and returns it. */
async function patched(spec: object): Promise<Record<string, Named[]>> {
  const { code, body } = await client.patch(path, 'strategic-merge-patch', { spec: { template: { spec } } });
  expect(code, JSON.stringify(body)).toBe(200);
  return field(body, 'spec.template.spec') as Record<string, Named[]>;
}

const namesOf = (list: unknown) => (list as Named[] | undefined)?.map((one) => one.name).sort();

describe(`strategic merge patches of the ${server.name}`, () => {
  test('a container is found by its name and keeps what is not named', async () => {
    const { containers } = await patched({ containers: [{ name: 'main', image: 'busybox:1' }] });
    expect(containers).toHaveLength(1);
    expect(containers![0]).toMatchObject({ image: 'busybox:1', args: ['--one', '--two'] });
  });

  test('a container of a new name is added', async () => {
    const { containers } = await patched({ containers: [{ name: 'side', image: 'busybox:1' }] });
    expect(namesOf(containers)).toEqual(['main', 'side']);
  });

  test('a container is removed by a directive', async () => {
    await patched({ containers: [{ name: 'side', image: 'busybox:1' }] });
    const { containers } = await patched({ containers: [{ name: 'side', $patch: 'delete' }] });
    expect(namesOf(containers)).toEqual(['main']);
  });

  test('a list is replaced by a directive', async () => {
    const { containers } = await patched({ containers: [{ name: 'new', image: 'busybox:1' }, { $patch: 'replace' }] });
    expect(namesOf(containers)).toEqual(['new']);
  });

  test('variables merge by name, also when their value source changes', async () => {
    const env = [
      { name: 'B', value: 'two' },
      { name: 'C', value: '3' },
    ];
    const { containers } = await patched({ containers: [{ name: 'main', env }] });
    const values = Object.fromEntries((containers![0]!.env as Named[]).map((one) => [one.name, one.value]));
    expect(values).toEqual({ A: '1', B: 'two', C: '3' });
  });

  test('ports merge by their number', async () => {
    const ports = [{ containerPort: 80, name: 'web' }, { containerPort: 81 }];
    const { containers } = await patched({ containers: [{ name: 'main', ports }] });
    expect(containers![0]!.ports).toEqual(
      expect.arrayContaining([
        { name: 'web', containerPort: 80, protocol: 'TCP' },
        { containerPort: 81, protocol: 'TCP' },
      ]),
    );
    expect(containers![0]!.ports).toHaveLength(2);
  });

  test('plain lists are replaced as a whole', async () => {
    const { containers } = await patched({ containers: [{ name: 'main', args: ['--three'] }] });
    expect(containers![0]!.args).toEqual(['--three']);
  });

  test('volumes merge by name, and a changed source replaces the old one', async () => {
    await patched({
      volumes: [
        { name: 'v', emptyDir: {} },
        { name: 'w', emptyDir: {} },
      ],
    });
    const { volumes } = await patched({
      volumes: [{ name: 'v', $retainKeys: ['name', 'secret'], secret: { secretName: 's' } }],
    });
    expect(namesOf(volumes)).toEqual(['v', 'w']);
    const v = volumes!.find((volume) => volume.name === 'v');
    expect(v).toMatchObject({ secret: { secretName: 's' } });
    expect(v).not.toHaveProperty('emptyDir');
  });

  test('null removes a field, and a map merges', async () => {
    const { body } = await client.patch(path, 'strategic-merge-patch', {
      metadata: { labels: { app: null, tier: 'front' } },
    });
    expect(body.metadata.labels).toEqual({ tier: 'front' });
  });

  test('finalizers are a set', async () => {
    const pods = `/api/v1/namespaces/${namespace}/pods`;
    const held = { ...idlePod('held'), metadata: { name: 'held', finalizers: ['example.test/a'] } };
    await client.post(pods, held);
    const patch = (metadata: object) => client.patch(`${pods}/held`, 'strategic-merge-patch', { metadata });
    const added = await patch({ finalizers: ['example.test/a', 'example.test/b'] });
    expect(added.body.metadata.finalizers?.toSorted()).toEqual(['example.test/a', 'example.test/b']);
    const removed = await patch({ '$deleteFromPrimitiveList/finalizers': ['example.test/a'] });
    expect(removed.body.metadata.finalizers).toEqual(['example.test/b']);
    await patch({ finalizers: null });
  });

  test('a patch that changes nothing keeps the version and the generation', async () => {
    const before = (await client.patch(path, 'strategic-merge-patch', { metadata: { labels: { a: 'b' } } })).body
      .metadata;
    const { body } = await client.patch(path, 'strategic-merge-patch', { metadata: { labels: { a: 'b' } } });
    expect(body.metadata.generation).toBe(before.generation);
  });

  test('the order of a list can be given', async () => {
    await patched({ containers: [{ name: 'side', image: 'busybox:1' }] });
    const order = (names: string[]) => names.map((name) => ({ name }));
    const { containers } = await patched({
      '$setElementOrder/containers': order(['side', 'main']),
      containers: [{ name: 'side', image: 'busybox:2' }],
    });
    expect(containers!.map((one) => one.name)).toEqual(['side', 'main']);
  });
});
