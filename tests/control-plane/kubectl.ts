/** Runs the kubectl program, as a user at a terminal does. */

import { execFile, spawnSync } from 'node:child_process';

export type Kubectl = (args: string, input?: string) => Promise<string>;

/** Whether there is a kubectl on the PATH; suites that need one are skipped without it. */
export const hasKubectl = spawnSync('kubectl', ['version', '--client'], { stdio: 'ignore' }).status === 0;

/**
 * A kubectl for one cluster; `target` says which (`--kubeconfig FILE` or `--server URL`). Arguments are split at blanks.
 * Resolves with what it prints; rejects with what it complains about.
 */
export function kubectlFor(target: readonly string[]): Kubectl {
  return (args, input = '') =>
    new Promise((resolve, reject) => {
      // A kubeconfig of the user's own must not mix in.
      const env = { ...process.env, KUBECONFIG: '/dev/null' };
      const all = [...target, ...args.trim().split(/\s+/)];
      const child = execFile('kubectl', all, { env, encoding: 'utf8', timeout: 300_000 }, (error, stdout, stderr) =>
        error ? reject(new Error(`kubectl ${args}: ${stderr.trim() || error.message}`)) : resolve(stdout),
      );
      child.stdin?.end(input);
    });
}
