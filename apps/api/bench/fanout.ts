/**
 * Many subscribers on few pictures, in a second process. At an easy and at a fast pace: executions, and how long an event
 * takes to the client, from the change of the graph on, also when its frame was merged with later ones. Then every event
 * follows as soon as all have the one before, with a beat of 1 ms: messages a second, one message being one frame for one
 * subscription. `node bench/fanout.ts [subscribers] [views] [sockets] [events]`
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
  readonly seen: readonly (readonly (readonly [number, number])[])[];
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
  const { events, ...parameters } = options;
  const figures: FanoutFigure[] = [];
  const add = (name: string, value: number, unit: string) =>
    figures.push({ name: `fanout/${name}`, value, unit, parameters: { ...parameters, events } });
  await paced(options, add);
  await saturated(options, add);
  return figures;
}

type Add = (name: string, value: number, unit: string) => void;

/** With the beat that the server has unless told otherwise. */
async function paced(options: FanoutOptions, add: Add): Promise<void> {
  const stage = await set(options, 50);
  try {
    await pace(stage, 10, 20);
    for (const perSecond of [20, 200]) {
      const executed = await metric(stage.app.url, 'canopy_frames_executed_total');
      const delivered = await metric(stage.app.url, 'canopy_frames_delivered_total');
      const begin = performance.now();
      const { times, arrived } = await pace(stage, perSecond * 3, 1_000 / perSecond);
      const seconds = (performance.now() - begin) / 1_000;
      const latencies = latenciesOf(times, arrived).sort((a, b) => a - b);
      const at = (share: number) => latencies[Math.floor(latencies.length * share)] ?? Number.NaN;
      const frames = (await metric(stage.app.url, 'canopy_frames_delivered_total')) - delivered;
      const executions = (await metric(stage.app.url, 'canopy_frames_executed_total')) - executed;
      add(`${perSecond}-events-latency-p50`, at(0.5), 'ms');
      add(`${perSecond}-events-latency-p99`, at(0.99), 'ms');
      add(`${perSecond}-events-executions-per-beat`, executions / (frames / options.subscribers), 'executions');
      add(`${perSecond}-events-messages`, frames / seconds, 'messages/s');
      add(`${perSecond}-events-changes`, (times.length * options.subscribers) / seconds, 'changes delivered/s');
      add(`${perSecond}-events-lost`, arrived.lost, 'frames');
    }
  } finally {
    stage.crowd.kill();
    await stage.app.close();
  }
}

async function saturated(options: FanoutOptions, add: Add): Promise<void> {
  const stage = await set(options, 1);
  try {
    await pace(stage, 10, 20);
    const cpu = process.cpuUsage();
    const begin = performance.now();
    let messages = 0;
    let lost = 0;
    for (let event = 0; event < options.events; event++) {
      const { arrived } = await pace(stage, 1, 0);
      messages += arrived.messages;
      lost += arrived.lost;
    }
    const seconds = (performance.now() - begin) / 1_000;
    const { user, system } = process.cpuUsage(cpu);
    add('messages', messages / seconds, 'messages/s');
    add('messages-per-cpu', messages / ((user + system) / 1e6), 'messages/CPU s');
    add('messages-user-cpu', user / messages, 'µs/message');
    add('messages-kernel-cpu', system / messages, 'µs/message');
    add('lost', lost, 'frames');
    add('rss', process.memoryUsage().rss / 1e6, 'MB');
  } finally {
    stage.crowd.kill();
    await stage.app.close();
  }
}

/** For each event and sampled subscriber, until the first frame that tells it or something later. */
function latenciesOf(times: readonly (readonly [number, number])[], { seen }: Arrived): number[] {
  return seen.flatMap((frames) => {
    let next = 0;
    return times.flatMap(([revision, time]) => {
      while (next < frames.length && frames[next]![0] < revision) next++;
      const frame = frames[next];
      return frame === undefined ? [] : [frame[1] - time];
    });
  });
}

async function set({ subscribers, views, sockets, podsPerView }: FanoutOptions, frameMs: number): Promise<Stage> {
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
  const config = configSchema.parse({ port: 0, frameMs, client });
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

interface Paced {
  /** `[revision, milliseconds since the epoch]` of each event. */
  readonly times: readonly (readonly [number, number])[];
  readonly arrived: Arrived;
}

async function pace({ graph, happen, arrived }: Stage, events: number, everyMs: number): Promise<Paced> {
  const times: [number, number][] = [];
  const begin = performance.now();
  for (let event = 0; event < events; event++) {
    happen(event);
    times.push([graph.reader.revision, Date.now()]);
    const wait = begin + (event + 1) * everyMs - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
  }
  return { times, arrived: await arrived() };
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
