import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startWorld, type World } from '@canopy/api/testing';
import { describe, expect, test } from 'vitest';
import { canopy, start } from './testing.ts';

const patience = { timeout: 15_000 };

const down = (reason: string, message?: string) =>
  ({ state: 'DOWN', health: 'degraded', reason, ...(message === undefined ? {} : { message }) }) as const;

/** A service, a replica set and its pod, which waits for a secret that is not there; beside them a pod that crashes. */
async function shop(): Promise<World> {
  const world = await startWorld();
  world.put({ id: 'ns', type: 'namespace', namespace: '', name: 'shop' });
  world.put({ id: 'svc', type: 'service', namespace: 'shop', name: 'web', status: down('NoReadyEndpoints') });
  world.put({ id: 'rs', type: 'replicaset', namespace: 'shop', name: 'web-1', status: down('ReplicasMissing') });
  const waits = down('CreateContainerConfigError', 'secret "key" not found');
  world.put({ id: 'pod', namespace: 'shop', name: 'web-1-a', status: waits });
  world.put({ id: 'crash', namespace: 'shop', name: 'cron-x', status: down('CrashLoopBackOff') });
  const missing = { state: 'DOWN', health: 'missing', reason: 'NotFound' } as const;
  world.put({ id: 'key', type: 'secret', namespace: 'shop', name: 'key', status: missing });
  world.link('svc', 'service', 'pod', 'spec.selector');
  world.link('rs', 'replicaset', 'pod', 'metadata.ownerReferences[0]');
  world.link('pod', 'pod', 'key', 'spec.containers[0].env[0].valueFrom.secretKeyRef.name');
  return world;
}

describe('canopy cause', () => {
  test('tells what failed first, the way there, and what is down with it', async () => {
    await using world = await shop();
    const { code, out } = await canopy(['cause', 'service/shop/web', '--server', world.url]);
    expect([code, `\n${out}`]).toMatchInlineSnapshot(`
      [
        0,
        "
      secret/shop/key: NotFound (score 1)
        service/shop/web NoReadyEndpoints
          pod/shop/web-1-a CreateContainerConfigError; service web –service→ pod web-1-a: spec.selector
            secret/shop/key NotFound; pod web-1-a –pod→ secret key: spec.containers[0].env[0].valueFrom.secretKeyRef.name
      ",
      ]
    `);
  });

  test('without a name tells all that is down, by its cause', async () => {
    await using world = await shop();
    const { out } = await canopy(['cause', '-n', 'shop', '--server', world.url]);
    expect(`\n${out}`).toMatchInlineSnapshot(`
      "
      secret/shop/key: NotFound
        takes down 3: service/shop/web, replicaset/shop/web-1, pod/shop/web-1-a
      pod/shop/cron-x: CrashLoopBackOff
      "
    `);
    expect((await canopy(['cause', '-n', 'elsewhere', '--server', world.url])).out).toBe('nothing is down\n');
  });

  test('goes on as alerts: a line when something is down, takes more down, and is over', async () => {
    await using world = await startWorld();
    world.put({ id: 'crash', namespace: 'shop', name: 'cron-x', status: down('CrashLoopBackOff', 'exit code 1') });
    const people = start(['alerts', '-o', 'table', '--server', world.url]);
    const lines = start(['alerts', '-n', 'shop', '--server', world.url]);
    await expect.poll(lines.out, patience).toContain('synced');
    await expect.poll(people.out, patience).toContain('+ pod/shop/cron-x: CrashLoopBackOff, exit code 1');
    world.drop('crash');
    await expect.poll(people.out, patience).toContain('- pod/shop/cron-x');
    await expect.poll(lines.out, patience).toContain('"change":"removed"');
    const [first] = (await lines.stop()).out.split('\n');
    expect(JSON.parse(first!)).toMatchObject({
      change: 'added',
      row: { cause: { type: 'pod', namespace: 'shop', name: 'cron-x' }, reason: 'CrashLoopBackOff', count: 0 },
    });
    await people.stop();
  });

  test('says so where something is well, is not there, or may be several things', async () => {
    await using world = await shop();
    world.put({ id: 'f1', namespace: 'shop', name: 'fine' });
    world.put({ id: 'f2', namespace: 'other', name: 'fine' });
    const ask = (name: string) => canopy(['cause', name, '--server', world.url]);
    expect((await ask('pod/shop/fine')).out).toBe('pod/shop/fine is not down\n');
    expect(await ask('nobody')).toMatchObject({ code: 1, err: expect.stringContaining('nothing is called "nobody"') });
    expect(await ask('fine')).toMatchObject({ code: 1, err: expect.stringContaining('say which') });
  });

  test('prints JSON for programs', async () => {
    await using world = await shop();
    const { out } = await canopy(['cause', 'service/shop/web', '-o', 'json', '--server', world.url]);
    expect(JSON.parse(out)).toMatchObject({ causes: [{ root: { type: 'secret', name: 'key' }, score: 1 }] });
  });
});

