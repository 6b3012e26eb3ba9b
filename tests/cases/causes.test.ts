/**
 * Faults of a cluster, each injected into the sandbox beside things that fail for other reasons: what is asked about leads
 * to what was broken. The table of docs/root-causes.md is compared with what comes out here.
 */

import { readFileSync } from 'node:fs';
import { Graph } from '@canopy/model';
import { causesOf, fullName, locate, problemsOf } from '@canopy/model/insight';
import { watchedKinds } from '@canopy/model/kinds';
import { connectServer, createProbe } from '@canopy/model/probe';
import { startSandbox } from '@canopy/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { patterns, yamlOf } from './cause-patterns.ts';

const doc = new URL('../../docs/root-causes.md', import.meta.url);

const graph = new Graph();
const stop = new AbortController();
let sandbox: Awaited<ReturnType<typeof startSandbox>>;
let running: Promise<void>;

beforeAll(async () => {
  sandbox = await startSandbox({ samples: false, pace: { start: 10, run: 20, stop: 10, backoff: 600_000 } });
  for (const pattern of patterns) await sandbox.apply(yamlOf(pattern));
  const probe = createProbe({ graph, sources: [connectServer(sandbox.url, { kinds: watchedKinds })] });
  running = probe.run(stop.signal);
  await probe.whenReady(AbortSignal.timeout(20_000));
  // Controllers and kubelets of the sandbox take a moment until everything has failed that will.
  const settled = () => patterns.every(({ asked, cause }) => firstCause(asked) === cause);
  for (const deadline = performance.now() + 10_000; !settled() && performance.now() < deadline; ) {
    await graph.changes.next(graph.changes.revision, AbortSignal.timeout(500));
  }
}, 60_000);

afterAll(async () => {
  stop.abort();
  await running;
  await sandbox.close();
});

const firstCause = (asked: string): string => {
  const [cause] = causesOf(graph.reader, locate(graph.reader, asked));
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
    const groups = problemsOf(graph.reader).map((group) => nameless(fullName(group.cause)));
    return patterns.map(({ title, asked, cause }) => {
      const first = firstCause(asked);
      return `| ${title} | ${asked} | ${first} | ${first === cause ? 'yes' : 'no'} | ${groups.includes(cause) ? 'yes' : 'no'} |`;
    });
  };
  const wanted = new Set(patterns.map(({ cause }) => cause));
  const decoys = new Set(patterns.flatMap(({ decoys = [] }) => decoys));
  const named = [...new Set(problemsOf(graph.reader).map(({ cause }) => nameless(fullName(cause))))];
  const right = named.filter((name) => wanted.has(name) || decoys.has(name));
  const text = [
    '| fault | asked about | first cause | right | own group |',
    '|---|---|---|---|---|',
    ...found(),
    '',
    `Precision ${right.length} of ${named.length} causes named; recall ${[...wanted].filter((name) => named.includes(name)).length} of ${wanted.size} faults.`,
  ].join('\n');
  expect(named.filter((name) => !wanted.has(name) && !decoys.has(name))).toEqual([]);
  expect(readFileSync(doc, 'utf8')).toContain(text);
});
