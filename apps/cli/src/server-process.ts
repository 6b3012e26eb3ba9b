/** `canopy up` and `canopy config`: the server itself, which stands beside the command. */

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ended, Problem } from './problem.ts';

export interface ServerProcess {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly signal: AbortSignal;
}

const main = fileURLToPath(new URL('../../api/src/main.ts', import.meta.url));

/** Resolves when it has ended; rejects with its exit code where it ended badly. What it says is handed on. */
export function runServer(args: readonly string[], { env, out, err, signal }: ServerProcess): Promise<void> {
  if (!existsSync(main)) throw new Problem('the server is not installed beside this command');
  const child = spawn(process.execPath, [main, ...args], {
    env: { ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.setEncoding('utf8').on('data', out);
  child.stderr.setEncoding('utf8').on('data', err);
  // It stops in good order on a signal of its own.
  const stop = () => void child.kill('SIGTERM');
  if (signal.aborted) stop();
  else signal.addEventListener('abort', stop, { once: true });
  return new Promise((resolve, reject) => {
    child.once('error', (error) => reject(new Problem(`the server does not start: ${error.message}`)));
    child.once('close', (code, by) => {
      signal.removeEventListener('abort', stop);
      if (code === 0 || signal.aborted) resolve();
      else reject(code === null ? new Problem(`the server was ended by ${by}`) : new Ended(code));
    });
  });
}
