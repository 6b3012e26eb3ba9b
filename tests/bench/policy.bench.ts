import { Graph, type NodeInput } from '@canopy/model';
import { Traffic } from '@canopy/model/insight';
import { type Bench, collectGarbage, type Figure, percentile, threadCpu } from './figure.ts';

const VERDICTS = 2_000;
const CHANGES = 500;

/**
 * As many policies as pods. `spread`: four pods and four policies to a namespace, each policy for one app and its one
 * caller. `all-match`: one namespace, every policy governs every pod and allows a peer of its own.
 */
type Shape = 'spread' | 'all-match';

export const policy: Bench = {
  name: 'policy',
  doc: 'As many network policies as pods: the engine from nothing, one verdict with its reasons, one policy changed.',
  sizes: [10_000, 100_000],
  quick: [10_000],
  async run(size) {
    return [...measure(size, 'spread'), ...measure(size, 'all-match')];
  },
};

function measure(size: number, shape: Shape): readonly Figure[] {
  const graph = cluster(size, shape);
  collectGarbage();
  const before = process.memoryUsage().heapUsed;
  const start = threadCpu();
  const from = performance.now();
  const traffic = new Traffic(graph.reader, { changes: graph.changes });
  const [cpu, wall] = [threadCpu() - start, performance.now() - from];
  collectGarbage();
  const heap = process.memoryUsage().heapUsed - before;
  const first = timed(() => ask(traffic, size, 0));
  const verdicts = Array.from({ length: VERDICTS }, (_, i) => timed(() => ask(traffic, size, i)));
  const changes = Array.from({ length: CHANGES }, (_, i) => {
    graph.put(policyNode(i, shape, i + 1));
    graph.commit();
    return timed(() => ask(traffic, size, i));
  });
  const [wallOf, cpuOf] = [({ wall }: Time) => wall, ({ cpu }: Time) => cpu];
  const parameters = { pods: size, policies: size, shape };
  const figure = (name: string, value: number, unit: string): Figure => ({
    name: `policy/${shape}/${name}`,
    value,
    unit,
    parameters,
  });
  return [
    figure('init', wall, 'ms'),
    figure('init-cpu', cpu, 'ms'),
    figure('heap', heap / 1e6, 'MB'),
    figure('first-verdict', first.wall, 'ms'),
    figure('first-verdict-cpu', first.cpu, 'ms'),
    figure('verdict-p50', percentile(verdicts.map(wallOf), 0.5), 'ms'),
    figure('verdict-p99', percentile(verdicts.map(wallOf), 0.99), 'ms'),
    figure('verdict-cpu-mean', mean(verdicts.map(cpuOf)), 'ms'),
    figure('change-then-verdict-p50', percentile(changes.map(wallOf), 0.5), 'ms'),
    figure('change-then-verdict-p99', percentile(changes.map(wallOf), 0.99), 'ms'),
    figure('change-then-verdict-cpu-mean', mean(changes.map(cpuOf)), 'ms'),
  ];
}

/** The kernel counts CPU in ticks of some milliseconds: good for a mean, not for one verdict. */
const mean = (samples: readonly number[]): number => samples.reduce((sum, each) => sum + each, 0) / samples.length;

/** By the clock, and by the CPU of this thread, in which others on the machine have no part. */
interface Time {
  readonly wall: number;
  readonly cpu: number;
}

function timed(run: () => void): Time {
  const [start, cpu] = [performance.now(), threadCpu()];
  run();
  return { wall: performance.now() - start, cpu: threadCpu() - cpu };
}

const space = (i: number, shape: Shape): string => (shape === 'spread' ? `ns-${Math.floor(i / 4)}` : 'ns-0');

/** A pod and its caller: allowed on 8080, denied on 8081 with the nearest miss. */
function ask(traffic: Traffic, size: number, i: number): void {
  const at = ((i * 7919) % Math.floor(size / 4)) * 4;
  const port = i % 2 === 0 ? 8080 : 8081;
  const { verdict } = traffic.ask({ from: `pod-${at + 1}`, to: `pod-${at}`, port });
  const expected = port === 8080 ? 'allowed' : 'denied';
  if (verdict !== expected) throw new Error(`pod-${at + 1} → pod-${at} on ${port}: ${verdict}`);
}

function cluster(size: number, shape: Shape): Graph {
  const graph = new Graph({ keep: 1_000 });
  const spaces = shape === 'spread' ? Math.ceil(size / 4) : 1;
  for (let n = 0; n < spaces; n++) graph.put(node(`namespace-${n}`, 'namespace', '', `ns-${n}`, {}, {}));
  for (let i = 0; i < size; i++) {
    const ip = `10.${i >> 16}.${(i >> 8) & 255}.${i & 255}`;
    graph.put(node(`pod-${i}`, 'pod', space(i, shape), `pod-${i}`, labelsOf(i), { IP: ip, Node: `node-${i % 100}` }));
    graph.put(policyNode(i, shape, 0));
  }
  graph.commit();
  return graph;
}

const pooled = Array.from({ length: 4 }, (_, i) => ({ app: `app-${i}` }));
const labelsOf = (i: number) => pooled[i % 4]!;

/** `version` changes what it says and not what comes of it. */
function policyNode(i: number, shape: Shape, version: number): NodeInput {
  const caller = shape === 'spread' ? `app-${(i + 1) % 4}` : i % 1000 === 0 ? `app-${(i / 1000) % 4}` : `caller-${i}`;
  const subject = { pods: shape === 'spread' ? { matchLabels: { app: `app-${i % 4}` } } : {} };
  const ports = [
    { protocol: 'TCP', port: 8080 },
    { protocol: 'TCP', port: 20_000 + version },
  ];
  const rules = {
    tier: 'namespace',
    subject,
    ingress: [{ peers: [{ pods: { matchLabels: { app: caller } } }], ports }],
  };
  return node(`policy-${i}`, 'networkpolicy', space(i, shape), `policy-${i}`, {}, { Rules: rules });
}

function node(
  id: string,
  type: string,
  namespace: string,
  name: string,
  labels: NodeInput['labels'],
  fields: NodeInput['fields'],
): NodeInput {
  return {
    id,
    cluster: 'bench',
    manager: 'k8s',
    type,
    namespace,
    name,
    labels,
    status: { state: 'UP', health: 'healthy' },
    fields,
  };
}
