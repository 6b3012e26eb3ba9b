/** What the dashboard is measured on: a synthetic cluster in a thread, and the server in a process of its own. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { ClusterSize } from '@canopy/sandbox/load';
import { startProgram } from '../../control-plane/program.ts';
import type { Order, Word } from './load-thread.ts';

export interface Servers {
  readonly url: string;
  /** UIDs of the pods that can be made to fail. */
  readonly watched: readonly string[];
  order(order: Order): void;
  onWord(take: (word: Word) => void): void;
  /** Bytes that the server's process has in memory. */
  memory(): number;
  close(): Promise<void>;
}

const syncWithinMs = 600_000;

export async function startServers(size: ClusterSize): Promise<Servers> {
  const worker = new Worker(fileURLToPath(new URL('./load-thread.ts', import.meta.url)), {
    workerData: size,
    execArgv: [],
  });
  const first = await new Promise<Word>((resolve, reject) => worker.once('message', resolve).once('error', reject));
  if (!('url' in first)) throw new Error('the cluster did not say where it is');
  const folder = mkdtempSync(join(tmpdir(), 'canopy-bench-'));
  const kubeconfig = join(folder, 'kubeconfig');
  writeFileSync(kubeconfig, kubeconfigFor(first.url));
  const main = fileURLToPath(new URL('../../../apps/api/src/main.ts', import.meta.url));
  const program = startProgram({
    name: 'canopy',
    file: process.execPath,
    args: [main, '--kubeconfig', kubeconfig, '--port', '0'],
    log: join(folder, 'log'),
    env: { NODE_ENV: 'production' },
  });
  const close = async () => {
    await program.stop();
    await worker.terminate();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const said = await eventually(() => /Canopy is at (http:\S+)/.exec(program.tail(1_000))?.[1]);
    const url = said.replace(/\/$/, '');
    await eventually(async () => (await fetch(`${url}/readyz`).catch(() => undefined))?.ok || undefined);
    return {
      url,
      watched: first.watched,
      order: (order) => worker.postMessage(order),
      onWord: (take) => worker.on('message', take),
      memory: () => program.memory(),
      close,
    };
  } catch (error) {
    const tail = program.tail();
    await close();
    throw new Error(`the server did not get ready:\n${tail}`, { cause: error });
  }
}

const kubeconfigFor = (server: string) => `apiVersion: v1
kind: Config
clusters: [{name: load, cluster: {server: "${server}"}}]
users: [{name: load, user: {}}]
contexts: [{name: load, context: {cluster: load, user: load}}]
current-context: load
`;

async function eventually<T>(look: () => T | undefined | Promise<T | undefined>): Promise<T> {
  const end = performance.now() + syncWithinMs;
  while (performance.now() < end) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`not within ${syncWithinMs / 1000} s`);
}
