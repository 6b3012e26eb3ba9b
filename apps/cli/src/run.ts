/** One run of the command, without a process around it: what tests call. */

import { CommanderError } from 'commander';
import { Ended, Interrupted, Problem } from './problem.ts';
import { completeWords, createProgram, type World } from './program.ts';

/** The exit code. What was opened for the command, such as a way into a cluster, is closed with it. */
export async function run(args: readonly string[], given: World): Promise<number> {
  const ended = new AbortController();
  const world: World = { ...given, signal: AbortSignal.any([given.signal, ended.signal]) };
  try {
    const [command, ...words] = args;
    if (command === '__complete') world.out((await completeWords(words, world)).map((word) => `${word}\n`).join(''));
    else await createProgram(world).parseAsync([...args], { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError || error instanceof Ended) return error.exitCode;
    if (error instanceof Interrupted) return 130;
    if (!(error instanceof Problem)) throw error;
    world.err(`canopy: ${error.message}\n`);
    return 1;
  } finally {
    ended.abort();
  }
}
