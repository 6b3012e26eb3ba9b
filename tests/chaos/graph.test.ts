/** A whole graph of the sandbox behind a faulty way, while the cluster changes at random: it equals a rebuild. */

import { Graph } from '@canopy/model';
import { rememberedFields } from '@canopy/model/insight';
import { watchedKinds } from '@canopy/model/kinds';
import { connectServer, createProbe } from '@canopy/model/probe';
import { show } from '@canopy/model/testing';
import { startSandbox } from '@canopy/sandbox';
import { expect, test } from 'vitest';
import { systemClock } from '../../packages/model/src/base/clock.ts';
import { TestClock } from '../../packages/model/src/probe/1-source/testing/test-clock.ts';
import { change, makeNamespaces } from './changes.ts';
import { FaultyProxy } from './faulty-proxy.ts';
import { chosenSeed, pick, type Random, seeded } from './random.ts';

/** In full with CHAOS_FAULTS=10000. */
const FAULTS = Number(process.env.CHAOS_FAULTS ?? 1000) / 2;

/** All waits but the deadlines of pages are over at once. */
const PATIENCE = 290_000;

/** The same in all graphs, so that equal secrets look equal. */
const hashKey = Buffer.from('the same in all graphs');

type Sandbox = Awaited<ReturnType<typeof startSandbox>>;

function follow(url: string, random: Random, clock = systemClock) {
  const graph = new Graph();
  const abort = new AbortController();
  const source = connectServer(url, { kinds: watchedKinds, random, clock, hashKey, limits: { pageSize: 5 } });
  const probe = createProbe({ graph, sources: [source] });
  const running = probe.run(abort.signal);
  return {
    probe,
    lines: () => show(graph.reader, { without: rememberedFields }),
    stop: async () => {
      abort.abort();
      await running;
    },
  };
}

async function rebuilt(url: string): Promise<string[]> {
  const fresh = follow(url, Math.random);
  await fresh.probe.whenReady(AbortSignal.timeout(60_000));
  const lines = fresh.lines();
  await fresh.stop();
  return lines;
}

/** The cluster works on by itself for a while, so the comparison is repeated until both have come to rest. */
async function equalsRebuild(live: { lines(): string[] }, url: string, what: string): Promise<void> {
  const deadline = performance.now() + 60_000;
  for (;;) {
    const there = await rebuilt(url);
    const here = live.lines();
    if (JSON.stringify(here) === JSON.stringify(there)) return;
    if (performance.now() > deadline) expect(here, what).toEqual(there);
    await systemClock.sleep(100);
  }
}

/** What the way cannot do: faults of the server itself. */
async function harm({ faults }: Sandbox, random: Random): Promise<void> {
  const harms: (() => unknown)[] = [
    () => faults.compact({ answer: 'stream' }),
    () => faults.compact({ answer: 'http' }),
    () => faults.cut('connections'),
    () => faults.cut('watches'),
    () => faults.halfEvent(1),
    () => faults.status({ code: 429, times: 2, retryAfter: 1 }),
    () => faults.status({ code: 500, times: 3 }),
    async () => {
      await faults.stop();
      await faults.start();
    },
  ];
  await pick(random, harms)();
}

test(`${FAULTS} random faults leave the graph that a rebuild gives`, { timeout: 120_000 + FAULTS * 400 }, async () => {
  const seed = chosenSeed();
  const random = seeded(seed);
  const sandbox = await startSandbox({ samples: false });
  await makeNamespaces(sandbox.url);
  const proxy = await new FaultyProxy({ upstream: sandbox.url, random, rate: 0.1 }).start();
  const live = follow(proxy.url, random, new TestClock(PATIENCE));
  let rounds = 0;
  for (let next = 100; proxy.total < FAULTS; next += 100) {
    proxy.calm = false;
    while (proxy.total < Math.min(FAULTS, next)) {
      // A stopped server refuses the change too.
      await change(sandbox.url, random).catch(() => {});
      if (random() < 0.02) await harm(sandbox, random);
      if (random() < 0.02) proxy.cutAll();
    }
    proxy.calm = true;
    sandbox.faults.clear();
    await equalsRebuild(live, sandbox.url, `seed ${seed}, round ${++rounds}`);
  }
  expect(live.probe.ready).toBe(true);
  console.log(`seed ${seed}: ${proxy.total} faults, ${rounds} rounds, ${live.lines().length} lines`, proxy.faults);
  await live.stop();
  await proxy.close();
  await sandbox.close();
});
