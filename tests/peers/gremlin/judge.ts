/** TinkerGraph as a program: Maven finds its class path once, Java runs the source as it stands. */

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { run } from '../go-program.ts';
import type { Told } from './told.ts';

export interface Question {
  readonly graph: string;
  readonly query: string;
}

/** Its rows, or the class of its error. */
export type Answer =
  | { readonly rows: readonly Told[]; readonly error?: undefined }
  | { readonly error: string; readonly message: string };

export type Judge = (questions: readonly Question[]) => Promise<readonly Answer[]>;

/** Throws with a word on what is missing where it cannot run here. */
export function tinkerGraph(env = process.env): Judge {
  const classPath = classPathOf(join(import.meta.dirname, '../../bench/peers/pom.xml'), env);
  const program = join(import.meta.dirname, 'TinkerGraphJudge.java');
  return async (questions) => {
    const input = questions
      .map(({ graph, query }) => `${JSON.stringify({ graph, query, computer: /\bshortestPath\(/.test(query) })}\n`)
      .join('');
    const opened = ['java.util.concurrent.atomic', 'java.util', 'java.lang', 'java.time'];
    const opens = opened.map((name) => `--add-opens=java.base/${name}=ALL-UNNAMED`);
    const printed = await run('java', ['-Xmx700m', ...opens, '-cp', classPath, program], { input });
    return printed
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Answer);
  };
}

function classPathOf(pom: string, env: NodeJS.ProcessEnv): string {
  const cache = join(env.CANOPY_CACHE || join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'canopy'), 'peers');
  const hash = createHash('sha256').update(readFileSync(pom)).digest('hex').slice(0, 16);
  const file = join(cache, `tinkergraph-${hash}.classpath`);
  if (!existsSync(file)) {
    for (const tool of ['java', 'mvn'])
      if (spawnSync(tool, ['-version']).status !== 0) throw new Error(`no ${tool} here; TinkerGraph needs it`);
    mkdirSync(cache, { recursive: true });
    const partial = `${file}-${process.pid}`;
    const goal = ['dependency:build-classpath', `-Dmdep.outputFile=${partial}`];
    const resolved = spawnSync('mvn', ['-q', '-B', '-f', pom, ...goal], { encoding: 'utf8' });
    if (resolved.status !== 0)
      throw new Error(`TinkerGraph was not found; a Maven repository is needed once\n${resolved.stdout.slice(-2_000)}`);
    renameSync(partial, file);
  }
  return readFileSync(file, 'utf8').trim();
}
