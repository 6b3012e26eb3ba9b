/**
 * A way to a Canopy that runs in a cluster: kubectl forwards a port to its service, with the kubeconfig and the sign-in
 * that kubectl has. https://kubernetes.io/docs/reference/kubectl/generated/kubectl_port-forward/
 */

import { spawn } from 'node:child_process';
import { Problem } from './problem.ts';

export interface Forward {
  readonly url: string;
  close(): void;
}

export interface ForwardOptions {
  /** `namespace/name` or `namespace/name:port`; the port is that of the service, 80 unless told otherwise. */
  readonly service: string;
  readonly context?: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
}

const patienceMs = 20_000;

/** Resolves when the port is open; rejects with what kubectl says. */
export function forwardTo({ service, context, env, signal }: ForwardOptions): Promise<Forward> {
  const [, namespace, name, port = '80'] = /^([^/:]+)\/([^/:]+)(?::(\w+))?$/.exec(service) ?? [];
  if (namespace === undefined || name === undefined)
    throw new Problem(`"${service}" names no service; say canopy/canopy, or canopy/canopy:8082`);
  const kubectl = env.KUBECTL ?? 'kubectl';
  const args = ['port-forward', '--address', '127.0.0.1', '--namespace', namespace, `service/${name}`, `:${port}`];
  const child = spawn(kubectl, [...(context === undefined ? [] : ['--context', context]), ...args], {
    env: { ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const close = () => void child.kill();
  return new Promise((resolve, reject) => {
    let said = '';
    let told = '';
    const fail = (reason: string) => {
      clearTimeout(late);
      close();
      reject(new Problem(`cannot reach service ${namespace}/${name} in the cluster: ${reason}`));
    };
    const late = setTimeout(() => fail(`no port after ${patienceMs / 1_000} s`), patienceMs);
    signal.addEventListener('abort', close, { once: true });
    child.once('error', (error) => fail(`${kubectl}: ${error.message}`));
    child.once('close', (code) => fail(said.trim() || `${kubectl} ended with exit code ${code}`));
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      told += text;
      const [, open] = /Forwarding from 127\.0\.0\.1:(\d+) ->/.exec(told) ?? [];
      if (open === undefined) return;
      clearTimeout(late);
      // It goes on to tell of every connection.
      child.stdout.removeAllListeners('data').resume();
      resolve({ url: `http://127.0.0.1:${open}`, close });
    });
  });
}
