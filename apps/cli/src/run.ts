/** One run of the command, without a process around it: what tests call. */

import { CommanderError } from 'commander';
import { Problem } from './problem.ts';
import { createProgram, type World } from './program.ts';

/** The exit code. */
export async function run(args: readonly string[], world: World): Promise<number> {
  try {
    await createProgram(world).parseAsync([...args], { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    if (!(error instanceof Problem)) throw error;
    world.err(`canopy: ${error.message}\n`);
    return 1;
  }
}
