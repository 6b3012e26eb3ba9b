import { expect, test } from 'vitest';
import { startWorld, type World } from '../testing/world.ts';

/** A deployment, its replica set and pod, and a secret that the pod waits for. */
function shop(world: World): void {
  const down = (reason: string) => ({ state: 'DOWN', health: 'degraded', reason }) as const;
  world.put({ id: 'rs', type: 'replicaset', name: 'web-1', status: down('ReplicasMissing') });
  world.put({ id: 'pod', name: 'web-1-a', status: down('CreateContainerConfigError') });
  world.put({
    id: 'key',
    type: 'secret',
    name: 'key',
    status: { state: 'DOWN', health: 'missing', reason: 'NotFound' },
  });
  world.link('rs', 'replicaset', 'pod', 'metadata.ownerReferences[0]');
  world.link('pod', 'pod', 'key', 'spec.containers[0].env[0].valueFrom.secretKeyRef.name');
}

test('what failed first is answered with the way there, and all that is down is one problem', async () => {
  await using world = await startWorld();
  shop(world);
  const { data } = await world.ask(`{
    causes(of: "replicaset/default/web-1") { root { name } path { resource { name } reason why } }
    problems { cause { name } count }
    blastRadius(of: "secret/key") { down { name } }
  }`);
  expect(data).toMatchObject({
    causes: [
      {
        root: { name: 'key' },
        path: [
          { resource: { name: 'web-1' }, reason: 'ReplicasMissing', why: '' },
          { resource: { name: 'web-1-a' }, reason: 'CreateContainerConfigError' },
          { resource: { name: 'key' }, reason: 'NotFound', why: expect.stringContaining('secretKeyRef.name') },
        ],
      },
    ],
    problems: [{ cause: { name: 'key' }, count: 2 }],
    blastRadius: { down: [{ name: 'web-1-a' }, { name: 'web-1' }] },
  });
});

test('an edge is told in words, and one that is not there by what it lacks', async () => {
  await using world = await startWorld();
  shop(world);
  world.put({ id: 'svc', type: 'service', name: 'web' });
  world.extras.set('svc', { metadata: { name: 'web', uid: 'svc' }, spec: { selector: { app: 'web' } } } as never);
  const { data } = await world.ask(`{
    there: why(from: "pod/web-1-a", to: "secret/key") { edges { words } misses { path } }
    not: why(from: "service/web", to: "pod/web-1-a") { edges { words } misses { path differences } }
  }`);
  expect(data).toMatchObject({
    there: { edges: [{ words: [expect.stringContaining('spec.containers[0].env[0]')] }], misses: [] },
    not: { edges: [], misses: [{ path: 'spec.selector: app=web', differences: ['label app=web is missing'] }] },
  });
});
