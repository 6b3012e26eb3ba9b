import { expect, test } from 'vitest';
import { subscribe } from '../testing/subscriber.ts';
import { startUsers } from '../testing/two-users.ts';
import { startWorld, type World } from '../testing/world.ts';

interface Row {
  readonly cause: { readonly name: string };
  readonly reason: string;
  readonly count: number;
}

interface Frame {
  readonly type: string;
  readonly revision: number;
  readonly added: readonly Row[];
  readonly changed: readonly Row[];
  readonly removed: readonly Row[];
}

const alerts = `subscription ($namespace: [String!], $since: Int) {
  alerts(namespace: $namespace, since: $since) {
    type revision added { ...row } changed { ...row } removed { ...row }
  }
}
fragment row on Problem { cause { name } reason count }`;

const down = (reason: string) => ({ state: 'DOWN', health: 'degraded', reason }) as const;
const up = { state: 'UP', health: 'healthy' } as const;

/** A pod that waits for a secret. */
function waiting(world: World): void {
  world.put({ id: 'pod', name: 'web', status: down('CreateContainerConfigError') });
  const status = { state: 'DOWN', health: 'missing', reason: 'NotFound' } as const;
  world.put({ id: 'key', type: 'secret', name: 'key', status });
  world.link('pod', 'pod', 'key', 'spec.containers[0].env[0].valueFrom.secretKeyRef.name');
}

test('a problem is told when it is there, when it takes more down, and when it is over', async () => {
  await using world = await startWorld();
  waiting(world);
  const eyes = subscribe<Frame>(world.url, alerts);
  const first = await eyes.until(() => true);
  expect(first).toMatchObject({ type: 'SNAPSHOT', added: [{ cause: { name: 'key' }, reason: 'NotFound', count: 1 }] });
  world.put({ id: 'other', name: 'other', status: down('CreateContainerConfigError') });
  world.link('other', 'pod', 'key', 'spec.containers[0].envFrom[0].secretRef.name');
  await eyes.until(({ changed }) => changed[0]?.count === 2);
  world.put({ id: 'key', type: 'secret', name: 'key', status: up });
  world.put({ id: 'pod', name: 'web', status: up });
  world.put({ id: 'other', name: 'other', status: up });
  const last = await eyes.until(({ removed }) => removed.some(({ cause }) => cause.name === 'key'));
  expect(last.removed[0]).toMatchObject({ reason: 'NotFound' });
  await eyes.stop();
});

test('what changes in a cause without changing the problem is not told', async () => {
  await using world = await startWorld();
  world.put({ id: 'a', name: 'a', status: down('CrashLoopBackOff') });
  const eyes = subscribe<Frame>(world.url, alerts);
  await eyes.until(() => true);
  world.put({ id: 'a', name: 'a', status: down('CrashLoopBackOff'), fields: { Restarts: 7 } });
  world.put({ id: 'b', name: 'b', status: down('OOMKilled') });
  const next = await eyes.until(({ added }) => added.length > 0, 1);
  expect(next).toMatchObject({ type: 'DELTA', added: [{ cause: { name: 'b' } }], changed: [], removed: [] });
  expect(eyes.frames).toHaveLength(2);
  await eyes.stop();
});

test('one who comes back is told what happened meanwhile', async () => {
  await using world = await startWorld();
  world.put({ id: 'a', name: 'a', status: down('CrashLoopBackOff') });
  const eyes = subscribe<Frame>(world.url, alerts);
  const { revision } = await eyes.until(() => true);
  await eyes.stop();
  world.put({ id: 'b', name: 'b', status: down('OOMKilled') });
  world.drop('a');
  const back = subscribe<Frame>(world.url, alerts, { since: revision });
  const missed = await back.until(() => true);
  expect(missed).toMatchObject({
    type: 'DELTA',
    removed: [{ cause: { name: 'a' } }],
    added: [{ cause: { name: 'b' } }],
  });
  await back.stop();
});

test('only what is down in the namespaces asked for counts', async () => {
  await using world = await startWorld();
  world.put({ id: 'a', name: 'a', namespace: 'one', status: down('CrashLoopBackOff') });
  world.put({ id: 'b', name: 'b', namespace: 'two', status: down('CrashLoopBackOff') });
  const eyes = subscribe<Frame>(world.url, alerts, { namespace: ['two'] });
  expect((await eyes.until(() => true)).added.map(({ cause }) => cause.name)).toEqual(['b']);
  await eyes.stop();
});

test('nobody is told of what is hidden from him, and a hidden cause is not named', async () => {
  const { users, world } = await startUsers({ ann: ['pods/one'] });
  await using _ = world;
  world.put({ id: 'a', name: 'a', namespace: 'one', status: down('CreateContainerConfigError') });
  const status = { state: 'DOWN', health: 'missing', reason: 'NotFound' } as const;
  world.put({ id: 'key', type: 'secret', name: 'key', namespace: 'one', status });
  world.link('a', 'pod', 'key', 'spec.containers[0].env[0].valueFrom.secretKeyRef.name');
  world.put({ id: 'b', name: 'b', namespace: 'two', status: down('CrashLoopBackOff') });
  const eyes = subscribe<Frame>(world.url, alerts, {}, { token: 'ann' });
  const first = await eyes.until(() => true);
  expect(first.added.map(({ cause }) => cause.name)).toEqual(['a']);
  users.rights.ann = ['pods/one', 'pods/two'];
  const more = await eyes.until(({ added }) => added.some(({ cause }) => cause.name === 'b'), 1);
  expect(JSON.stringify([first, more])).not.toContain('key');
  await eyes.stop();
});
