/** The whole of Canopy as a user starts it: the server as a process of its own, and the `canopy` command. */

import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProgram } from './program.ts';

const root = join(import.meta.dirname, '..', '..');

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface CanopyServer {
  readonly url: string;
  /** The `canopy` command against this server; arguments as a shell would hand them over. */
  command(...args: string[]): Promise<Ran>;
  /** What the server has written last. */
  tail(): string;
  close(): Promise<void>;
}

/** Resolves when the server says where it is. */
export async function startCanopy(kubeconfig: string, ...flags: string[]): Promise<CanopyServer> {
  const folder = mkdtempSync(join(tmpdir(), 'canopy-server-'));
  const args = [join(root, 'apps/api/src/main.ts'), '--kubeconfig', kubeconfig, '--port', '0', ...flags];
  const log = join(folder, 'canopy.log');
  const program = startProgram({ name: 'canopy', file: process.execPath, args, log });
  const close = async () => {
    await program.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  const url = () => /Canopy is at (http:\S+)/.exec(program.tail(1_000))?.[1];
  const end = performance.now() + 180_000;
  while (!url()) {
    if (program.running && performance.now() < end) await new Promise((resolve) => setTimeout(resolve, 100));
    else {
      const tail = program.tail();
      await close();
      throw new Error(`canopy did not start:\n${tail}`);
    }
  }
  const address = url()!;
  return {
    url: address,
    command: (...given) => run([join(root, 'apps/cli/src/main.ts'), '--server', address, ...given]),
    tail: () => program.tail(),
    close,
  };
}

function run(args: readonly string[]): Promise<Ran> {
  return new Promise((resolve) => {
    execFile(process.execPath, args, { encoding: 'utf8', timeout: 300_000 }, (error, out, err) =>
      resolve({ code: error ? Number(error.code ?? -1) : 0, out, err }),
    );
  });
}
