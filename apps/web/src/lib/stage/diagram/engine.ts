/** The layout engine in a worker of its own: it is fetched when it is first needed, and never keeps the page waiting. */

import type { ELK } from 'elkjs/lib/elk-api.js';
import type { Arrange } from './diagram.ts';

/** Milliseconds; what takes longer is too much for a diagram that people can read. */
const longest = 20_000;

interface Running {
  readonly elk: ELK;
  /** Fails when the worker does. */
  readonly broken: Promise<never>;
}

export function elkInWorker(): Arrange {
  let running: Promise<Running> | undefined;
  return async (graph) => {
    running ??= start();
    try {
      const { elk, broken } = await running;
      return await Promise.race([elk.layout(graph), broken, tooLong()]);
    } catch (error) {
      const before = running;
      running = undefined;
      void before.then(({ elk }) => elk.terminateWorker()).catch(() => {});
      throw error;
    }
  };
}

async function start(): Promise<Running> {
  const [{ default: Elk }, { default: url }] = await Promise.all([
    import('elkjs/lib/elk-api.js'),
    import('elkjs/lib/elk-worker.min.js?url'),
  ]).catch(() => {
    throw unloaded();
  });
  const { promise: broken, reject } = Promise.withResolvers<never>();
  broken.catch(() => {});
  const elk = new Elk({
    algorithms: ['layered'],
    workerFactory: () => {
      const worker = new Worker(url);
      worker.onerror = () => reject(unloaded());
      return worker;
    },
  });
  return { elk, broken };
}

/** Browsers say it each in their own words, with an address that tells a viewer nothing. */
const unloaded = () => new Error('the layout engine could not be loaded');

function tooLong(): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new Error(`it took more than ${longest / 1000} seconds`)), longest);
  });
}
