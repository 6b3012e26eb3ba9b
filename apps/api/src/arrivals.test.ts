import { expect, test } from 'vitest';
import { Arrivals } from './arrivals.ts';
import { subscribe } from './testing/subscriber.ts';
import { startWorld } from './testing/world.ts';

test('the oldest event of a burst tells how long its delta took', async () => {
  let now = 100;
  const arrivals = new Arrivals(() => now);
  const source = arrivals.of({
    cluster: 'c',
    get: async () => undefined,
    run: async (sink) => {
      sink.upsert('pod', { metadata: { name: 'a', uid: 'a' } });
      now = 130;
      sink.remove('pod', { metadata: { name: 'a', uid: 'a' } });
    },
  });
  expect(arrivals.take()).toBeUndefined();
  await source.run(
    { upsert: () => {}, remove: () => {}, listed: () => {}, sync: () => {} },
    new AbortController().signal,
  );
  now = 150;
  expect(arrivals.take()).toBe(50);
  expect(arrivals.take()).toBeUndefined();
});

test('metrics tell operations by field, errors by code, subscribers by what they follow, and the lag of deltas', async () => {
  let now = 0;
  const arrivals = new Arrivals(() => now);
  await using world = await startWorld({}, { arrivals });
  const status = { kind: 'pod', namespace: '', state: 'live', objects: 1, since: 0, relists: 0 } as const;
  world.clusters[0] = { cluster: 'c1', ready: true, kinds: [{ ...status, resourceVersion: '4711' }] };
  const source = arrivals.of({
    cluster: 'c',
    get: async () => undefined,
    run: async (sink) => sink.upsert('pod', { metadata: { name: 'a', uid: 'a' } }),
  });
  const sink = { upsert: () => {}, remove: () => {}, listed: () => {}, sync: () => {} };
  await source.run(sink, new AbortController().signal);
  now = 3;
  world.put({ id: 'a' });
  await world.ask('{ cluster { name } }');
  await world.ask('{ gremlin(query: "G.V(") { count } }');
  const metrics = async () => (await world.get('/metrics')).text();
  await expect.poll(metrics).toContain('canopy_delta_lag_seconds_count 1');
  const text = await metrics();
  expect(text).toContain('canopy_operation_seconds_count{type="query",field="cluster"} 1');
  expect(text).toContain('canopy_operation_errors_total{code="GREMLIN_SYNTAX"} 1');
  expect(text).toContain('canopy_kind_resource_version{cluster="c1",kind="pod",namespace=""} 4711');
  expect(text).toContain('canopy_delta_lag_seconds_bucket{le="0.005"} 1');
  expect(text).toContain('canopy_delta_lag_seconds_bucket{le="0.001"} 0');
  const eyes = subscribe(world.url, 'subscription { topology { type } }');
  await eyes.until(() => true);
  expect(await metrics()).toContain('canopy_subscriptions{field="topology"} 1');
  await eyes.stop();
  await expect.poll(metrics).toContain('canopy_subscriptions{field="topology"} 0');
});
