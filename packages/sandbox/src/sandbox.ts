/** The composition root of the sandbox: store, controllers and server put together, started and stopped. */

import { type Clock, systemClock } from './base/clock.ts';
import { bootstrap } from './bootstrap.ts';
import { Cluster } from './controllers/cluster.ts';
import { controllersOf } from './controllers/index.ts';
import { budgetsOf } from './controllers/lifecycle/budgets.ts';
import { setKubelet } from './controllers/lifecycle/node-health.ts';
import { beat } from './controllers/lifecycle/nodes.ts';
import { Loop } from './controllers/loop.ts';
import { type Pace, usualPace } from './controllers/pods/life.ts';
import type { StoredPod } from './controllers/pods/state.ts';
import { FaultSwitches, type Faults } from './faults.ts';
import { applyManifest } from './manifest.ts';
import { Registry } from './registry/registry.ts';
import { sampleManifests } from './samples/samples.ts';
import { Store } from './storage/store.ts';
import { Representer } from './wire/represent.ts';
import { ApiServer } from './wire/server.ts';
import { Tokens } from './wire/tokens.ts';
import { Core } from './write/core.ts';

export interface SandboxOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** Default 127.0.0.1. Whoever can connect is the administrator: think before you give another one. */
  readonly host?: string;
  /** Whether the sample applications are there from the start; default true. */
  readonly samples?: boolean;
  readonly clock?: Clock;
  /** Hears of failures inside the sandbox's own controllers. */
  readonly log?: (message: string) => void;
  /** Changes kept per resource for watches that resume; default 20,000. */
  readonly keep?: number;
  /** Milliseconds between bookmarks of a watch that asked for them; default one minute. */
  readonly bookmarkEvery?: number;
  /** How long pods take to start, run and stop. */
  readonly pace?: Partial<Pace>;
}

export interface Sandbox {
  readonly url: string;
  readonly port: number;
  readonly faults: Faults;
  /** Creates or updates every object of a YAML text, as `kubectl apply --server-side` does. */
  apply(manifestYaml: string): Promise<void>;
  close(): Promise<void>;
}

export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { port = 0, host = '127.0.0.1', samples = true, clock = systemClock, log = () => {} } = options;
  const store = new Store(options.keep);
  const core = new Core(new Registry(), store, clock);
  const cluster = new Cluster(core);
  const { all, scheduler } = controllersOf(cluster, { ...usualPace, ...options.pace });
  const onFailure = (controller: string, key: string, error: unknown) =>
    log(`${controller} failed on ${key}: ${String(error)}`);
  const loop = new Loop(store, all, { clock, onFailure });
  bootstrap(cluster);
  const stopBeating = beat(cluster, clock);
  loop.settle();
  let bound = port;
  const faults: FaultSwitches = new FaultSwitches({
    compact: () => store.compact(),
    cut: (what) => (what === 'watches' ? server.endWatches() : server.cut()),
    node: (name, up) => setKubelet(cluster, name, up),
    stop: () => server.stop(),
    start: async () => {
      bound = await server.listen(bound, host);
    },
  });
  const server = new ApiServer(
    {
      core,
      store,
      representer: new Representer(),
      tokens: new Tokens(clock),
      now: () => clock.now(),
      bookmarkEvery: options.bookmarkEvery ?? 60_000,
      budgetOf: (pod) => budgetsOf(cluster, pod)[0],
      bindPod: (pod, node) => scheduler.bind(pod as StoredPod, node),
    },
    faults,
  );
  const apply = async (manifest: string): Promise<void> => {
    await applyManifest(core, () => loop.settle(), manifest);
  };
  const stop = (): void => {
    stopBeating();
    loop.stop();
  };
  try {
    if (samples) for (const manifest of await sampleManifests()) await apply(manifest);
    bound = await server.listen(port, host);
  } catch (error) {
    stop();
    throw error;
  }
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    port: bound,
    faults,
    apply,
    close: () => {
      stop();
      return server.stop();
    },
  };
}
