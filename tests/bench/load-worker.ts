/** The load source in a thread of its own: says where it listens, and later which pod it changed and when. */

import { parentPort, workerData } from 'node:worker_threads';
import { initialPod, LoadServer, LoadWorld, planOf, pod, syntheticCluster } from '@canopy/sandbox/load';

const { pods } = workerData as { pods: number };
const plan = planOf({ pods });
const world = new LoadWorld(syntheticCluster({ pods }));
const server = await LoadServer.start({ world });
parentPort!.postMessage([server.url]);

let ticking: NodeJS.Timeout | undefined;
let restarts = 0;
parentPort!.on('message', ({ rate }: { rate: number }) => {
  clearInterval(ticking);
  if (rate === 0) return;
  ticking = setInterval(() => {
    const changed = pod({ ...initialPod(plan, (++restarts * 7919) % pods), restarts });
    parentPort!.postMessage([`${changed.name} ${restarts * 2}`, Date.now()]);
    world.put(changed);
  }, 1000 / rate);
});
