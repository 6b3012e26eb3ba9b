/** Builds a program from Go modules, once for each state of the folder that pins them. */

import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

export interface GoProgram {
  readonly name: string;
  /** The folder with its go.mod. */
  readonly source: string;
  /** `go`'s arguments but `-o FILE`, which goes after the first. */
  readonly build: readonly [string, ...string[]];
}

export type Log = (line: string) => void;

/** Resolves with the program's file; rejects with a message that says what is missing where it cannot be built. */
export async function goProgram({ name, source, build }: GoProgram, log: Log, env = process.env): Promise<string> {
  const cache = join(env.CANOPY_CACHE || join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'canopy'), 'peers');
  const hash = createHash('sha256').update(build.join(' '));
  for (const file of readdirSync(source).sort()) hash.update(readFileSync(join(source, file)));
  const program = join(cache, `${name}-${hash.digest('hex').slice(0, 16)}`);
  if (existsSync(program)) return program;
  if (spawnSync('go', ['version'], { cwd: source }).status !== 0)
    throw new Error(`no Go here to build ${name} with; it is at https://go.dev/dl`);
  log(`building ${name} from its Go modules; minutes the first time`);
  mkdirSync(cache, { recursive: true });
  const partial = `${program}-${process.pid}`;
  const [command, ...rest] = build;
  await run('go', [command, '-o', partial, '-p=2', '-buildvcs=false', ...rest], { cwd: source }).catch(
    (cause: Error) => {
      throw new Error(`${name} was not built; a Go module proxy is needed once\n${cause.message}`);
    },
  );
  renameSync(partial, program);
  return program;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly input?: string;
}

/** Resolves with what the program prints; rejects with its complaint where it fails. */
export async function run(program: string, args: readonly string[], options: RunOptions = {}): Promise<string> {
  const child = spawn(program, args, options.cwd === undefined ? {} : { cwd: options.cwd });
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? -1));
  });
  child.stdin.on('error', () => {}).end(options.input ?? '');
  const [out, complaint, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${code}\n${complaint.slice(-2_000)}`);
  return out;
}
