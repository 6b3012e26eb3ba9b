/**
 * Many subscribers on few pictures: how many executions a frame costs, how long an event takes to the last client at an
 * easy pace, and how many messages a second arrive when every event follows as soon as all have the one before.
 * Clients run in a second process. `node bench/fanout.ts [subscribers] [views] [sockets] [events]`
 */

import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Graph } from '@canopy/model';
import { type App, createApp } from '../src/app.ts';
import { configSchema } from '../src/config.ts';
import { silent } from '../src/log.ts';

export interface FanoutOptions {
  readonly subscribers: number;
  readonly views: number;
  /** Subscribers share connections where there are fewer of these. */
  readonly sockets: number;
  readonly events: number;
  readonly podsPerView: number;
}

export interface FanoutFigure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly parameters: Readonly<Record<string, number>>;
}

interface Arrived {
  readonly latencies: number[];
  readonly messages: number;
  readonly lost: number;
}

interface Stage {
  readonly graph: Graph;
  readonly app: App;
  readonly crowd: ChildProcess;
  /** One pod of every picture changes. */
  happen(event: number): void;
  /** Resolves when every client has everything. */
  arrived(): Promise<Arrived>;
}

const ready = { state: 'UP', health: 'healthy' } as const;
const failing = { state: 'DOWN', health: 'degraded' } as const;

export async function fanout(options: FanoutOptions): Promise<FanoutFigure[]> {
  const stage = await set(options);
  const { events, ...rest } = options;
  const figure = (name: string, value: number, unit: string): FanoutFigure => ({
    ...{ name: `fanout/${name}`, value, unit },
    parameters: { ...rest, events },
  });
  try {
    // Once to warm up.
    await pace(stage, 10, 20);
    const executed = await metric(stage.app.url, 'canopy_frames_executed');
    const easy = await pace(stage, events, 100);
    const executions = (await metric(stage.app.url, 'canopy_frames_executed')) - executed;
    const latencies = easy.latencies.sort((a, b) => a - b);
    const at = (share: number) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0;
    const cpu = process.cpuUsage();
    const begin = performance.now();
    let messages = 0;
    let lost = easy.lost;
    for (let event = 0; event < events; event++) {
      const round = await pace(stage, 1, 0);
      messages += round.messages;
      lost += round.lost;
    }
    const seconds = (performance.now() - begin) / 1_000;
    const used = process.cpuUsage(cpu);
    return [
      figure('executions-per-event', executions / events, 'executions'),
      figure('latency-p50', at(0.5), 'ms'),
      figure('latency-p99', at(0.99), 'ms'),
      figure('messages', messages / seconds, 'messages/s'),
      figure('messages-per-cpu', messages / ((used.user + used.system) / 1e6), 'messages/CPU s'),
      figure('lost', lost, 'frames'),
      figure('rss', process.memoryUsage().rss / 1e6, 'MB'),
    ];
  } finally {
    stage.crowd.kill();
    await stage.app.close();
  }
}

async function set({ subscribers, views, sockets, podsPerView }: FanoutOptions): Promise<Stage> {
  const graph = new Graph();
  const put = (view: number, pod: number, round: number) =>
    graph.put({
      ...{ id: `pod-${view}-${pod}`, cluster: 'bench', manager: 'k8s', type: 'pod', namespace: `ns-${view}` },
      ...{ name: `pod-${view}-${pod}`, labels: { app: 'bench' } },
      fields: { Node: 'node-1', IP: '10.0.0.1', Restarts: round },
      status: round % 2 === 0 ? ready : failing,
    });
  for (let view = 0; view < views; view++) for (let pod = 0; pod < podsPerView; pod++) put(view, pod, 0);
  graph.commit();
  const probe = { clusters: [], ready: true, extra: async () => undefined };
  const client = { socketsPerClient: sockets + 10, operationsPerSocket: subscribers, messagesPerSecond: subscribers };
  const config = configSchema.parse({ port: 0, frameMs: 1, client });
  const app = await createApp({ graph, probe, config, log: silent });
  const given = [app.url, subscribers, views, sockets].map(String);
  const crowd = fork(fileURLToPath(new URL('./fanout-clients.ts', import.meta.url)), given, {
    serialization: 'advanced',
  });
  const said = (word: string) =>
    new Promise<Arrived>((resolve) => {
      const listen = (message: { word: string }) => {
        if (message.word !== word) return;
        crowd.off('message', listen);
        resolve(message as unknown as Arrived);
      };
      crowd.on('message', listen);
    });
  await said('listening');
  let round = 0;
  return {
    graph,
    app,
    crowd,
    happen: (event) => {
      round++;
      for (let view = 0; view < views; view++) put(view, event % podsPerView, round);
      graph.commit();
    },
    arrived: () => {
      const done = said('done');
      crowd.send({ revision: graph.reader.revision });
      return done;
    },
  };
}

async function pace({ happen, arrived }: Stage, events: number, everyMs: number): Promise<Arrived> {
  for (let event = 0; event < events; event++) {
    happen(event);
    if (everyMs > 0) await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
  return arrived();
}

async function metric(url: string, name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(text)?.[1]);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [subscribers = 1_000, views = 50, sockets = subscribers, events = 40] = process.argv.slice(2).map(Number);
  for (const figure of await fanout({ subscribers, views, sockets, events, podsPerView: 100 }))
    process.stdout.write(`${figure.name.padEnd(32)} ${figure.value.toFixed(2)} ${figure.unit}\n`);
}
