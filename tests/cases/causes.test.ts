/**
 * Faults of a cluster, each injected into the sandbox beside things that fail for other reasons: what is asked about leads
 * to what was broken. The table of docs/root-causes.md is compared with what comes out here.
 */

import { readFileSync, writeFileSync } from 'node:fs';
import { Graph } from '@canopy/model';
import { causesOf, denialsBy, fullName, locate, problemsOf, Traffic } from '@canopy/model/insight';
import { watchedKinds } from '@canopy/model/kinds';
import { connectServer, createProbe } from '@canopy/model/probe';
import { startSandbox } from '@canopy/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { patterns, yamlOf } from './cause-patterns.ts';

const doc = new URL('../../docs/root-causes.md', import.meta.url);

const graph = new Graph();
const options = { denials: denialsBy(() => new Traffic(graph.reader, { changes: graph.changes })) };
const stop = new AbortController();
let sandbox: Awaited<ReturnType<typeof startSandbox>>;
let running: Promise<void>;

beforeAll(async () => {
  sandbox = await startSandbox({ samples: false, pace: { start: 10, run: 20, stop: 10, backoff: 600_000 } });
  for (const pattern of patterns) await sandbox.apply(yamlOf(pattern));
  const probe = createProbe({ graph, sources: [connectServer(sandbox.url, { kinds: watchedKinds })] });
  running = probe.run(stop.signal);
  await probe.whenReady(AbortSignal.timeout(60_000));
  await silence();
  // Controllers and kubelets of the sandbox take a moment until everything has failed that will.
  const settled = () => patterns.every(({ asked, cause }) => firstCause(asked) === cause);
  for (const deadline = performance.now() + 30_000; !settled() && performance.now() < deadline; ) {
    await graph.changes.next(graph.changes.revision, AbortSignal.timeout(500));
  }
});

/** Machines run first, and fall silent when their pods are ready. */
async function silence(): Promise<void> {
  const machines = patterns.filter(({ silent }) => silent !== undefined);
  for (const { silent = '' } of machines) sandbox.faults.node(silent, 'up');
  const isReady = ({ asked }: (typeof patterns)[number]) => locate(graph.reader, asked).status.state === 'UP';
  for (const deadline = performance.now() + 20_000; !machines.every(isReady) && performance.now() < deadline; ) {
    await graph.changes.next(graph.changes.revision, AbortSignal.timeout(500));
  }
  for (const { silent = '' } of machines) sandbox.faults.node(silent, 'down');
}

afterAll(async () => {
  stop.abort();
  await running;
  await sandbox.close();
});

const firstCause = (asked: string): string => {
  const [cause] = causesOf(graph.reader, locate(graph.reader, asked), options);
  return cause === undefined ? 'none' : nameless(fullName(cause.root));
};

/** Pods have names with random ends. */
const nameless = (name: string): string => name.replace(/^(pod|container)\/([^/]+)\/([a-z]+)-.*/, '$1/$2/$3-*');

test.each(patterns.map((pattern) => [pattern.title, pattern] as const))(
  '%s is found as the first cause',
  (_, { asked, cause }) => expect(firstCause(asked)).toBe(cause),
);

test('precision and recall are as the documentation says', () => {
  const found = (): string[] => {
    const groups = problemsOf(graph.reader, undefined, options).map((group) => nameless(fullName(group.cause)));
    return patterns.map(({ title, asked, cause }) => {
      const first = firstCause(asked);
      return `| ${title} | ${asked} | ${first} | ${first === cause ? 'yes' : 'no'} | ${groups.includes(cause) ? 'yes' : 'no'} |`;
    });
  };
  const wanted = new Set(patterns.map(({ cause }) => cause));
  const decoys = new Set(patterns.flatMap(({ decoys = [] }) => decoys));
  const named = [
    ...new Set(problemsOf(graph.reader, undefined, options).map(({ cause }) => nameless(fullName(cause)))),
  ];
  const right = named.filter((name) => wanted.has(name) || decoys.has(name));
  const text = [
    '| fault | asked about | first cause | right | own group |',
    '|---|---|---|---|---|',
    ...found(),
    '',
    `Precision ${right.length} of ${named.length} causes named; recall ${[...wanted].filter((name) => named.includes(name)).length} of ${wanted.size} faults.`,
  ].join('\n');
  expect(named.filter((name) => !wanted.has(name) && !decoys.has(name))).toEqual([]);
  // Written anew with CANOPY_WRITE_DOCS=1.
  const page = readFileSync(doc, 'utf8').replace(/^\| fault \|.*?^Precision .*?$/ms, () => text);
  if (process.env.CANOPY_WRITE_DOCS) writeFileSync(doc, page);
  expect(readFileSync(doc, 'utf8')).toBe(page);
});
