/** One collection behind a faulty way, changed at random: whatever happens, what arrives is what there is. */

import { registry } from '@canopy/model/kinds';
import { connectServer } from '@canopy/model/probe';
import { expect, test } from 'vitest';
import { RecordingSink } from '../../packages/model/src/probe/1-source/testing/recording-sink.ts';
import { ScriptedServer } from '../../packages/model/src/probe/1-source/testing/scripted-server.ts';
import { TestClock } from '../../packages/model/src/probe/1-source/testing/test-clock.ts';
import { FaultyProxy } from './faulty-proxy.ts';
import { chosenSeed, pick, type Random, seeded } from './random.ts';

/** In full with CHAOS_FAULTS=10000. */
const FAULTS = Number(process.env.CHAOS_FAULTS ?? 1000);

/** All waits but the deadlines of pages are over at once. */
const PATIENCE = 290_000;

const pods = registry.filter(({ key }) => key === 'pod');
const names = Array.from({ length: 40 }, (_, i) => `pod-${i}`);

async function world(seed: number) {
  const random = seeded(seed);
  const server = await new ScriptedServer().start();
  server.closedFor = ({ path }) => discovery[path];
  const proxy = await new FaultyProxy({ upstream: server.url, random }).start();
  const sink = new RecordingSink();
  const abort = new AbortController();
  const source = connectServer(proxy.url, {
    kinds: pods,
    clock: new TestClock(PATIENCE),
    random,
    limits: { pageSize: 7 },
  });
  const running = source.run(sink, abort.signal);
  const close = async () => {
    abort.abort();
    await running;
    await expect.poll(() => proxy.connections()).toBe(0);
    await proxy.close();
    await server.close();
  };
  return { random, server, proxy, sink, close };
}

const answer = (value: object) => (_: unknown, response: { end(text: string): void }) => {
  response.end(JSON.stringify(value));
};
const discovery: Record<string, ReturnType<typeof answer>> = {
  '/api': answer({ versions: ['v1'] }),
  '/apis': answer({ groups: [] }),
  '/api/v1': answer({ resources: [{ name: 'pods', kind: 'Pod', namespaced: true, verbs: ['list', 'watch'] }] }),
};

/** One change of the cluster, or of its history. */
function change(random: Random, server: ScriptedServer): void {
  const name = pick(random, names);
  const exists = server.objects.some(({ metadata }) => metadata.name === name);
  const dice = random();
  if (dice < 0.02) server.compact();
  else if (dice < 0.3 && exists) server.remove(name);
  else if (dice < 0.4 && exists) {
    server.remove(name);
    server.put(name);
  } else server.put(name, { spec: { nodeName: `node-${Math.floor(random() * 9)}`, note: 'größer 🌳' } });
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

test(`${FAULTS} random faults leave no difference`, { timeout: 120_000 + FAULTS * 100 }, async () => {
  const seed = chosenSeed();
  const w = await world(seed);
  let rounds = 0;
  while (w.proxy.total < FAULTS) {
    w.proxy.calm = false;
    const until = Math.min(FAULTS, w.proxy.total + 100);
    while (w.proxy.total < until) {
      for (let i = w.random() * 4; i > 0; i--) change(w.random, w.server);
      if (w.random() < 0.01) w.proxy.cutAll();
      for (let i = 0; i < 3; i++) await turn();
    }
    w.proxy.calm = true;
    rounds++;
    const there = w.server.objects.map(({ metadata: m }) => `${m.namespace}/${m.name} ${m.uid} ${m.resourceVersion}`);
    await expect.poll(() => w.sink.picture, { message: `seed ${seed}, round ${rounds}` }).toEqual(there.sort());
  }
  // The count is told with the next event or bookmark, not for each object.
  const live = { state: 'live', objects: w.server.objects.length };
  await expect.poll(() => w.sink.state('pod')).toMatchObject(live);
  const status = w.sink.state('pod')!;
  console.log(`seed ${seed}: ${w.proxy.total} faults, ${rounds} rounds, ${status.relists} lists anew`, w.proxy.faults);
  await w.close();
});