describe('canopy why', () => {
  test('tells where an edge is declared, whichever end is named first', async () => {
    await using world = await shop();
    const line = 'pod web-1-a –pod→ secret key: spec.containers[0].env[0].valueFrom.secretKeyRef.name\n';
    expect((await canopy(['why', 'web-1-a', 'secret/shop/key', '--server', world.url])).out).toBe(line);
    expect((await canopy(['why', 'secret/shop/key', 'web-1-a', '--server', world.url])).out).toBe(line);
  });

  test('tells what keeps two things apart', async () => {
    await using world = await shop();
    world.extras.set('svc', {
      metadata: { name: 'web', namespace: 'shop', uid: 'svc' },
      spec: { selector: { app: 'web' } },
    } as never);
    const ask = async (from: string, to: string) => (await canopy(['why', from, to, '--server', world.url])).out;
    expect(`\n${await ask('service/shop/web', 'cron-x')}`).toMatchInlineSnapshot(`
      "
      there is no edge between service/shop/web and pod/shop/cron-x; the nearest:
        service: service web → pod cron-x (spec.selector: app=web): label app=web is missing
      "
    `);
    expect(await ask('secret/shop/key', 'namespace/shop')).toMatchInlineSnapshot(`
      "there is no edge between secret/shop/key and namespace/shop, and no kind declares one
      "
    `);
  });

  test('exits with 1 for what is not there', async () => {
    await using world = await shop();
    const { code, err } = await canopy(['why', 'web-1-a', 'nobody', '--server', world.url]);
    expect([code, err]).toEqual([1, expect.stringContaining('nothing is called "nobody"')]);
  });
});

describe('canopy traffic diff', () => {
  test('says what is wrong with a file', async () => {
    await using world = await shop();
    const folder = await mkdtemp(join(tmpdir(), 'canopy-'));
    const diff = async (text: string) => {
      await writeFile(join(folder, 'policy.yaml'), text);
      return canopy(['traffic', 'diff', join(folder, 'policy.yaml'), '--server', world.url]);
    };
    try {
      expect(await diff('kind: [')).toMatchObject({ code: 1, err: expect.stringContaining('policy.yaml') });
      expect(await diff('{ kind: Pod, metadata: { name: p } }')).toMatchObject({
        code: 1,
        err: 'canopy: there is no policy among the objects\n',
      });
      expect(await diff('{ kind: NetworkPolicy, metadata: {}, spec: {} }')).toMatchObject({
        code: 1,
        err: expect.stringContaining('a NetworkPolicy has no metadata.name'),
      });
      expect(await diff('{ kind: NetworkPolicy, metadata: { name: p }, spec: { podSelector: web } }')).toMatchObject({
        code: 1,
        err: 'canopy: the NetworkPolicy p is none: spec.podSelector: "web" is no object\n',
      });
      expect(
        await diff('{ kind: NetworkPolicy, metadata: { name: p, namespace: none }, spec: { podSelector: {} } }'),
      ).toMatchObject({
        out: 'nothing would change\n',
      });
      const gone = await canopy(['traffic', 'diff', join(folder, 'none.yaml'), '--server', world.url]);
      expect(gone).toMatchObject({ code: 1, err: expect.stringContaining('cannot read') });
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
