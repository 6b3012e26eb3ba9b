/** What `npm run test:cluster` runs: the contract suite, then the scenarios, on one real control plane. */

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { hasKubectl } from './kubectl.ts';
import { shareControlPlane } from './remote.ts';
import { startControlPlane } from './start.ts';

const root = join(import.meta.dirname, '..', '..');
const log = (line: string) => console.log(`test:cluster: ${line}`);

process.exitCode = await run(process.argv.slice(2));

/** Further arguments go to vitest (file names, -t NAME). Returns the exit code: 0 when all suites are green. */
async function run(further: readonly string[]): Promise<number> {
  const begin = performance.now();
  if (!hasKubectl) {
    log('there is no kubectl on the PATH; the scenarios need one (https://kubernetes.io/docs/tasks/tools/)');
    return 1;
  }
  log('obtaining etcd, kube-apiserver, kube-controller-manager, kube-scheduler and kwok');
  const plane = await startControlPlane({ log }).catch((cause: Error) => {
    log(cause.message);
    return undefined;
  });
  if (!plane) return 1;
  const shared = await shareControlPlane(plane);
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  try {
    log(`Kubernetes ${plane.version} is ready at ${plane.server} after ${seconds(begin)}`);
    const env = { ...process.env, CANOPY_CONTROL_PLANE: shared.url };
    const codes = [];
    // One file at a time: some restart the API server. The contract comes first, it explains what fails later.
    for (const project of ['contract', 'cluster']) {
      if (stop.signal.aborted) break;
      log(`vitest run --project ${project}, on the real server`);
      codes.push(await vitest(['run', '--project', project, '--no-file-parallelism', ...further], env, stop.signal));
    }
    log(`memory: ${describe(await plane.memory())}`);
    log(`done in ${seconds(begin)}`);
    return stop.signal.aborted ? 130 : Math.max(...codes);
  } finally {
    await shared.close();
    await plane.close();
  }
}

function vitest(args: readonly string[], env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<number> {
  const program = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const child = spawn(process.execPath, [program, ...args, '--passWithNoTests'], { cwd: root, stdio: 'inherit', env });
  const abort = () => child.kill('SIGTERM');
  signal.addEventListener('abort', abort);
  return new Promise((resolve) => {
    child.once('error', (error) => {
      log(`vitest did not start: ${error.message}`);
      resolve(1);
    });
    child.once('exit', (code) => {
      signal.removeEventListener('abort', abort);
      resolve(code ?? 1);
    });
  });
}

function seconds(begin: number): string {
  return `${((performance.now() - begin) / 1000).toFixed(1)} s`;
}

function describe(memory: Record<string, number>): string {
  const megabytes = (bytes: number) => `${Math.round(bytes / 1_048_576)} MB`;
  const total = Object.values(memory).reduce((sum, bytes) => sum + bytes, 0);
  const each = Object.entries(memory).map(([name, bytes]) => `${name} ${megabytes(bytes)}`);
  return `${megabytes(total)} (${each.join(', ')})`;
}
