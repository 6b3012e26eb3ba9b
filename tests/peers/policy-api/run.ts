/**
 * Runs the conformance suite of the cluster-wide policies on a real control plane, with Canopy's verdicts in the place of
 * a network, on request: `node tests/peers/policy-api/run.ts`. Ends with 0 where every test of the suite passes.
 */

import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { type Kubectl, kubectlFor } from '../../control-plane/kubectl.ts';
import { startControlPlane } from '../../control-plane/start.ts';
import { goProgram, run } from '../go-program.ts';
import { startJudge } from './judge.ts';
import { until, watch } from './watched.ts';

const source = join(import.meta.dirname, 'suite');
const suite = 'sigs.k8s.io/network-policy-api';
const log = (line: string): void => console.error(line);

process.exitCode = await conform().catch((cause: Error) => {
  log(cause.message);
  return 2;
});

async function conform(): Promise<number> {
  const build = ['test', '-c', '-vet=off', `${suite}/conformance`] as const;
  const program = await goProgram({ name: 'policy-api', source, build }, log);
  const module = (await run('go', ['list', '-m', '-f', '{{.Dir}}', suite], { cwd: source })).trim();
  const folder = mkdtempSync(join(tmpdir(), 'canopy-policy-api-'));
  const plane = await startControlPlane({ log });
  try {
    const kubectl = kubectlFor(['--kubeconfig', plane.kubeconfig]);
    await prepare(kubectl, module);
    const watched = await watch(plane.kubeconfig);
    const judge = await startJudge(watched, kubectl);
    try {
      const shim = join(folder, 'kubectl');
      const script = join(import.meta.dirname, 'kubectl.ts');
      writeFileSync(shim, `#!/bin/sh\nexec '${process.execPath}' '${script}' "$@"\n`);
      chmodSync(shim, 0o755);
      const env = {
        ...process.env,
        KUBECONFIG: plane.kubeconfig,
        CANOPY_JUDGE: judge.url,
        PATH: `${folder}${delimiter}${process.env.PATH}`,
      };
      const { code, out } = await tested(program, folder, env);
      const count = (sign: string) => [...out.matchAll(new RegExp(`^ *--- ${sign}`, 'gm'))].length;
      if (code !== 0) log(out);
      console.log(`conformance suite of ${suite}, on Kubernetes ${plane.version}`);
      console.log(`tests passed ${count('PASS')}, failed ${count('FAIL')}, skipped ${count('SKIP')}`);
      console.log(`connections judged ${judge.asked.all}, of which allowed ${judge.asked.allowed}`);
      return code;
    } finally {
      await judge.close();
      await watched.close();
    }
  } finally {
    await plane.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The suite does not wait for pods that are not created yet, so they are before it begins. */
async function prepare(kubectl: Kubectl, module: string): Promise<void> {
  const definitions = ['adminnetworkpolicies', 'baselineadminnetworkpolicies'];
  for (const name of definitions) {
    await kubectl(`apply -f ${module}/config/crd/policy.networking.k8s.io_${name}.yaml`);
    await kubectl(`wait --for=condition=Established crd/${name}.policy.networking.k8s.io --timeout=60s`);
  }
  await kubectl(`apply -f ${module}/conformance/base/manifests.yaml`);
  const ready = async (): Promise<boolean> => {
    const found = await kubectl('get statefulsets -A -o jsonpath={.items[*].status.readyReplicas}');
    return found.trim() === '2 2 2 2';
  };
  await until('the pods of the suite are ready', ready, 120_000);
}

async function tested(program: string, cwd: string, env: NodeJS.ProcessEnv): Promise<{ code: number; out: string }> {
  const args = ['-test.v', '-all-features', '-cleanup-base-resources=false'];
  const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? -1));
  });
  const out = await text(child.stdout);
  return { code: await ended, out };
}
