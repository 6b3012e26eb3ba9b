import { expect, test } from 'vitest';
import { startWorld } from './testing/world.ts';

async function helloWorld() {
  const world = await startWorld();
  world.put({ id: 'ns', type: 'namespace', namespace: '', name: 'default' });
  world.put({ id: 'p1', name: 'hello-1', labels: { app: 'hello', 'app.kubernetes.io/part-of': 'x' }, fields: { Node: 'n1' } });
  world.put({ id: 'p2', name: 'hello-2', labels: { app: 'hello' }, status: { state: 'DOWN', health: 'degraded', reason: 'CrashLoopBackOff' } });
  world.put({ id: 's1', type: 'secret', name: 'mysql-pass' });
  world.link('ns', 'ownership', 'p1');
  world.link('ns', 'ownership', 'p2');
  world.link('p1', 'pod', 's1', 'spec.volumes[0].secret.secretName');
  return world;
}

test('a resource is found by kind, namespace and name, with its typed summary', async () => {
  await using world = await helloWorld();
  const { data, errors } = await world.ask(`{
    resource(kind: "pod", namespace: "default", name: "hello-1") {
      __typename id uid name status { state } owner { name }
      ... on Pod { secrets { totalCount nodes { name ... on Secret { consumers { nodes { name } } } } } }
      relations(direction: OUT) { nodes { relationType why to { name } } }
    }
  }`);
  expect(errors).toBeUndefined();
  expect(data.resource).toMatchObject({
    __typename: 'Pod',
    uid: 'p1',
    owner: { name: 'default' },
    secrets: { totalCount: 1, nodes: [{ name: 'mysql-pass', consumers: { nodes: [{ name: 'hello-1' }] } }] },
    relations: { nodes: [{ relationType: 'pod', why: [{ Path: 'spec.volumes[0].secret.secretName' }] }] },
  });
  const again = await world.ask('query ($id: ID!) { node(id: $id) { __typename id ... on Resource { name } } }', {
    id: data.resource.id,
  });
  expect(again.data.node).toMatchObject({ __typename: 'Pod', name: 'hello-1' });
});
