/** The commands and their flags. */

import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { alerts, alertWords } from './cause.ts';
import { complete, completionScript } from './completion.ts';
import { draw, isDrawing } from './drawing.ts';
import { forwardTo } from './forward.ts';
import { get } from './get.ts';
import { addInsightCommands } from './insight-commands.ts';
import { kinds } from './kinds.ts';
import { formatOf } from './output.ts';
import { Problem } from './problem.ts';
import { query } from './query.ts';
import { schema } from './schema.ts';
import { type Server, serverAt } from './server.ts';
import { runServer } from './server-process.ts';
import { status } from './status.ts';
import { type Followed, rowsOfQuery, watch } from './watch.ts';
import { jsonLines, peopleLines } from './watch-lines.ts';

export interface World {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Stdout is a terminal. */
  readonly terminal: boolean;
  readonly signal: AbortSignal;
  readonly clock: () => number;
}

interface Flags {
  readonly server?: string;
  readonly service?: string;
  readonly context?: readonly string[];
  readonly token?: string;
  readonly tokenFile?: string;
  readonly output?: string;
}

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

const more = (value: string, all: readonly string[] = []): string[] => [...all, value];

export function createProgram(given: World): Command {
  const env = { ...given.env };
  const world: World = { ...given, env };
  const program = new Command('canopy')
    .description('Asks and watches a live graph of Kubernetes.')
    .version(version)
    .exitOverride()
    .configureOutput({ writeOut: world.out, writeErr: world.err })
    .option('--server <url>', 'where Canopy is, default http://127.0.0.1:8082 (CANOPY_SERVER)')
    .option(
      '--service <namespace/name:port>',
      'its service in the cluster, reached by kubectl port-forward (CANOPY_SERVICE)',
    )
    .option('--context <name>', 'the context of the kubeconfig that kubectl uses for that', more)
    .option('--token <token>', 'the bearer token (CANOPY_TOKEN)')
    .option('--token-file <file>', 'a file that holds it (CANOPY_TOKEN_FILE)')
    .showHelpAfterError('(canopy --help tells what there is)')
    .hook('preAction', async (_program, action) => {
      const flags = action.optsWithGlobals<Flags>();
      const service = flags.service ?? (env.CANOPY_SERVER === undefined ? env.CANOPY_SERVICE : undefined);
      if (service === undefined || flags.server !== undefined || withoutServer.has(action.name())) return;
      env.CANOPY_SERVER = (await forwardTo({ service, context: flags.context?.at(-1), env, signal: world.signal })).url;
    });
  program
    .command('query <gremlin>')
    .description('print what a Gremlin expression finds')
    .option('-o, --output <format>', 'json, jsonl, name, table, dot or mermaid', 'json')
    .action(async (text: string, _flags: unknown, command: Command) => {
      const flags = command.optsWithGlobals<Flags>();
      if (text.trim() === '') throw new Problem("the expression is empty; try \"G.V().Has('Type','pod')\"");
      const { output = 'json' } = flags;
      world.out(
        isDrawing(output)
          ? await draw(serverOf(flags, world), text, output)
          : await query(serverOf(flags, world), text, formatOf(output)),
      );
    });
  program
    .command('watch <gremlin>')
    .description('print what a Gremlin expression finds, then every change of it')
    .option('-o, --output <format>', 'jsonl or table; default: table on a terminal, else jsonl')
    .action((text: string, _flags: unknown, command: Command) =>
      follow(rowsOfQuery(text), command.optsWithGlobals(), world),
    );
  program
    .command('alerts')
    .description('print all that is down by its cause, then what appears, changes and is over')
    .option('-n, --namespace <namespace>', 'only what is down in this namespace')
    .option('-o, --output <format>', 'jsonl or table; default: table on a terminal, else jsonl')
    .action((_flags: unknown, command: Command) => {
      const flags = command.optsWithGlobals<Flags & { namespace?: string }>();
      return follow(alerts(flags.namespace), flags, world, alertWords);
    });
  program
    .command('get <kind> [name]')
    .description('print the resources of a kind; in a name * stands for any text')
    .option('-n, --namespace <namespace>', 'only in this namespace')
    .option('-l, --selector <selector>', 'only with these labels: app=web,tier in (a,b)')
    .option('-o, --output <format>', 'json, jsonl, name or table', 'table')
    .action(async (kind: string, name: string | undefined, _flags: unknown, command: Command) => {
      const flags = command.optsWithGlobals<Flags & { namespace?: string; selector?: string }>();
      const { namespace, selector } = flags;
      const format = formatOf(flags.output ?? 'table');
      world.out(await get(serverOf(flags, world), { kind, name, namespace, selector }, format));
    });
  program
    .command('kinds [kind]')
    .description('print the kinds that the graph knows, or one with its fields and links')
    .option('-o, --output <format>', 'json or table', 'table')
    .action(async (kind: string | undefined, _flags: unknown, command: Command) => {
      const flags = command.optsWithGlobals<Flags>();
      world.out(await kinds(serverOf(flags, world), kind, formatOf(flags.output ?? 'table').startsWith('json')));
    });
  program
    .command('status')
    .description('print how well the server follows its clusters')
    .option('-o, --output <format>', 'json or table', 'table')
    .action(async (_flags: unknown, command: Command) => {
      const flags = command.optsWithGlobals<Flags>();
      world.out(await status(serverOf(flags, world), formatOf(flags.output ?? 'table').startsWith('json')));
    });
  program
    .command('schema')
    .description('print the GraphQL schema')
    .action(async (_flags: unknown, command: Command) => {
      world.out(await schema(serverOf(command.optsWithGlobals<Flags>(), world)));
    });
  program
    .command('completion <shell>')
    .description('print the completion script for bash, zsh or fish: source <(canopy completion bash)')
    .action((shell: string) => world.out(completionScript(shell)));
  addServerCommands(program, world);
  const here = (command: Command) => serverOf(command.optsWithGlobals<Flags>(), world);
  addInsightCommands(program, { out: world.out, serverOf: here });
  return program;
}

