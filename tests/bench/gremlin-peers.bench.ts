/** The query engine beside TinkerGraph of Apache TinkerPop: the same graph, the same query texts, each in its own process. */

import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compile, execute, type GraphReader } from '@canopy/gremlin';
import { type Bench, type Figure, percentile } from './figure.ts';
import { peerGraph } from './peers/graph.ts';
import { peerReader } from './peers/reader.ts';

const queries = {
  name: `g.V().has('Name','app-77')`,
  'secret-users': `g.V().has('Name','app-77-secret').in().has('Type','pod')`,
  'type-and-name': `g.V().has('Type','secret').has('Name','app-77-secret').in()`,
  regex: `g.V().has('Name',TextP.regex('app-77-.*'))`,
  label: `g.V().hasLabel('service')`,
  'count-by-type': `g.V().groupCount().by('Type')`,
  'three-hops': `g.V().has('Name','zone').out().out().out().count()`,
};

const RUNS = 200;
const WARM_UP_MS = 2000;
const folder = fileURLToPath(new URL('./peers/', import.meta.url));

/** What one engine says to one query: its rows in a form that compares, and its median times in milliseconds. */
interface Answer {
  readonly name: string;
  readonly rows: readonly string[];
  /** Text to rows. */
  readonly whole: number;
  /** Text to a plan that is ready to run. */
  readonly compile: number;
}

export const gremlinPeers: Bench = {
  name: 'gremlin-peers',
  doc: 'Queries beside TinkerGraph (needs java and mvn).',
  sizes: [15_000, 150_000],
  quick: [3_000],
  async run(pods) {
    const directory = mkdtempSync(join(tmpdir(), 'canopy-peers-'));
    try {
      const file = join(directory, 'graph.jsonl');
      writeGraph(file, pods);
      const reader = peerReader(pods);
      const ours = Object.entries(queries).map(([name, query]) => measure(reader, name, query));
      const theirs = tinkerGraph(file, join(directory, 'classpath'));
      return [...ours.flatMap((answer) => figures('canopy', answer, pods)), ...beside(ours, theirs, pods)];
    } finally {
      rmSync(directory, { recursive: true });
    }
  },
};

function writeGraph(file: string, pods: number): void {
  const out = openSync(file, 'w');
  let page: string[] = [];
  for (const line of peerGraph(pods)) {
    if (page.push(JSON.stringify(line)) < 10_000) continue;
    writeSync(out, `${page.join('\n')}\n`);
    page = [];
  }
  writeSync(out, `${page.join('\n')}\n`);
  closeSync(out);
}

function measure(reader: GraphReader, name: string, query: string): Answer {
  const rows = comparable(execute(reader, query).values);
  return { name, rows, whole: median(() => execute(reader, query)), compile: median(() => compile(query)) };
}

function median(work: () => void): number {
  const end = performance.now() + WARM_UP_MS;
  for (let i = 0; i < 20 || performance.now() < end; i++) work();
  const samples = Array.from({ length: RUNS }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  return percentile(samples, 0.5);
}

function comparable(values: readonly unknown[]): string[] {
  const rows = values.flatMap((value) => {
    if (value instanceof Map) return [...value].map(([key, count]) => `${key}=${count}`);
    if (typeof value === 'object' && value !== null && 'id' in value) return [String(value.id)];
    return [String(value)];
  });
  return rows.sort();
}

/** The peer's answers, or undefined with a word on standard error where it cannot run here. */
function tinkerGraph(file: string, classpath: string): Answer[] | undefined {
  for (const tool of ['java', 'mvn']) {
    const there = spawnSync(tool, ['-version'], { stdio: 'ignore' });
    if (there.status !== 0) return skipped(`"${tool}" is not installed`);
  }
  const goal = ['dependency:build-classpath', `-Dmdep.outputFile=${classpath}`];
  const resolved = spawnSync('mvn', ['-q', '-B', '-f', join(folder, 'pom.xml'), ...goal], { encoding: 'utf8' });
  if (resolved.status !== 0) return skipped(`Maven cannot get it: ${resolved.stdout.split('\n')[0]}`);
  const asks = Object.entries(queries).map(([name, query]) => ({ name, query, runs: RUNS, warmUp: WARM_UP_MS }));
  const program = join(folder, 'TinkerGraphPeer.java');
  const peer = spawnSync('java', ['-Xmx2g', '-cp', readFileSync(classpath, 'utf8').trim(), program, file], {
    encoding: 'utf8',
    input: asks.map((ask) => `${JSON.stringify(ask)}\n`).join(''),
    maxBuffer: 1 << 28,
  });
  if (peer.status !== 0) throw new Error(`TinkerGraph failed: ${peer.stderr}`);
  const lines = peer.stdout.trim().split('\n');
  return lines.map((line) => JSON.parse(line) as Answer);
}

function skipped(why: string): undefined {
  console.error(`bench: gremlin-peers without TinkerGraph: ${why}`);
}

/** The peer's figures and how many times longer it takes. Throws where the two do not agree: then times mean nothing. */
function beside(ours: readonly Answer[], theirs: readonly Answer[] | undefined, pods: number): Figure[] {
  return (theirs ?? []).flatMap((their) => {
    const our = ours.find(({ name }) => name === their.name)!;
    if (our.rows.join('\n') !== their.rows.join('\n'))
      throw new Error(
        `${their.name}: ${our.rows.length} rows here, ${their.rows.length} of TinkerGraph, or other ones`,
      );
    const ratio = (part: string, value: number) => ({
      name: `gremlin-peers/ratio/${their.name}${part}`,
      value,
      unit: 'times as long in TinkerGraph',
      parameters: { pods },
    });
    const ratios = [ratio('', their.whole / our.whole), ratio('/parse', their.compile / our.compile)];
    return [...figures('tinkergraph', their, pods), ...ratios];
  });
}

function figures(engine: string, { name, whole, compile }: Answer, pods: number): Figure[] {
  const parameters = { pods, query: queries[name as keyof typeof queries] };
  const unit = 'ms median';
  return [
    { name: `gremlin-peers/${engine}/${name}`, value: whole, unit, parameters },
    { name: `gremlin-peers/${engine}/${name}/parse`, value: compile, unit, parameters },
  ];
}
