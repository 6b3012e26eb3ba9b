/** The server before a cluster that can be made to fail: a sandbox with its switches, reached by a kubeconfig. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Faults, startSandbox } from '@canopy/sandbox';
import { startProgram } from '../control-plane/program.ts';
import type { Ground } from './stage.ts';

const main = join(import.meta.dirname, '..', '..', 'apps/api/src/main.ts');

export interface Faulty extends Ground {
  readonly faults: Faults;
}

/** `break` is done to the cluster before the server sees it. */
export async function startFaulty(breakIt: (faults: Faults) => void): Promise<Faulty> {
  const folder = mkdtempSync(join(tmpdir(), 'canopy-faulty-'));
  const sandbox = await startSandbox();
  breakIt(sandbox.faults);
  const kubeconfig = join(folder, 'kubeconfig');
  writeFileSync(kubeconfig, kubeconfigFor(sandbox.url));
  const args = [main, '--port', '0', '--kubeconfig', kubeconfig];
  const program = startProgram({ name: 'canopy', file: process.execPath, args, log: join(folder, 'log'), env: {} });
  const close = async () => {
    await program.stop();
    await sandbox.close();
    rmSync(folder, { recursive: true, force: true });
  };
  const end = performance.now() + 60_000;
  while (program.running && performance.now() < end) {
    const url = /Canopy is at (http:\S+)/.exec(program.tail(1_000))?.[1];
    if (url) return { url, faults: sandbox.faults, kubectl: unused, close };
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const tail = program.tail();
  await close();
  throw new Error(`the server did not start:\n${tail}`);
}

const unused = () => Promise.reject(new Error('this cluster is changed by its switches'));

const kubeconfigFor = (server: string) =>
  JSON.stringify({
    ...{ apiVersion: 'v1', kind: 'Config', 'current-context': 'shaky' },
    clusters: [{ name: 'shaky', cluster: { server } }],
    users: [{ name: 'nobody', user: {} }],
    contexts: [{ name: 'shaky', context: { cluster: 'shaky', user: 'nobody' } }],
  });
