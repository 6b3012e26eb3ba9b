/** The load source, run as a worker so that its work is not the reader's. */

import { parentPort, workerData } from 'node:worker_threads';
import { initialPod, LoadServer, LoadWorld, planOf, pod, type Row, syntheticCluster } from '@canopy/sandbox/load';

export interface Load {
  readonly pods: number;
  /** Sent by the first watch, as fast as they are read; each changes one of the pods. */
  readonly events: number;
}

const { pods, events } = workerData as Load;
const plan = planOf({ pods });
const world = new LoadWorld(syntheticCluster({ pods }));

function* flood(): Generator<Row> {
  for (let i = 1; i <= events; i++) {
    const facts = { ...initialPod(plan, i % pods), restarts: i };
    yield { blueprint: pod(facts), version: world.revision + i };
  }
}

const server = await LoadServer.start({ world, managedFields: events === 0, ...(events > 0 && { flood: flood() }) });
parentPort!.postMessage(Number(new URL(server.url).port));
