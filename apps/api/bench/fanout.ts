/**
 * Many subscribers on few pictures: how many executions a frame costs, how many messages a second arrive, and how long
 * an event takes to the last client. Clients run in a second process. `node bench/fanout.ts [subscribers] [views] [events]`
 */

import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Graph } from '@canopy/model';
import { createApp } from '../src/app.ts';
import { configSchema } from '../src/config.ts';
import { silent } from '../src/log.ts';

export interface FanoutOptions {
  readonly subscribers: number;
  readonly views: number;
  readonly events: number;
  readonly podsPerView: number;
}

export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly parameters: FanoutOptions;
}

const ready = { state: 'UP', health: 'healthy' } as const;
const failing = { state: 'DOWN', health: 'degraded' } as const;

export async function fanout(options: FanoutOptions): Promise<Figure[]> {
  const { subscribers, views, events, podsPerView } = options;
  const graph = new Graph();
  const put = (view: number, pod: number, round: number) =>
    graph.put({
      id: `pod-${view}-${pod}`,
      cluster: 'bench',
      manager: 'k8s',
      type: 'pod',
      namespace: `ns-${view}`,
      name: `pod-${view}-${pod}`,
      labels: { app: 'bench' },
      fields: { Node: 'node-1', IP: '10.0.0.1', Restarts: round },
      status: round % 2 === 0 ? ready : failing,
    });
  for (let view = 0; view < views; view++) for (let pod = 0; pod < podsPerView; pod++) put(view, pod, 0);
  graph.commit();
  const probe = { clusters: [], ready: true, extra: async () => undefined };
  const config = configSchema.parse({ port: 0, client: { socketsPerClient: subscribers + 10 } });
  const app = await createApp({ graph, probe, config, log: silent });
  const crowd = fork(fileURLToPath(new URL('./fanout-clients.ts', import.meta.url)), [
    app.url,
    String(subscribers),
    String(views),
  ]);
  const said = (word: string) =>
    new Promise<{ latencies: number[]; messages: number; seconds: number }>((resolve) => {
      const listen = (message: { word: string }) => {
        if (message.word !== word) return;
        crowd.off('message', listen);
        resolve(message as never);
      };
      crowd.on('message', listen);
    });
  await said('listening');
  const executed = await metric(app.url, 'canopy_frames_executed');
  const cpu = process.cpuUsage();
  for (let event = 0; event < events; event++) {
    for (let view = 0; view < views; view++) put(view, event % podsPerView, event + 1);
    graph.commit();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const done = said('done');
  crowd.send({ revision: graph.reader.revision });
  const { latencies, messages, seconds } = await done;
  const used = process.cpuUsage(cpu);
  const executions = (await metric(app.url, 'canopy_frames_executed')) - executed;
  crowd.kill();
  await app.close();
  latencies.sort((a, b) => a - b);
  const at = (share: number) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0;
  return [
    { name: 'fanout.executionsPerEvent', value: executions / events, unit: 'executions', parameters: options },
    { name: 'fanout.messagesPerSecond', value: messages / seconds, unit: 'messages/s', parameters: options },
    {
      name: 'fanout.messagesPerCpuSecond',
      value: messages / ((used.user + used.system) / 1e6),
      unit: 'messages/s',
      parameters: options,
    },
    { name: 'fanout.latencyP50', value: at(0.5), unit: 'ms', parameters: options },
    { name: 'fanout.latencyP99', value: at(0.99), unit: 'ms', parameters: options },
  ];
}

async function metric(url: string, name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(text)?.[1]);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [subscribers = 1_000, views = 50, events = 40] = process.argv.slice(2).map(Number);
  for (const figure of await fanout({ subscribers, views, events, podsPerView: 100 }))
    process.stdout.write(`${figure.name.padEnd(32)} ${figure.value.toFixed(2)} ${figure.unit}\n`);
}
