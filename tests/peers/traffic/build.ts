/** Builds the other analyser from its Go modules, once for each state of its sources. */

import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Analyser } from './theirs.ts';

const source = join(import.meta.dirname, 'analyser');

/** Rejects with a message that says what is missing where it cannot be built. */
export async function builtAnalyser(log: (line: string) => void, env = process.env): Promise<Analyser> {
  if (spawnSync('go', ['version'], { cwd: source }).status !== 0)
    throw new Error('no Go here to build the other analyser with; it is at https://go.dev/dl');
  const cache = join(env.CANOPY_CACHE || join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'canopy'), 'peers');
  const hash = createHash('sha256');
  for (const name of readdirSync(source).sort()) hash.update(readFileSync(join(source, name)));
  const program = join(cache, `traffic-${hash.digest('hex').slice(0, 16)}`);
  if (!existsSync(program)) {
    log('building Cyclonus from its Go module; minutes the first time');
    mkdirSync(cache, { recursive: true });
    const partial = `${program}-${process.pid}`;
    await run('go', ['build', '-trimpath', '-buildvcs=false', '-o', partial, '.'], '').catch((cause: Error) => {
      throw new Error(`the other analyser was not built; a Go module proxy is needed once\n${cause.message}`);
    });
    renameSync(partial, program);
  }
  return (args, input) => run(program, args, input);
}

async function run(program: string, args: readonly string[], input: string): Promise<string> {
  const child = spawn(program, args, { cwd: source });
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? -1));
  });
  child.stdin.on('error', () => {}).end(input);
  const [out, complaint, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${code}\n${complaint.slice(-2_000)}`);
  return out;
}
