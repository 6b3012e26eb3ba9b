/** A child process that writes to a log file and can be stopped for good. */

import { type ChildProcess, spawn } from 'node:child_process';
import { appendFileSync, closeSync, existsSync, openSync, readFileSync } from 'node:fs';

export interface Program {
  readonly name: string;
  readonly pid: number;
  /** Whether it still runs. */
  readonly running: boolean;
  /** The last lines of its log. */
  tail(lines?: number): string;
  /** Asks it to end, and ends it after `patience` milliseconds. Resolves when it is gone. */
  stop(patience?: number): Promise<void>;
  /** Bytes resident in memory; 0 where the system does not tell. */
  memory(): number;
}

export interface ProgramOptions {
  readonly name: string;
  readonly file: string;
  readonly args: readonly string[];
  /** Appended to, so that a restarted program keeps the story of its past. */
  readonly log: string;
  readonly env?: NodeJS.ProcessEnv;
}

export function startProgram(options: ProgramOptions): Program {
  const { name, file, args, log } = options;
  appendFileSync(log, `--- ${file} ${args.join(' ')}\n`);
  const output = openSync(log, 'a');
  const child = spawn(file, args, { stdio: ['ignore', output, output], env: { ...process.env, ...options.env } });
  closeSync(output);
  let running = true;
  const gone = new Promise<void>((resolve) => {
    const end = (why: string) => {
      running = false;
      appendFileSyncIfThere(log, `--- ${name} ended: ${why}\n`);
      resolve();
    };
    child.once('exit', (code, signal) => end(signal ?? `exit code ${code}`));
    child.once('error', (error) => end(error.message));
  });
  return {
    name,
    pid: child.pid ?? 0,
    get running() {
      return running;
    },
    tail: (lines = 25) =>
      existsSync(log) ? readFileSync(log, 'utf8').trimEnd().split('\n').slice(-lines).join('\n') : '',
    stop: (patience = 5_000) => stopChild(child, gone, patience),
    memory: () => residentMemory(child.pid),
  };
}

async function stopChild(child: ChildProcess, gone: Promise<void>, patience: number): Promise<void> {
  if (child.pid === undefined) return;
  child.kill('SIGTERM');
  const force = setTimeout(() => child.kill('SIGKILL'), patience);
  await gone;
  clearTimeout(force);
}

/** The folder may be removed while the last program ends. */
function appendFileSyncIfThere(file: string, text: string): void {
  if (existsSync(file)) appendFileSync(file, text);
}

function residentMemory(pid: number | undefined): number {
  try {
    const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Number(kilobytes ?? 0) * 1024;
  } catch {
    return 0;
  }
}
