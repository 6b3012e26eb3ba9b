/** The truth table of the book shop on the sandbox; tests/control-plane has the same on a real control plane. */

import { Graph } from '@canopy/model';
import { watchedKinds } from '@canopy/model/kinds';
import { connectServer, createProbe } from '@canopy/model/probe';
import { startSandbox } from '@canopy/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type OracleEnd,
  type OraclePod,
  type OracleWorld,
  passes,
} from '../../packages/model/src/insight/traffic/testing/oracle.ts';
import { addresses, bookShop, drawn, ends, expected, isThere, judgedBy, podOf, type Verdict } from './book-shop.ts';

const graph = new Graph();
const stop = new AbortController();
let sandbox: Awaited<ReturnType<typeof startSandbox>>;
let running: Promise<void>;

beforeAll(async () => {
  sandbox = await startSandbox({ samples: false });
  await sandbox.apply(bookShop('bookinfo'));
  const probe = createProbe({ graph, sources: [connectServer(sandbox.url, { kinds: watchedKinds })] });
  running = probe.run(stop.signal);
  await probe.whenReady(AbortSignal.timeout(60_000));
  for (const deadline = performance.now() + 30_000; !isThere(graph.reader, 'bookinfo'); ) {
    if (performance.now() > deadline) throw new Error('the book shop did not come up');
    await graph.changes.next(graph.changes.revision, AbortSignal.timeout(500));
  }
});

afterAll(async () => {
  stop.abort();
  await running;
  await sandbox.close();
});

test('the seven policies of the book shop say of every pair and every port what the documentation says', () => {
  expect(drawn(judgedBy(graph.reader, 'bookinfo'))).toBe(expected);
});

test('a naive reading of the objects that the server has gives the same tables', async () => {
  expect(drawn(await naive())).toBe(expected);
});

async function listed<T>(path: string): Promise<readonly T[]> {
  const response = await fetch(`${sandbox.url}${path}`);
  return ((await response.json()) as { items: T[] }).items;
}

async function naive(): Promise<Verdict> {
  interface Named {
    readonly metadata: { readonly name: string; readonly labels?: Record<string, string> };
  }
  const spaces = await listed<Named>('/api/v1/namespaces');
  const pods = await listed<OraclePod>('/api/v1/pods');
  const world: OracleWorld = {
    namespaces: new Map(spaces.map(({ metadata }) => [metadata.name, metadata.labels ?? {}])),
    nodes: [],
    policies: await listed('/apis/networking.k8s.io/v1/networkpolicies'),
    adminPolicies: [],
  };
  const found = new Map<string, readonly OracleEnd[]>(ends.map((end) => [end, endsOf(end, pods)]));
  return (from, to, { port, protocol }) => {
    const verdicts = found
      .get(from)!
      .flatMap((a) => found.get(to)!.map((b) => passes(world, { from: a, to: b, protocol, port })));
    if (verdicts.every(Boolean)) return '+';
    return verdicts.some(Boolean) ? '?' : '.';
  };
}

/** The outside is every address: the three of the table and one of the other family stand for all. */
function endsOf(end: string, pods: readonly OraclePod[]): readonly OracleEnd[] {
  if (end === 'outside') return [...addresses, '2001:db8::1'].map((ip) => ({ kind: 'Address', ip }));
  if (addresses.includes(end)) return [{ kind: 'Address', ip: end }];
  const { name, namespace } = podOf(graph.reader, 'bookinfo', end)!;
  const found = pods.find(({ metadata }) => metadata.name === name && metadata.namespace === namespace)!;
  return [{ ...found, kind: 'Pod' }];
}
