/** The password of the database changes: who goes on with the old one, what helps, and what a server that comes later knows. */

import { startWorld } from '@canopy/api/testing';
import { canopy, start } from '@canopy/cli/testing';
import { Graph } from '@canopy/model';
import { watchedKinds } from '@canopy/model/kinds';
import { connectServer, createProbe } from '@canopy/model/probe';
import { startSandbox } from '@canopy/sandbox';
import { expect, test } from 'vitest';

async function follow(url: string) {
  const graph = new Graph();
  const stop = new AbortController();
  const probe = createProbe({ graph, sources: [connectServer(url, { kinds: watchedKinds })] });
  const running = probe.run(stop.signal);
  const world = await startWorld({}, { graph, probe });
  await probe.whenReady(AbortSignal.timeout(20_000));
  return {
    url: world.url,
    ask: world.ask,
    async [Symbol.asyncDispose]() {
      stop.abort();
      await world.app.close();
      await running;
    },
  };
}

const patience = { interval: 300 };
const commands = [
  'kubectl rollout restart deployment/wordpress -n default',
  'kubectl rollout restart deployment/wordpress-mysql -n default',
];

test('the password of wordpress changes, two workloads are stale until they are restarted', async () => {
  const sandbox = await startSandbox({ pace: { start: 20, stop: 20 } });
  const patch = (path: string, body: object) =>
    fetch(`${sandbox.url}${path}`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/merge-patch+json' },
      body: JSON.stringify(body),
    });
  try {
    await using first = await follow(sandbox.url);
    const printed = async (from: { url: string }) => {
      const { out } = await canopy(['stale', '--restart-commands', '--server', from.url]);
      return out
        .split('\n')
        .filter((line) => line !== '')
        .sort();
    };
    // Who was not seen to run with the old value cannot be told to go on with it.
    const users = "G.V().Has('Type', 'container', 'Name', Within('mysql', 'wordpress'), 'State', 'UP').Count()";
    await expect.poll(async () => (await canopy(['query', users, '--server', first.url])).out, patience).toBe('2\n');
    expect(await printed(first)).toEqual([]);

    let times = 0;
    const change = () =>
      patch('/api/v1/namespaces/default/secrets/mysql-pass', { data: { password: btoa(`new ${++times}`) } });
    await change();
    await expect.poll(() => printed(first), patience).toEqual(commands);
    // Times of the API have whole seconds: only in a later one than the start can somebody tell who did not see it.
    const apart = async () => {
      const { data } = (await first.ask('{ stale { uses { startedAt changedAt } } }')) as {
        data: { stale: { uses: { startedAt: number; changedAt: number }[] }[] };
      };
      const lags = data.stale.flatMap(({ uses }) => uses.map(({ startedAt, changedAt }) => changedAt - startedAt));
      if (lags.length === 2 && lags.every((lag) => lag >= 1000)) return true;
      await change();
      return false;
    };
    await expect.poll(apart, { interval: 500 }).toBe(true);
    expect(await printed(first)).toEqual(commands);
    const { data } = (await first.ask('{ stale { uses { how inferred config { name } } } }')) as {
      data: { stale: { uses: { how: string[]; inferred: boolean; config: { name: string } }[] }[] };
    };
    const uses = data.stale.flatMap((row) => row.uses);
    expect(uses.map(({ how, inferred, config }) => [config.name, how[0], inferred]).sort()).toEqual([
      ['mysql-pass', 'variable MYSQL_ROOT_PASSWORD from key password', false],
      ['mysql-pass', 'variable WORDPRESS_DB_PASSWORD from key password', false],
    ]);

    const { data: marked } = (await first.ask(
      '{ resources(stale: true, kind: ["deployment", "pod", "container"]) { nodes { type name ... on Deployment { stale } } } }',
    )) as { data: { resources: { nodes: { type: string; name: string; stale?: boolean }[] } } };
    const { nodes } = marked.resources;
    expect(nodes.filter(({ type }) => type === 'deployment').sort((a, b) => (a.name < b.name ? -1 : 1))).toEqual([
      { type: 'deployment', name: 'wordpress', stale: true },
      { type: 'deployment', name: 'wordpress-mysql', stale: true },
    ]);
    expect(
      nodes
        .filter(({ type }) => type === 'container')
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['mysql', 'wordpress']);
    const staleNames = "G.V().Has('K8s.Stale', true).Has('Type', 'deployment')";
    const names = async () => (await canopy(['query', staleNames, '-o', 'name', '--server', first.url])).out;
    expect((await names()).split('\n').sort()).toEqual(['', 'wordpress', 'wordpress-mysql']);
    const watching = start(['watch', staleNames, '--server', first.url]);
    await expect.poll(watching.out, patience).toContain('synced');

    await using later = await follow(sandbox.url);
    await expect.poll(() => printed(later), patience).toEqual(commands);
    expect((await canopy(['stale', '--server', later.url])).out).toContain('(inferred)');

    for (const name of ['wordpress', 'wordpress-mysql']) {
      const annotations = { 'kubectl.kubernetes.io/restartedAt': new Date().toISOString() };
      await patch(`/apis/apps/v1/namespaces/default/deployments/${name}`, {
        spec: { template: { metadata: { annotations } } },
      });
    }
    await expect.poll(() => printed(first), patience).toEqual([]);
    await expect.poll(() => printed(later), patience).toEqual([]);
    await expect.poll(names, patience).toBe('');
    const gone = () => watching.out().match(/"change":"removed"/g)?.length;
    await expect.poll(gone, patience).toBe(2);
    await watching.stop();
  } finally {
    await sandbox.close();
  }
});
