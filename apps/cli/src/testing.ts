/** The command run in this process, its output caught. */

import { run } from './run.ts';

export interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface Running {
  readonly out: () => string;
  readonly err: () => string;
  stop(): Promise<Run>;
}

export function start(args: readonly string[], env: Record<string, string> = {}, terminal = false): Running {
  let out = '';
  let err = '';
  const stop = new AbortController();
  const done = run(args, {
    env,
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    terminal,
    signal: stop.signal,
    clock: () => 0,
  });
  return {
    out: () => out,
    err: () => err,
    stop: async () => {
      stop.abort();
      return { code: await done, out, err };
    },
  };
}

export async function canopy(args: readonly string[], env: Record<string, string> = {}): Promise<Run> {
  let out = '';
  let err = '';
  const code = await run(args, {
    env,
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    terminal: false,
    signal: new AbortController().signal,
    clock: () => 0,
  });
  return { code, out, err };
}
