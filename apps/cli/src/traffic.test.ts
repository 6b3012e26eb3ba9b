import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startWorld } from '@canopy/api/testing';
import { describe, expect, onTestFinished, test } from 'vitest';
import { canopy } from './testing.ts';

const policy = `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: guard, namespace: shop }
spec:
  podSelector: { matchLabels: { app: db } }
  ingress: [{ from: [{ podSelector: { matchLabels: { app: web } } }], ports: [{ port: 5432 }] }]
`;

async function shop() {
  const world = await startWorld();
  world.put({ id: 'c', type: 'cluster', namespace: '', name: 'c1' });
  world.put({ id: 'ns', type: 'namespace', namespace: '', name: 'shop' });
  for (const app of ['web', 'db'])
    world.put({
      id: app,
      namespace: 'shop',
      name: `${app}-1`,
      labels: { app },
      fields: { NamedPorts: ['http=8080/TCP'] },
    });
  return world;
}

describe('canopy traffic', () => {
  test('tells who may talk to whom, and on which ports', async () => {
    await using world = await shop();
    const { code, out } = await canopy(['traffic', 'web-1', 'shop/db-1', '--port', '5432', '--server', world.url]);
    expect([code, out]).toEqual([
      0,
      [
        'allowed: pod/shop/web-1 → pod/shop/db-1 on TCP 5432',
        '  egress: no policy governs what pod shop/web-1 sends',
        '  ingress: no policy governs what pod shop/db-1 receives',
        '  open ports: all',
        '',
      ].join('\n'),
    ]);
  });

  test('takes a port by its name, and a protocol without a port', async () => {
    await using world = await shop();
    const head = async (...args: string[]) =>
      (await canopy(['traffic', 'web-1', 'db-1', ...args, '--server', world.url])).out.split('\n')[0];
    expect(await head('-p', 'http')).toBe('allowed: pod/shop/web-1 → pod/shop/db-1 on TCP 8080');
    expect(await head('--protocol', 'udp')).toBe('allowed: pod/shop/web-1 → pod/shop/db-1 on UDP');
  });

  test('tells what a file of policies would change', async () => {
    await using world = await shop();
    const folder = await mkdtemp(join(tmpdir(), 'canopy-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const file = join(folder, 'guard.yaml');
    await writeFile(file, policy);
    const { out } = await canopy(['traffic', 'diff', file, '--server', world.url]);
    expect(out).toBe(
      [
        '   FROM            TO             NOW            THEN',
        '~  pod/shop/web-1  pod/shop/db-1  allowed (all)  allowed (TCP 5432)',
        '-  outside         pod/shop/db-1  allowed (all)  denied (none)',
        '',
      ].join('\n'),
    );
  });

  test('says what is wrong with a question, and exits with 1', async () => {
    await using world = await shop();
    const ask = (...args: string[]) => canopy(['traffic', ...args, '--server', world.url]);
    expect(await ask('nobody', 'outside')).toMatchObject({
      code: 1,
      err: expect.stringContaining('nothing is called "nobody"'),
    });
    for (const port of ['-1', '80/', '/TCP', '80/TCP/x', 'Http!', '8-0'])
      expect(await ask('web-1', 'db-1', `--port=${port}`)).toMatchObject({
        code: 1,
        err: expect.stringContaining(`"${port}" is no port`),
      });
    expect((await ask('web-1', 'db-1', '-p', '80/TCP', '--protocol', 'UDP')).err).toContain('two protocols');
    expect((await ask('web-1', 'db-1', '-p', 'htpp')).err).toContain('has no port "htpp" of TCP; it names http');
    expect((await ask('in', 'shop', '-p', 'http')).err).toContain('a list takes numbers');
    expect(await ask('web-1', 'db-1', '-p', '70000')).toMatchObject({ code: 1, err: expect.stringContaining('70000') });
  });
});
