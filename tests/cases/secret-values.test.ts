/** The wordpress password, given to the cluster in every way, and looked for behind every door of the server. */

import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';

const root = join(import.meta.dirname, '..', '..');
const leak = /abc123|YWJjMTIz/;

let server: ChildProcess;
let url = '';
let cluster = '';
let log = '';

beforeAll(async () => {
  server = spawn(process.execPath, ['apps/api/src/main.ts', '--sandbox', '--port', '0', '--log-level', 'trace'], {
    cwd: root,
    env: { ...process.env, KUBECONFIG: '/none' },
  });
  server.stdout!.on('data', (data) => (log += data));
  server.stderr!.on('data', (data) => (log += data));
  await until(() => /at (http:\S+)/.test(log) && /--server=(\S+)/.test(log) && /graph is complete/.test(log));
  url = /at (http:\S+)/.exec(log)![1]!;
  cluster = /--server=(\S+)/.exec(log)![1]!;
  await plant();
});

afterAll(() => {
  server.kill();
});

/** The password as data, as text, in the annotation that kubectl leaves, in a config map and as a literal variable. */
async function plant(): Promise<void> {
  const applied = { 'kubectl.kubernetes.io/last-applied-configuration': '{"stringData":{"password":"abc123"}}' };
  const metadata = (name: string) => ({ name, namespace: 'default', annotations: applied });
  await create('/api/v1/namespaces/default/secrets', { metadata: metadata('planted'), data: { password: 'YWJjMTIz' } });
  await create('/api/v1/namespaces/default/secrets', {
    metadata: metadata('planted-text'),
    stringData: { password: 'abc123' },
  });
  await create('/api/v1/namespaces/default/configmaps', {
    metadata: metadata('planted'),
    data: { password: 'abc123' },
  });
  const container = { name: 'main', image: 'x', env: [{ name: 'PASSWORD', value: 'abc123' }] };
  await create('/api/v1/namespaces/default/pods', { metadata: metadata('planted'), spec: { containers: [container] } });
  await until(async () => (await rest(`G.V().Has('Name', 'planted').Has('Type', 'pod')`)).includes('planted'));
}

async function create(path: string, object: object): Promise<void> {
  const response = await fetch(cluster + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(object),
  });
  expect(response.status).toBe(201);
}

async function until(done: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!(await done())) {
    if (Date.now() > deadline) throw new Error(`not in time; the server said: ${log.slice(-2000)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function graphql(query: string): Promise<string> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  return response.text();
}

async function rest(query: string): Promise<string> {
  const body = JSON.stringify({ GremlinQuery: query });
  return (await fetch(`${url}/api/topology`, { method: 'POST', body })).text();
}

/** Everything that a subscription sends until its snapshot is complete, or until it has sent something. */
async function subscription(query: string): Promise<string> {
  const client = createClient({ url: `${url.replace('http', 'ws')}/graphql`, webSocketImpl: WebSocket });
  let text = '';
  for await (const frame of client.iterate({ query })) {
    text += JSON.stringify(frame);
    if (!text.includes('"complete":false') || text.includes('"complete":true')) break;
  }
  await client.dispose();
  return text;
}

const node = 'id uid name labels fields metadata extra status { message }';

describe('the password stays in the cluster', () => {
  const doors: Record<string, () => Promise<string>> = {
    'GraphQL, all resources with their objects': () =>
      graphql(`{ resources(first: 500, kind: ["secret", "configmap", "pod", "deployment"]) { nodes { ${node} } } }`),
    'GraphQL, one secret': () =>
      graphql(
        `{ resource(kind: "secret", namespace: "default", name: "planted") { ${node} relations { edges { node { metadata why } } } } }`,
      ),
    'GraphQL, a Gremlin result': () =>
      graphql(`{ gremlin(query: "G.V().Has('Name', Regex('planted'))") { rows nodes { ${node} } } }`),
    'REST, a query': () => rest(`G.V().Has('Name', Regex('planted'))`),
    'REST, the whole graph': async () => (await fetch(`${url}/api/topology`)).text(),
    'the topology subscription': () =>
      subscription(
        'subscription { topology { complete nodes { added { id name labels fields } } edges { added { id metadata } } } }',
      ),
    'a Gremlin subscription': () =>
      subscription(`subscription { gremlin(query: "G.V().Has('Name', Regex('planted'))") { revision } }`),
    metrics: async () => `planted${await (await fetch(`${url}/metrics`)).text()}`,
    'the command': async () =>
      (
        await promisify(execFile)(process.execPath, [
          join(root, 'apps/cli/bin/canopy.mjs'),
          '--server',
          url,
          'query',
          `G.V().Has('Name', Regex('planted'))`,
        ])
      ).stdout,
    'a query for the value': async () =>
      `planted ${await rest(`G.V().Has('K8s.Data', 'abc123').Values('K8s')`)}${await rest(`G.V().Has('K8s.Data.password', Regex('.*'))`)}`,
  };

  for (const [door, ask] of Object.entries(doors)) {
    it(`${door}`, async () => {
      const text = await ask();
      expect(text.length).toBeGreaterThan(0);
      if (!door.includes('subscription')) expect(text).toContain('planted');
      expect(text).not.toMatch(leak);
    });
  }

  it('not even its own log, at the finest level', () => {
    expect(log.length).toBeGreaterThan(200);
    expect(log).not.toMatch(leak);
  });

  it('but that a value changed is seen, and equal values in two places are not told', async () => {
    const hash = async (name: string) =>
      JSON.parse(await rest(`G.V().Has('Type', 'secret', 'Name', '${name}')`))[0].Metadata.K8s.Hash;
    const before = await hash('planted');
    expect(before).toBeTruthy();
    expect(await hash('planted-text')).not.toBe(before);
    await fetch(`${cluster}/api/v1/namespaces/default/secrets/planted`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/merge-patch+json' },
      body: JSON.stringify({ data: { password: 'bmV3' } }),
    });
    await until(async () => (await hash('planted')) !== before);
  });
});
