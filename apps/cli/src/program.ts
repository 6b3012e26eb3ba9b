/** The commands and their flags. */

import { readFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import { alerts, alertWords } from './cause.ts';
import { complete, completionScript } from './completion.ts';
import { draw, drawings, isDrawing } from './drawing.ts';
import { type Forward, forwardTo } from './forward.ts';
import { get } from './get.ts';
import { addInsightCommands } from './insight-commands.ts';
import { kinds } from './kinds.ts';
import { type Format, formats } from './output.ts';
import { addOutput } from './output-flag.ts';
import { Problem } from './problem.ts';
import { query } from './query.ts';
import { schema } from './schema.ts';
import { defaultPatienceMs, type Server, serverAt } from './server.ts';
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
  readonly timeout?: string;
  readonly output?: string;
}

interface Narrowed {
  readonly namespace?: string;
  readonly allNamespaces?: boolean;
  readonly selector?: string;
}

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

const more = (value: string, all: readonly string[] = []): string[] => [...all, value];

export function createProgram(given: World): Command {
  const env = { ...given.env };
  const world: World = { ...given, env };
  let forward: Forward | undefined;
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
    .option('--timeout <seconds>', 'how long an answer may take, default 60 (CANOPY_TIMEOUT)')
    .addHelpText('after', examples)
    .showHelpAfterError('(canopy --help tells what there is)')
    .hook('preAction', async (_program, action) => {
      if (withoutServer.has(action.name())) return;
      forward = await forwarded(action.optsWithGlobals<Flags>(), world);
      if (forward !== undefined) env.CANOPY_SERVER = forward.url;
    });
  addReads(program, world);
  addFollowing(program, world, () => forward);
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

/** What goes on until it is told to end. */
function addFollowing(program: Command, world: World, forwarding: () => Forward | undefined): void {
  program
    .command('watch <gremlin>')
    .description('print what a Gremlin expression finds, then every change of it')
    .addOption(linesOrTable())
    .action((text: string, _flags: unknown, command: Command) =>
      follow(rowsOfQuery(text), command.optsWithGlobals(), { world, forward: forwarding() }),
    );
  program
    .command('alerts')
    .description('print all that is down by its cause, then what appears, changes and is over')
    .option('-n, --namespace <namespace>', 'only what is down in this namespace')
    .addOption(linesOrTable())
    .action((_flags: unknown, command: Command) => {
      const flags = command.optsWithGlobals<Flags & { namespace?: string }>();
      return follow(alerts(flags.namespace), flags, { world, forward: forwarding(), wordsOf: alertWords });
    });
}

/** What prints rows, and what prints facts about the server. */
function addReads(program: Command, world: World): void {
  const querying = program.command('query <gremlin>').description('print what a Gremlin expression finds');
  addOutput(querying, ...formats, ...drawings).action(async (text: string, _flags: unknown, command: Command) => {
    const flags = command.optsWithGlobals<Flags>();
    if (text.trim() === '') throw new Problem("the expression is empty; try \"G.V().Has('Type','pod')\"");
    const { output = 'json' } = flags;
    const server = serverOf(flags, world);
    world.out(
      isDrawing(output) ? await draw(server, text, output) : await query(server, text, output as Format, say(world)),
    );
  });
  const getting = program
    .command('get <kind> [name]')
    .description('print the resources of a kind, or of several: pods,services; in a name * stands for any text')
    .option('-n, --namespace <namespace>', 'only in this namespace')
    .option('-A, --all-namespaces', 'in all namespaces, whatever -n says; so it is without -n too')
    .option('-l, --selector <selector>', 'only with these labels: app=web,tier in (a,b)');
  addOutput(getting, 'table', 'json', 'jsonl', 'name').action(
    async (kind: string, name: string | undefined, _flags: unknown, command: Command) => {
      const flags = command.optsWithGlobals<Flags & Narrowed>();
      const { selector, output } = flags;
      const namespace = flags.allNamespaces ? undefined : flags.namespace;
      const wanted = { kind, name, namespace, selector };
      world.out(await get(serverOf(flags, world), wanted, output as Format, say(world)));
    },
  );
  const listing = program
    .command('kinds [kind]')
    .description('print the kinds that the graph knows, or one with its fields and links');
  addOutput(listing, 'table', 'json').action(async (kind: string | undefined, _flags: unknown, command: Command) => {
    const flags = command.optsWithGlobals<Flags>();
    world.out(await kinds(serverOf(flags, world), kind, flags.output === 'json'));
  });
  const health = program.command('status').description('print how well the server follows its clusters');
  addOutput(health, 'table', 'json').action(async (_flags: unknown, command: Command) => {
    const flags = command.optsWithGlobals<Flags>();
    world.out(await status(serverOf(flags, world), flags.output === 'json'));
  });
}

const say =
  ({ err }: World) =>
  (text: string) =>
    err(`canopy: ${text}`);

const examples = `
Examples:
  canopy get pods -n shop
  canopy query "G.V().Has('State', 'DOWN')" -o table
  canopy watch "G.V().Has('Type', 'pod')"
  canopy cause service/shop/web
  canopy why pod/shop/web-1 secret/shop/db-pass
  canopy traffic outside namespace/shop
  canopy stale --restart-commands | sh`;

/** The way into a cluster, where one is asked for and no address goes over it. */
async function forwarded(flags: Flags, { env, signal }: World): Promise<Forward | undefined> {
  const service = flags.service ?? (env.CANOPY_SERVER === undefined ? env.CANOPY_SERVICE : undefined);
  if (service === undefined || flags.server !== undefined) return undefined;
  return forwardTo({ service, context: flags.context?.at(-1), env, signal });
}

/** Commands that ask no server. */
const withoutServer: ReadonlySet<string> = new Set(['up', 'config', 'completion']);

/** What could stand at the last of the words. */
export function completeWords(words: readonly string[], world: World): Promise<string[]> {
  const said = (flag: string) => words[words.indexOf(flag, 0) + 1 || words.length];
  const [server, token, tokenFile] = ['--server', '--token', '--token-file'].map(said);
  const flags = { ...(server ? { server } : {}), ...(token ? { token } : {}), ...(tokenFile ? { tokenFile } : {}) };
  return complete(createProgram(world), words, () => serverOf(flags, world));
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

/** What goes on and on has no end that JSON as a whole would wait for. */
const linesOrTable = () =>
  new Option('-o, --output <format>', 'what to print; default: table on a terminal, else jsonl').choices([
    'jsonl',
    'table',
  ]);

interface Following {
  readonly world: World;
  /** The way that was opened for the first connection. */
  readonly forward: Forward | undefined;
  readonly wordsOf?: (row: unknown) => string;
}

/**
 * Prints the rows of what is followed, as lines of JSON or in the words that `wordsOf` has for a row. Where a port was
 * forwarded, each further connection has one of its own: it dies with the pod that it leads to.
 */
async function follow(followed: Followed, flags: Flags, { world, forward: opened, wordsOf }: Following): Promise<void> {
  const { env, out, err, terminal, clock } = world;
  const lines = (flags.output ?? (terminal ? 'table' : 'jsonl')) === 'jsonl';
  const colour = terminal && (env.NO_COLOR ?? '') === '' && env.TERM !== 'dumb';
  let forward = opened;
  let isFirst = true;
  const reach = async () => {
    if (forward !== undefined && !isFirst) {
      forward.close();
      const { CANOPY_SERVER: _, ...rest } = env;
      forward = (await forwarded(flags, { ...world, env: rest })) ?? forward;
    }
    isFirst = false;
    return serverOf(forward === undefined ? flags : { ...flags, server: forward.url }, world);
  };
  await watch({
    reach,
    followed,
    signal: world.signal,
    frame: (frame) => {
      const made = lines ? jsonLines(frame) : peopleLines(frame, new Date(clock()), colour, wordsOf);
      if (made.length > 0) out(`${made.join('\n')}\n`);
    },
    lost: (reason, waitMs) => err(`canopy: connection lost (${reason}); trying again in ${waitMs} ms\n`),
  });
}

function serverOf(flags: Flags, { env, signal }: World): Server {
  const patienceMs = patienceOf(flags.timeout ?? env.CANOPY_TIMEOUT);
  return serverAt(flags.server ?? env.CANOPY_SERVER ?? 'http://127.0.0.1:8082', {
    ...{ patienceMs, signal },
    ...optional(tokenOf(flags, env)),
  });
}

const optional = (token: string | undefined) => (token === undefined ? {} : { token });

function patienceOf(text: string | undefined): number {
  if (text === undefined) return defaultPatienceMs;
  const seconds = Number(text.replace(/s$/, ''));
  if (!(seconds > 0 && seconds <= 86_400)) throw new Problem(`"${text}" is no time to wait; say how many seconds`);
  return seconds * 1_000;
}

function tokenOf({ token, tokenFile }: Flags, env: World['env']): string | undefined {
  const file = tokenFile ?? (token === undefined && env.CANOPY_TOKEN === undefined ? env.CANOPY_TOKEN_FILE : undefined);
  if (file === undefined) return token ?? env.CANOPY_TOKEN;
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new Problem(`cannot read the token file: ${error instanceof Error ? error.message : error}`);
  }
}
