/** The command line. Flags go over the environment, the environment over the file; all go through one schema. */

import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { type Config, fromEnvironment, fromFile, group, parseConfig, readToken, withoutUndefined } from './config.ts';

export interface Invocation {
  readonly config: Config;
  readonly printConfig: boolean;
}

export interface Streams {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

/** Asked for help or the version, or given flags that do not exist: it was said already, only the exit code is left. */
export class Finished extends Error {
  readonly exitCode: number;

  constructor(exitCode: number) {
    super('finished');
    this.exitCode = exitCode;
  }
}

const more = (value: string, all: readonly string[] = []): string[] => [...all, value];

export const version: string = (
  JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }
).version;

/** Throws `Finished` or a `ConfigProblem`. */
export function readInvocation(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  streams: Streams,
): Invocation {
  const program = declare(streams);
  try {
    program.parse([...args], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) throw new Finished(error.exitCode);
    throw error;
  }
  const flags = program.opts<Record<string, unknown>>();
  const file = (flags.config as string | undefined) ?? env.CANOPY_CONFIG;
  const config = parseConfig(
    overlaid(file === undefined ? {} : fromFile(file), fromEnvironment(env), fromFlags(flags)),
  );
  return { config, printConfig: flags.printConfig === true };
}

/** Later ones win; of what has parts, part by part. */
function overlaid(...layers: readonly Record<string, unknown>[]): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [name, value] of layers.flatMap((layer) => Object.entries(layer))) {
    const below = result[name];
    result[name] = isParts(below) && isParts(value) ? { ...below, ...value } : value;
  }
  return result;
}

function isParts(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fromFlags(flags: Record<string, unknown>): Record<string, unknown> {
  return withoutUndefined({
    host: flags.host,
    port: flags.port,
    sandbox: flags.sandbox,
    sandboxPort: flags.sandboxPort,
    kubeconfig: flags.kubeconfig,
    contexts: flags.context,
    namespaces: flags.namespace,
    kinds: flags.kinds,
    allCrds: flags.allCrds,
    rules: flags.rules,
    logLevel: flags.logLevel,
    token: typeof flags.tokenFile === 'string' ? readToken(flags.tokenFile) : undefined,
    auth: flags.auth,
    rights: flags.rights,
    oidc: group({
      issuer: flags.oidcIssuer,
      audience: flags.oidcAudience,
      usernameClaim: flags.oidcUsernameClaim,
      groupsClaim: flags.oidcGroupsClaim,
    }),
    proxy: group({ from: flags.proxyFrom, userHeader: flags.proxyUserHeader, groupsHeader: flags.proxyGroupsHeader }),
    insecureListen: flags.insecureListen,
    allowedHosts: flags.allowedHost,
    allowedOrigins: flags.allowedOrigin,
    introspection: flags.introspection === false ? false : undefined,
    graphiql: flags.graphiql,
    traces: flags.traces,
    webRoot: flags.webRoot,
  });
}

function declare(streams: Streams): Command {
  const program = new Command('canopy up')
    .description('A live graph of a Kubernetes cluster: the server and its dashboard.')
    .exitOverride()
    .configureOutput({ writeOut: streams.out, writeErr: streams.err })
    .allowExcessArguments(false)
    .version(version);
  declareCluster(program);
  declareViewers(program);
  declareServer(program);
  return program;
}

/** What is shown. */
function declareCluster(program: Command): void {
  program
    .option('--sandbox', 'show the embedded sample cluster, though a real one may be reachable (CANOPY_SANDBOX)')
    .option('--sandbox-port <port>', "the sandbox's own port for kubectl; 0 takes a free one (CANOPY_SANDBOX_PORT)")
    .option('--kubeconfig <file>', 'the kubeconfig to read instead of $KUBECONFIG or ~/.kube/config')
    .option('--context <name>', 'the context to show; may be given several times (CANOPY_CONTEXT)', more)
    .option(
      '--kinds <resource>',
      'watch a custom resource too, e.g. widgets.example.com; may be repeated (CANOPY_KINDS)',
      more,
    )
    .option('--all-crds', 'watch every custom resource, also those defined later (CANOPY_ALL_CRDS)')
    .option('--rules <file>', 'a YAML file with link rules of your own (CANOPY_RULES)')
    .option('--namespace <name>', 'where kinds may not be listed as a whole; may be repeated (CANOPY_NAMESPACE)', more);
}

/** Who may ask, and what they may see. */
function declareViewers(program: Command): void {
  program
    .option(
      '--token-file <file>',
      'a file with the bearer token that clients must show (CANOPY_TOKEN, CANOPY_TOKEN_FILE)',
    )
    .option(
      '--auth <way>',
      'who says who asks: none, token, kubernetes (TokenReview), oidc or proxy; the cluster says what may be seen (CANOPY_AUTH)',
    )
    .option('--rights <rights>', 'with oidc and proxy: kubernetes, or everything for all who get in (CANOPY_RIGHTS)')
    .option('--oidc-issuer <url>', 'the identity provider whose tokens are taken (CANOPY_OIDC_ISSUER)')
    .option('--oidc-audience <id>', 'the client id that its tokens must be made out to (CANOPY_OIDC_AUDIENCE)')
    .option('--oidc-username-claim <claim>', 'where the name of the user stands in a token, default sub')
    .option('--oidc-groups-claim <claim>', 'where the groups stand, default groups')
    .option('--proxy-from <address>', 'where the trusted proxy is; may be repeated (CANOPY_PROXY_FROM)', more)
    .option('--proxy-user-header <name>', 'in which header it names the user, default x-forwarded-user')
    .option('--proxy-groups-header <name>', 'in which header it names the groups, default x-forwarded-groups');
}

/** Where it listens, and what it serves and tells. */
function declareServer(program: Command): void {
  program
    .option('--port <port>', 'where to listen, default 8082; 0 takes a free one (PORT)')
    .option('--host <address>', 'the address to listen on, default 127.0.0.1 (CANOPY_HOST)')
    .option('--insecure-listen', 'listen beyond loopback without authentication (CANOPY_INSECURE_LISTEN)')
    .option(
      '--allowed-host <name>',
      'a further name that the server answers to; may be repeated (CANOPY_ALLOWED_HOSTS)',
      more,
    )
    .option('--allowed-origin <url>', 'a site whose pages may ask; may be repeated (CANOPY_ALLOWED_ORIGINS)', more)
    .option('--no-introspection', 'hide the GraphQL schema (CANOPY_INTROSPECTION=false)')
    .option('--graphiql', 'serve the query editor at /graphiql; default: on loopback only (CANOPY_GRAPHIQL)')
    .option('--no-graphiql', 'do not serve it')
    .option('--traces <url>', 'send traces there, as OTLP over HTTP (OTEL_EXPORTER_OTLP_ENDPOINT)')
    .option('--web-root <folder>', 'the built dashboard (CANOPY_WEB_ROOT)')
    .option(
      '--config <file>',
      'a JSON file with the names of --print-config; environment and flags go over it (CANOPY_CONFIG)',
    )
    .option('--log-level <level>', 'silent, error, warn, info, debug or trace; default info (CANOPY_LOG_LEVEL)')
    .option('--print-config', 'print the configuration, without secrets, and stop');
}
