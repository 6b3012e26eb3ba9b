/** A synthetic cluster in a thread of its own, in which pods fail and recover, or happens what happens all day, on demand. */

import { parentPort, workerData } from 'node:worker_threads';
import {
  Churn,
  type ClusterSize,
  initialPod,
  LoadServer,
  LoadWorld,
  objectOf,
  planOf,
  pod,
  syntheticCluster,
} from '@canopy/sandbox/load';

/** `flip`: pods that are watched change between well and failed, so often a second, until told otherwise. */
export type Order = { readonly flip: number } | { readonly churn: number; readonly rate: number };

/** What was sent when, in milliseconds since the epoch: a pod's new state, or the end of the churn. */
export type Word =
  | { readonly url: string; readonly watched: readonly string[] }
  | { readonly uid: string; readonly state: 'UP' | 'DOWN'; readonly at: number }
  | { readonly churned: number };

const size = workerData as ClusterSize;
const plan = planOf(size);
const world = new LoadWorld(syntheticCluster(size));
const server = await LoadServer.start({ world });
const port = parentPort!;
const say = (word: Word) => port.postMessage(word);

/** Spread over the cluster. */
const watched = Array.from({ length: Math.min(1_000, plan.pods) }, (_, i) => {
  const facts = initialPod(plan, Math.floor((i * plan.pods) / Math.min(1_000, plan.pods)));
  const { namespace, name } = pod(facts);
  return { facts, uid: objectOf(world.find('pod', namespace, name)!).metadata.uid ?? '', ready: true };
});
say({ url: server.url, watched: watched.map(({ uid }) => uid) });

let ticking: NodeJS.Timeout | undefined;
let next = 0;
const churn = new Churn(world, size);

port.on('message', (order: Order) => {
  clearInterval(ticking);
  if ('flip' in order) flip(order.flip);
  else fill(order.churn, order.rate);
});

function flip(rate: number): void {
  if (rate === 0) return;
  evenly(rate, () => {
    const each = watched[next++ % watched.length]!;
    each.ready = !each.ready;
    say({ uid: each.uid, state: each.ready ? 'UP' : 'DOWN', at: Date.now() });
    world.put(pod({ ...each.facts, ready: each.ready }));
    return 1;
  });
}

function fill(events: number, rate: number): void {
  let made = 0;
  evenly(rate, () => {
    const step = churn.step();
    made += step;
    if (made >= events) {
      clearInterval(ticking);
      say({ churned: made });
    }
    return step;
  });
}

/** Timers are late at times; what is due is made up for. */
function evenly(rate: number, step: () => number): void {
  const start = performance.now();
  let done = 0;
  const every = Math.max(1, 1000 / rate / 2);
  ticking = setInterval(() => {
    const due = ((performance.now() - start) * rate) / 1000;
    while (done < due) done += step();
  }, every);
}
