/** The story of the shared secret: the server and the command answer who uses it, on a real cluster. */

import { afterAll, describe, expect, test } from 'vitest';
import { startCanopy } from './canopy.ts';
import { openScenario } from './scenario.ts';

const { plane, namespace, kubectl, close } = await openScenario('mysql');
const canopy = await startCanopy(plane.kubeconfig);
afterAll(async () => {
  await canopy.close();
  await close();
});

const pod = (name: string) => `
apiVersion: v1
kind: Pod
metadata: { name: ${name}, labels: { app: wordpress } }
spec:
  containers:
    - name: main
      image: registry.k8s.io/pause:3.10
      env: [{ name: PASSWORD, valueFrom: { secretKeyRef: { name: mysql-pass, key: password } } }]
`;

/** Asks until the command prints these lines. */
async function printsSoon(expected: readonly string[], ...args: string[]): Promise<void> {
  const end = performance.now() + 120_000;
  for (;;) {
    const { code, out, err } = await canopy.command(...args);
    const lines = out.split('\n').filter(Boolean).sort();
    if (code === 0 && lines.join('\n') === expected.join('\n')) return;
    if (performance.now() > end)
      throw new Error(`canopy ${args.join(' ')}: exit ${code}\n${out}${err}\n${canopy.tail()}`);
  }
}

const inHere = `.Has("K8s.Namespace", "${namespace}")`;

describe('mysql-pass on a real cluster', () => {
  test('the server becomes ready', async () => {
    await expect.poll(async () => (await fetch(`${canopy.url}/readyz`)).status).toBe(200);
  });

  test('the pods that use a secret are found from the secret', async () => {
    await kubectl('create secret generic mysql-pass --from-literal=password=correct-horse');
    for (const name of ['mysql', 'wordpress']) await kubectl('apply -f -', pod(name));
    const query = `G.V().Has("Name", "mysql-pass")${inHere}.In().Has("Type", "pod")`;
    await printsSoon(['mysql', 'wordpress'], 'query', query, '-o', 'name');
    const { out } = await canopy.command('query', query);
    const names = (JSON.parse(out) as { Metadata: { Name: string } }[]).map((one) => one.Metadata.Name);
    expect(names.sort()).toEqual(['mysql', 'wordpress']);
  });

  test('the old address answers as the command does', async () => {
    const response = await fetch(`${canopy.url}/api/topology`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ GremlinQuery: `G.V().Has("Type", "secret")${inHere}` }),
    });
    expect(response.status).toBe(200);
    const text = await response.text();
    expect(JSON.parse(text)).toMatchObject([{ Metadata: { Name: 'mysql-pass', Type: 'secret', Manager: 'k8s' } }]);
    expect(text).not.toContain('correct-horse');
    expect(text).not.toContain(Buffer.from('correct-horse').toString('base64'));
  });

  test('GraphQL knows the secret and its users, which come up', async () => {
    const ask = () =>
      fetch(`${canopy.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          query: `query ($namespace: String) {
          resource(kind: "secret", namespace: $namespace, name: "mysql-pass") {
            name
            relations(direction: IN, type: ["pod"]) { nodes { from { name status { state } } } }
          }
        }`,
          variables: { namespace },
        }),
      });
    const answer = async () => (await ask()).text();
    const { data, errors } = JSON.parse(await answer()) as { data: unknown; errors?: unknown };
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({ resource: { name: 'mysql-pass' } });
    await expect.poll(answer).toMatch(/"mysql".*"UP".*"wordpress".*"UP"|"wordpress".*"UP".*"mysql".*"UP"/);
  });

  test('a mistake is told with its place, and the exit code says so', async () => {
    const { code, out, err } = await canopy.command('query', 'G.V().Has(');
    expect(code).toBe(1);
    expect(out).toBe('');
    expect(err).toContain('^');
  });
});
