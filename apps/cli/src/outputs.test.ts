import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startWorld, type World } from '@canopy/api/testing';
import { buildSchema } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { table } from './output.ts';
import { canopy } from './testing.ts';

let world: World;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'canopy-cli-'));
  world = await startWorld();
  world.put({ id: 'p1', name: 'web' });
  world.put({ id: 's1', type: 'secret', name: 'pass"word', status: { state: 'DOWN', health: 'degraded' } });
  world.put({ id: 'ns', type: 'namespace', namespace: '', name: 'default' });
  world.link('p1', 'pod', 's1');
  world.link('ns', 'ownership', 'p1');
});

afterAll(async () => {
  await world[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

const ask = (...args: string[]) => canopy(args, { CANOPY_SERVER: world.url });

describe('drawings', () => {
  test('show nodes with the edges between them, for Graphviz', async () => {
    const { code, out } = await ask('query', "G.V().Has('Type', Within('pod', 'secret'))", '-o', 'dot');
    expect(code).toBe(0);
    expect(out).toBe(
      [
        'digraph canopy {',
        '  rankdir=LR;',
        '  node [shape=box];',
        '  n0 [label="pod\\ndefault/web", color="#2e7d32"];',
        '  n1 [label="secret\\ndefault/pass\\"word", color="#c62828"];',
        '  n0 -> n1 [label="pod"];',
        '}',
        '',
      ].join('\n'),
    );
  });

  test('show edges with their ends, for Mermaid', async () => {
    const { out } = await ask('query', "G.V().Has('Type', 'pod').OutE()", '-o', 'mermaid');
    expect(out).toBe(
      [
        'flowchart LR',
        '  n0["pod<br>default/web"]:::UP',
        '  n1["secret<br>default/pass#quot;word"]:::DOWN',
        '  n0 -->|"pod"| n1',
        '  classDef UP stroke:#2e7d32',
        '  classDef DOWN stroke:#c62828',
        '',
      ].join('\n'),
    );
  });

  test('of a number there is none', async () => {
    expect(await ask('query', 'G.V().Count()', '-o', 'dot')).toMatchObject({
      code: 1,
      err: expect.stringContaining('values'),
    });
  });
});

test('a kind is taken as kubectl takes it, and one that does not exist is an error', async () => {
  for (const kind of ['secret', 'secrets', 'Secret'])
    expect((await ask('get', kind, '-o', 'name')).out).toBe('pass"word\n');
  expect((await ask('get', 'networkpolicies.networking.k8s.io')).code).toBe(0);
  expect(await ask('get', 'secretz')).toMatchObject({ code: 1, err: expect.stringContaining('no kind "secretz"') });
});

test('the schema is printed as SDL', async () => {
  const { out } = await ask('schema');
  expect(buildSchema(out).getQueryType()?.getFields().resources?.description).toBeTruthy();
});

describe('completion', () => {
  const complete = async (...words: string[]) => (await ask('__complete', ...words)).out.split('\n').slice(0, -1);

  test('offers commands, flags, formats, and what the server knows', async () => {
    expect(await complete('')).toEqual(expect.arrayContaining(['query', 'watch', 'get', 'traffic', 'schema', 'up']));
    expect(await complete('ki')).toEqual(['kinds']);
    expect(await complete('query', '--out')).toEqual(['--output']);
    expect(await complete('query', '-o', '')).toEqual(['json', 'jsonl', 'name', 'table', 'dot', 'mermaid']);
    expect(await complete('query', '--output=me')).toEqual(['--output=mermaid']);
    expect(await complete('query', '--output', '=', 'me')).toEqual(['mermaid']);
    expect(await complete('query', '--output', '=')).toContain('dot');
    expect(await complete('watch', 'G.V()', '-o', '')).toEqual(['jsonl', 'table']);
    expect(await complete('traffic', '')).toEqual(['in', 'diff']);
    expect(await complete('get', 'netw')).toEqual(['networkpolicy']);
    expect(await complete('get', 'pod', '-n', '')).toEqual(['default']);
    expect(await complete('completion', '')).toEqual(['bash', 'zsh', 'fish']);
  });

  test('is not led astray by flags that come before', async () => {
    expect(await complete('get', '-n', 'default', 'po')).toEqual(['pod', 'poddisruptionbudget']);
    expect(await complete('--timeout', '5', 'get', 'po')).toEqual(['pod', 'poddisruptionbudget']);
    expect(await complete('get', 'pods', 'po')).toEqual([]);
    expect(await complete('--timeout', '5', 'ki')).toEqual(['kinds']);
    expect(await complete('frob', 'ki')).toEqual([]);
  });

  test('offers nothing where the server is away', async () => {
    const away = await canopy(['__complete', 'get', 'po'], { CANOPY_SERVER: 'http://127.0.0.1:1' });
    expect(away).toEqual({ code: 0, out: '', err: '' });
  });

  test('comes as a script for each shell', async () => {
    for (const shell of ['bash', 'zsh', 'fish'])
      expect((await ask('completion', shell)).out).toContain('canopy __complete');
    expect(await ask('completion', 'tcsh')).toMatchObject({ code: 1, err: expect.stringContaining('bash, zsh, fish') });
  });
});

describe('a service in the cluster', () => {
  /** Says what kubectl port-forward says. */
  const kubectl = (script: string): string => {
    const file = join(folder, `kubectl-${Math.random()}`);
    writeFileSync(file, `#!${process.execPath}\n${script}`);
    chmodSync(file, 0o755);
    return file;
  };

  test('is reached by a port that kubectl forwards, and let go of afterwards', async () => {
    const told = join(folder, 'args');
    const KUBECTL = kubectl(`
      require('node:fs').writeFileSync(${JSON.stringify(told)}, process.argv.slice(2).join(' '));
      console.log('Forwarding from 127.0.0.1:${new URL(world.url).port} -> 8082');
      setInterval(() => {}, 1000);
    `);
    const args = ['query', 'G.V().Count()', '--service', 'tools/canopy:8082', '--context', 'prod'];
    expect(await canopy(args, { KUBECTL })).toEqual({ code: 0, out: '3\n', err: '' });
    const { readFileSync } = await import('node:fs');
    expect(readFileSync(told, 'utf8')).toBe(
      '--context prod port-forward --address 127.0.0.1 --namespace tools service/canopy :8082',
    );
  });

  test('is reached though what kubectl says comes in two pieces', async () => {
    const { port } = new URL(world.url);
    const KUBECTL = kubectl(`
      process.stdout.write('Forwarding from 127.0.0.1:${port.slice(0, 2)}');
      setTimeout(() => console.log('${port.slice(2)} -> 80'), 100);
      setInterval(() => {}, 1000);
    `);
    const args = ['query', 'G.V().Count()', '--service', 'tools/canopy'];
    expect(await canopy(args, { KUBECTL })).toEqual({ code: 0, out: '3\n', err: '' });
  });

  test('that is not there is told as kubectl tells it', async () => {
    const KUBECTL = kubectl(
      `console.error('Error from server (NotFound): services "canopy" not found'); process.exit(1);`,
    );
    const { code, err } = await canopy(['status'], { KUBECTL, CANOPY_SERVICE: 'canopy/canopy' });
    expect([code, err]).toEqual([
      1,
      'canopy: cannot reach service canopy/canopy in the cluster: Error from server (NotFound): services "canopy" not found\n',
    ]);
    expect((await canopy(['status', '--service', 'canopy'], { KUBECTL })).err).toContain('names no service');
  });
});

test('a table of very many rows is printed like any other', () => {
  const lines = table(
    Array.from({ length: 300_000 }, (_, at) => [`pod-${at}`]),
    ['NAME'],
  ).split('\n');
  expect(lines).toHaveLength(300_002);
  expect(lines.at(-2)).toBe('pod-299999');
});
