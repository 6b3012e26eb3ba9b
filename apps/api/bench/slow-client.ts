/**
 * Clients that stop reading among ones that do: what the server holds for them, whether the others notice, and whether the
 * slow ones have every row when they read again. `node bench/slow-client.ts [fast] [slow] [events]`
 */

import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Graph } from '@canopy/model';
import { createApp } from '../src/app.ts';
import { configSchema } from '../src/config.ts';
import { silent } from '../src/log.ts';
import type { FanoutFigure } from './fanout.ts';

interface Told {
  readonly latencies: readonly number[];
  /** Of each slow client: frames, and the round that it knows of each pod. */
  readonly slow: readonly { readonly frames: number; readonly rows: ReadonlyMap<string, number> }[];
}

const pods = 300;

export async function slowClient(fast: number, slow: number, events: number): Promise<FanoutFigure[]> {
  const graph = new Graph();
  const put = (pod: number, round: number) =>
    graph.put({
      ...{ id: `pod-${pod}`, cluster: 'bench', manager: 'k8s', type: 'pod', namespace: 'default', name: `pod-${pod}` },
      ...{ labels: { app: 'bench', text: 'x'.repeat(200) }, fields: { Restarts: round } },
      status: { state: 'UP', health: 'healthy' },
    });
  const rounds = new Map<string, number>();
  for (let pod = 0; pod < pods; pod++) put(pod, 0);
  graph.commit();
  const config = configSchema.parse({ port: 0, frameMs: 5, client: { socketsPerClient: fast + slow + 10 } });
  const probe = { clusters: [], ready: true, extra: async () => undefined };
  const app = await createApp({ graph, probe, config, log: silent });
  const crowd = fork(fileURLToPath(new URL('./slow-clients.ts', import.meta.url)), [app.url, `${fast}`, `${slow}`], {
    serialization: 'advanced',
  });
  const next = () => new Promise((resolve) => crowd.once('message', resolve));
  try {
    await next();
    const before = process.memoryUsage().rss;
    let most = before;
    for (let round = 1; round <= events; round++) {
      // A third of the pods change, so that what is merged differs from frame to frame.
      for (let pod = round % 3; pod < pods; pod += 3) {
        put(pod, round);
        rounds.set(`pod-${pod}`, round);
      }
      graph.commit();
      await new Promise((resolve) => setTimeout(resolve, 10));
      most = Math.max(most, process.memoryUsage().rss);
    }
    const answer = next();
    crowd.send({ revision: graph.reader.revision });
    const told = (await answer) as Told;
    const latencies = [...told.latencies].sort((a, b) => a - b);
    const lost = told.slow.reduce(
      (sum, { rows }) => sum + [...rounds].filter(([id, round]) => rows.get(id) !== round).length,
      0,
    );
    const figure = (name: string, value: number, unit: string): FanoutFigure => ({
      ...{ name: `slow-client/${name}`, value, unit },
      parameters: { fast, slow, events, pods },
    });
    return [
      figure('rss-growth', (most - before) / 1e6, 'MB'),
      figure('fast-latency-p50', latencies[Math.floor(latencies.length * 0.5)] ?? Number.NaN, 'ms'),
      figure('fast-latency-p99', latencies[Math.floor(latencies.length * 0.99)] ?? Number.NaN, 'ms'),
      figure('slow-frames', told.slow.reduce((sum, { frames }) => sum + frames, 0) / slow, 'frames/client'),
      figure('lost-rows', lost, 'rows'),
    ];
  } finally {
    crowd.kill();
    await app.close();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [fast = 20, slow = 5, events = 500] = process.argv.slice(2).map(Number);
  for (const { name, value, unit } of await slowClient(fast, slow, events))
    process.stdout.write(`${name.padEnd(32)} ${value.toFixed(2)} ${unit}\n`);
}
