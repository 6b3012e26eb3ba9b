/**
 * Shell completion. The scripts only ask the command itself what could stand there: `canopy __complete WORD…`, where the
 * last word is the one being typed. What the server knows (kinds, namespaces) is asked of it, briefly and in silence.
 */

import type { Command } from 'commander';
import { Problem } from './problem.ts';
import { ask, type Server } from './server.ts';

const scripts: Readonly<Record<string, string>> = {
  bash: `_canopy() {
  local IFS=$'\\n'
  COMPREPLY=($(compgen -W "$(canopy __complete "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o bashdefault -o default -F _canopy canopy
`,
  zsh: `#compdef canopy
_canopy() {
  local -a found
  found=("\${(@f)$(canopy __complete "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  if (( \${#found} )) && [[ -n "$found[1]" ]]; then compadd -a found; else _files; fi
}
compdef _canopy canopy
`,
  fish: `complete -c canopy -f -a '(canopy __complete (commandline -opc)[2..-1] (commandline -ct) 2>/dev/null)'
complete -c canopy -n '__fish_seen_subcommand_from diff' -F
`,
};

export function completionScript(shell: string): string {
  const script = scripts[shell];
  if (script === undefined)
    throw new Problem(`there is no completion for "${shell}"; there is one for ${Object.keys(scripts).join(', ')}`);
  return script;
}

/**
 * Everything that could stand at the last of the words; the shell leaves out what does not fit. `--flag=value` comes as
 * one word, or from bash as three.
 */
export async function complete(program: Command, given: readonly string[], server: () => Server): Promise<string[]> {
  const [, flag, value] = /^(--[\w-]+)=(.*)$/.exec(given.at(-1) ?? '') ?? [];
  if (flag !== undefined && value !== undefined)
    return (await complete(program, [...given.slice(0, -1), flag, value], server)).map((word) => `${flag}=${word}`);
  const words = given.filter((word, at) => word !== '=' || at === given.length - 1);
  if (words.at(-1) === '=') words[words.length - 1] = '';
  const typed = words.at(-1) ?? '';
  const before = words.slice(0, -1);
  const { command, given: args, unknown } = placed(program, before);
  if (unknown) return [];
  const option = optionsOf(program, command).find(({ flags }) => flags.includes(before.at(-1) ?? ''));
  const found = await candidates({ program, command, option, typed, args, server });
  return found.filter((word) => word.startsWith(typed));
}

interface Place {
  readonly program: Command;
  readonly command: Command | undefined;
  /** Whose value is typed. */
  readonly option: Known | undefined;
  readonly typed: string;
  /** What the command was given already, without flags and their values. */
  readonly args: readonly string[];
  readonly server: () => Server;
}

interface Known {
  readonly flags: readonly string[];
  readonly valued: boolean;
  /** What its value may be, where that is known. */
  readonly choices: readonly string[];
}

/** The command among the words, and its arguments. */
function placed(
  program: Command,
  words: readonly string[],
): { command: Command | undefined; given: string[]; unknown: boolean } {
  let command: Command | undefined;
  const given: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    if (word.startsWith('-')) {
      if (optionsOf(program, command).some(({ flags, valued }) => valued && flags.includes(word))) at++;
    } else if (command === undefined) {
      command = program.commands.find((each) => each.name() === word);
      if (command === undefined) return { command, given, unknown: true };
    } else given.push(word);
  }
  return { command, given, unknown: false };
}

async function candidates({ program, command, option, typed, args, server }: Place): Promise<readonly string[]> {
  if (option?.valued) return valuesOf(option, server);
  if (typed.startsWith('-')) return optionsOf(program, command).flatMap(({ flags }) => flags);
  if (command === undefined)
    return program.commands.map((each) => each.name()).filter((name) => !name.startsWith('__'));
  if (['get', 'kinds'].includes(command.name()) && args.length === 0) return fromServer(server, kindNames);
  if (args.length === 0 && command.commands.length > 0) return command.commands.map((each) => each.name());
  return command.name() === 'completion' ? Object.keys(scripts) : [];
}

function optionsOf(program: Command, command: Command | undefined): readonly Known[] {
  return [...(command?.options ?? []), ...program.options].map(({ short, long, required, optional, argChoices }) => ({
    flags: [short, long].filter((flag) => flag !== undefined),
    valued: required || optional,
    choices: argChoices ?? [],
  }));
}

async function valuesOf({ flags, choices }: Known, server: () => Server): Promise<readonly string[]> {
  return flags.includes('--namespace') ? fromServer(server, namespaces) : choices;
}

const kindNames = async (server: Server): Promise<string[]> =>
  (await ask<{ kinds: { type: string }[] }>(server, '{ kinds { type } }')).kinds.map(({ type }) => type);

const namespaces = async (server: Server): Promise<string[]> =>
  (
    await ask<{ resources: { nodes: { name: string }[] } }>(
      server,
      '{ resources(kind: "namespace", first: 500) { nodes { name } } }',
    )
  ).resources.nodes.map(({ name }) => name);

/** A server that is away completes nothing, and is no error in the middle of a line. */
async function fromServer(server: () => Server, read: (server: Server) => Promise<string[]>): Promise<string[]> {
  const late = new Promise<string[]>((resolve) => setTimeout(() => resolve([]), 1_000).unref());
  try {
    return await Promise.race([read(server()), late]);
  } catch {
    return [];
  }
}
