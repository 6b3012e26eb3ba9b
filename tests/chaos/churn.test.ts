/** A day of a cluster's life at once leaves no more in memory than its first hours did. */

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { endure } from '../bench/churn.bench.ts';

/** In full with CHAOS_EVENTS=1000000. */
const EVENTS = Number(process.env.CHAOS_EVENTS ?? 60_000);

test(`${EVENTS} events of churn leave the heap as it was after a tenth`, { timeout: 300_000 + EVENTS }, async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const collected = (): number => {
    collect();
    return process.memoryUsage().heapUsed;
  };
  const weigh = async () => {
    let weight = Number.POSITIVE_INFINITY;
    // Objects are being compressed in the background: it is done when no more is given back.
    const lost = () => {
      const before = weight;
      weight = collected();
      return before - weight;
    };
    await expect.poll(lost, { interval: 500 }).toBeLessThan(100_000);
    return weight;
  };
  const { early, late, nodes } = await endure(EVENTS, { pods: EVENTS / 200, keep: EVENTS / 100, weigh });
  console.log(`${EVENTS} events: ${early} bytes after a tenth, ${late} at the end, ${nodes} nodes`);
  expect(late / early, `bytes: ${early}, ${late}`).toBeLessThan(1.05);
});
