/**
 * Small reads: one resource by its name, asked again and again over connections that stay open, beside `/healthz`, which
 * is what HTTP alone costs. Clients run in a second process. `node bench/reads.ts [connections] [ms]`
 */

import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Graph } from '@canopy/model';
import { createApp } from '../src/app.ts';
import { configSchema } from '../src/config.ts';
import { silent } from '../src/log.ts';
import type { FanoutFigure } from './fanout.ts';

interface Read {
  readonly name: string;
  readonly path: string;
  readonly body?: string;
}

const one = `query One($name: String!) { resource(kind: "pod", namespace: "default", name: $name) { name status { state reason } } }`;

const kinds: readonly Read[] = [
  { name: 'http', path: '/healthz' },
  { name: 'graphql', path: '/graphql', body: JSON.stringify({ query: one, variables: { name: 'pod-7' } }) },
  {
    name: 'gremlin',
    path: '/api/topology',
    body: JSON.stringify({ GremlinQuery: "G.V().Has('Type', 'pod', 'Name', 'pod-7')" }),
  },
];

export async function reads(connections: number, ms: number): Promise<FanoutFigure[]> {
  const graph = new Graph();
  for (let pod = 0; pod < 1_000; pod++)
    graph.put({
      ...{ id: `pod-${pod}`, cluster: 'bench', manager: 'k8s', type: 'pod', namespace: 'default', name: `pod-${pod}` },
      ...{ labels: { app: 'bench' }, fields: { Node: 'node-1', IP: '10.0.0.1' } },
      status: { state: 'UP', health: 'healthy' },
    });
  graph.commit();
  const client = { requestsPerSecond: 1_000_000, requestsAtOnce: 10_000 };
  const probe = { clusters: [], ready: true, extra: async () => undefined };
  const app = await createApp({ graph, probe, config: configSchema.parse({ port: 0, client }), log: silent });
  const crowd = fork(fileURLToPath(new URL('./reads-clients.ts', import.meta.url)), { serialization: 'advanced' });
  const { hostname: host, port } = new URL(app.url);
  const round = (read: Read, ms: number) =>
    new Promise<{ latencies: number[]; failed: number }>((resolve) => {
      crowd.once('message', (told) => resolve(told as { latencies: number[]; failed: number }));
      crowd.send({ ...read, host, port: Number(port), connections, ms });
    });
  const figures: FanoutFigure[] = [];
  try {
    for (const read of kinds) {
      await round(read, ms / 4);
      const cpu = process.cpuUsage();
      const begin = performance.now();
      const { latencies, failed } = await round(read, ms);
      const seconds = (performance.now() - begin) / 1_000;
      const { user, system } = process.cpuUsage(cpu);
      latencies.sort((a, b) => a - b);
      const figure = (name: string, value: number, unit: string) =>
        figures.push({ name: `reads/${read.name}-${name}`, value, unit, parameters: { connections } });
      figure('per-second', latencies.length / seconds, 'reads/s');
      figure('cpu', (user + system) / latencies.length, 'µs CPU/read');
      figure('p99', latencies[Math.floor(latencies.length * 0.99)] ?? Number.NaN, 'ms');
      figure('failed', failed, 'reads');
    }
  } finally {
    crowd.kill();
    await app.close();
  }
  return figures;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [connections = 32, ms = 3_000] = process.argv.slice(2).map(Number);
  for (const figure of await reads(connections, ms))
    process.stdout.write(`${figure.name.padEnd(32)} ${figure.value.toFixed(2)} ${figure.unit}\n`);
}
