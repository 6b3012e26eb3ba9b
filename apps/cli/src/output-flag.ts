/** The flag `-o`: each command offers what it can print, and refuses the rest before it asks anything. */

import { type Command, Option } from 'commander';

/** The first is what is printed without the flag. */
export function addOutput(command: Command, ...[first, ...others]: readonly [string, ...string[]]): Command {
  const all = [first, ...others];
  return command.addOption(new Option('-o, --output <format>', 'what to print').choices(all).default(first));
}
