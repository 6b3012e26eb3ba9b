import { Graph } from '@canopy/model';
import { registry } from '@canopy/model/kinds';
import { expect, test } from 'vitest';
import { createAuthorizer } from './authorizer.ts';
import { RbacWatch } from './rbac-watch.ts';
import { viewerOf } from './reviews.ts';

const nothing = { upsert: () => {}, remove: () => {}, listed: () => {}, sync: () => {} };

async function world() {
  let now = 1_000_000;
  let asked = 0;
  let looks = 0;
  let followed = true;
  const rbac = new RbacWatch(() => now);
  const stop = new AbortController();
  const authorizer = createAuthorizer({
    reader: new Graph().reader,
    kinds: registry,
    reviews: new Map([
      [
        'c',
        async () => {
          asked++;
          return true;
        },
      ],
    ]),
    changed: () => {},
    failed: () => {},
    everyMs: 2,
    clock: () => {
      looks++;
      return now;
    },
    rules: {
      get changedAt() {
        return rbac.changedAt;
      },
      get followed() {
        return followed;
      },
    },
  });
  await authorizer.authorize(viewerOf('alice', [])).ready(stop.signal);
  const running = authorizer.run(stop.signal);
  return {
    rbac,
    asked: () => asked,
    pass: (ms: number) => {
      now += ms;
    },
    loseSight: () => {
      followed = false;
    },
    /** Every round looks at the clock. */
    rounds: async () => {
      const before = looks;
      await expect.poll(() => looks).toBeGreaterThan(before + 20);
    },
    [Symbol.asyncDispose]: async () => {
      stop.abort();
      await running;
    },
  };
}

test('rights are not asked for again while no rule changes, until a minute has passed', async () => {
  await using w = await world();
  await w.rounds();
  expect(w.asked()).toBe(1);
  w.pass(59_000);
  await w.rounds();
  expect(w.asked()).toBe(1);
  w.pass(1_000);
  await expect.poll(w.asked).toBe(2);
});

test('a binding that changes has rights asked for in every round, as the cluster may learn of it later', async () => {
  await using w = await world();
  const source = w.rbac.of({
    cluster: 'c',
    get: async () => undefined,
    run: async (sink) => sink.upsert('rolebinding', { metadata: { name: 'b', uid: 'b' } }),
  });
  await source.run(nothing, new AbortController().signal);
  await expect.poll(w.asked).toBeGreaterThan(5);
  w.pass(20_000);
  await w.rounds();
  const settled = w.asked();
  await w.rounds();
  expect(w.asked()).toBe(settled);
});

test('where rules cannot be followed, rights are asked for in every round', async () => {
  await using w = await world();
  w.loseSight();
  await expect.poll(w.asked).toBeGreaterThan(5);
});