/** Commands that ask no server. */
const withoutServer: ReadonlySet<string> = new Set(['up', 'config', 'completion']);

/** What could stand at the last of the words. */
export function completeWords(words: readonly string[], world: World): Promise<string[]> {
  return complete(createProgram(world), words, () => serverOf({}, world));
}

/** Their flags are the server's own; those that bear the name of one of the command's are handed on. */
function addServerCommands(program: Command, world: World): void {
  const add = (name: string, description: string, first: readonly string[]) =>
    program
      .command(`${name} [flags...]`)
      .description(description)
      .allowUnknownOption()
      .helpOption(false)
      .action((flags: string[], _options: unknown, command: Command) => {
        const { tokenFile, context = [] } = command.optsWithGlobals<Flags>();
        const token = tokenFile === undefined ? [] : ['--token-file', tokenFile];
        return runServer([...first, ...flags, ...context.flatMap((name) => ['--context', name]), ...token], world);
      });
  add('up', 'start the server; canopy up --help tells its flags', []);
  add('config', 'print the configuration that the server would start with, without secrets', ['--print-config']);
}

/** Prints the rows of what is followed, as lines of JSON or in the words that `wordsOf` has for a row. */
async function follow(followed: Followed, flags: Flags, world: World, wordsOf?: (row: unknown) => string) {
  const lines = formatOf(flags.output ?? (world.terminal ? 'table' : 'jsonl')).startsWith('json');
  await watch({
    server: serverOf(flags, world),
    followed,
    signal: world.signal,
    frame: (frame) => {
      const made = lines ? jsonLines(frame) : peopleLines(frame, new Date(world.clock()), world.terminal, wordsOf);
      if (made.length > 0) world.out(`${made.join('\n')}\n`);
    },
    lost: (reason, waitMs) => world.err(`canopy: connection lost (${reason}); trying again in ${waitMs} ms\n`),
  });
}

function serverOf(flags: Flags, { env }: World): Server {
  const { token, tokenFile } = flags;
  const server = flags.server ?? env.CANOPY_SERVER ?? 'http://127.0.0.1:8082';
  const file = tokenFile ?? (token === undefined && env.CANOPY_TOKEN === undefined ? env.CANOPY_TOKEN_FILE : undefined);
  if (file === undefined) return serverAt(server, token ?? env.CANOPY_TOKEN);
  try {
    return serverAt(server, readFileSync(file, 'utf8').trim());
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem(`cannot read the token file: ${error instanceof Error ? error.message : error}`);
  }
}
