import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';

const main = fileURLToPath(new URL('./main.ts', import.meta.url));

interface Program {
  readonly child: ChildProcess;
  readonly out: () => string;
  readonly err: () => string;
  readonly ended: Promise<number | null>;
}

function start(args: readonly string[], env: Record<string, string> = {}): Program {
  const child = spawn(process.execPath, [main, ...args], {
    env: { PATH: process.env.PATH, HOME: '/nonexistent', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    err += text;
  });
  return { child, out: () => out, err: () => err, ended: once(child, 'exit').then(([code]) => code as number | null) };
}

test('without a cluster it shows the sandbox, says why and where, and stops in good order', async () => {
  const program = start(['--port', '0']);
  await expect.poll(program.out).toMatch(/Canopy is at http:\/\/127\.0\.0\.1:\d+\n/);
  await expect.poll(program.out).toMatch(/It shows the sandbox: no cluster can be reached \(.*kubeconfig.*\)\n/);
  await expect.poll(program.out).toMatch(/kubectl --server=http:\/\/127\.0\.0\.1:\d+ get pods\n/);
  const url = /Canopy is at (\S+)/.exec(program.out())![1]!;
  await expect.poll(async () => (await fetch(`${url}/readyz`)).status).toBe(200);
  const response = await fetch(`${url}/api/topology`, {
    method: 'POST',
    body: JSON.stringify({ GremlinQuery: 'G.V().Has("Type", "deployment").Has("Name", "hello-node")' }),
  });
  expect(await response.json()).toMatchObject([{ Metadata: { Name: 'hello-node', Manager: 'k8s' } }]);
  // No door tells the sample's password.
  const all = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ resources(first: 1000) { nodes { name metadata extra } } }' }),
  });
  const text = await all.text();
  expect(text).toContain('mysql-pass');
  expect(text).not.toMatch(/abc123|YWJjMTIz/);
  program.child.kill('SIGTERM');
  expect(await program.ended).toBe(0);
  expect(program.err()).toContain('stopping on SIGTERM');
  expect(program.err()).not.toMatch(/abc123|YWJjMTIz/);
});

test('a context that was named and does not exist is no reason to show something else', async () => {
  const program = start(['--port', '0', '--kubeconfig', '/nowhere/config']);
  expect(await program.ended).toBe(1);
  expect(program.err()).toMatch(/^canopy: .*\/nowhere\/config/);
});

test('a port that is taken is told with what to do', async () => {
  const first = start(['--port', '0', '--sandbox']);
  await expect.poll(first.out).toMatch(/Canopy is at \S+\n/);
  const port = /127\.0\.0\.1:(\d+)/.exec(first.out())![1]!;
  const second = start(['--port', port, '--sandbox']);
  expect(await second.ended).toBe(1);
  expect(second.err()).toMatch(/EADDRINUSE.*choose another with --port/);
  first.child.kill('SIGINT');
  expect(await first.ended).toBe(0);
});
