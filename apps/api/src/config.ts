/** The configuration: one schema for flags, environment and file. Prints itself without secrets. */

import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { blocks } from './auth/trusted-proxy.ts';

/** A number, or digits as flags and the environment bring them: an empty text, for instance, is no zero. */
const whole = (least: number, most = Number.MAX_SAFE_INTEGER) =>
  z
    .union([z.number(), z.string().regex(/^\d+$/).transform(Number)], { error: 'not a whole number' })
    .pipe(z.number().int().min(least).max(most));

const count = (fallback: number) => whole(1).default(fallback);

const queryLimits = z.strictObject({
  /** Rows of one page of a connection. */
  pageSize: count(1_000),
  depth: count(16),
  breadth: count(2_000),
  complexity: count(100_000),
  aliases: count(50),
  /** Lexical tokens of one document. */
  tokens: count(4_000),
  /** Milliseconds that one Gremlin expression may take. */
  gremlinMs: count(10_000),
  /** Milliseconds that a standing expression may take, each time. */
  standingMs: count(250),
  /** Distinct live pictures at a time, over all clients. */
  views: count(1_000),
  /** Rows that one Gremlin expression may answer. */
  gremlinRows: count(500_000),
  /** Bytes that one Gremlin expression may hold while it works, as it estimates them. */
  gremlinBytes: count(256 * 1024 * 1024),
});

const clientLimits = z.strictObject({
  /** Bytes of a request's body or of one WebSocket message from a client. */
  bodyBytes: count(256 * 1024),
  /** Open WebSocket connections from one address. */
  socketsPerClient: count(100),
  /** Operations at the same time on one connection. */
  operationsPerSocket: count(64),
  /** Server-sent event streams at the same time from one address. */
  streamsPerClient: count(64),
  /** Requests, WebSocket connections included, per second from one address, over ten seconds. */
  requestsPerSecond: count(1_000),
  /** Requests that are being answered at the same time for one address; event streams have a limit of their own. */
  requestsAtOnce: count(256),
  /** Milliseconds that a client may take to send a request. */
  requestMs: count(30_000),
  /** WebSocket messages per second from one connection, over ten seconds. */
  messagesPerSecond: count(50),
});

/** How tokens of an identity provider are read; the names are those of the Kubernetes API server's flags. */
const oidc = z.strictObject({
  issuer: z.url(),
  /** The client id that tokens must be made out to. */
  audience: z.string().min(1),
  usernameClaim: z.string().min(1).default('sub'),
  groupsClaim: z.string().min(1).default('groups'),
  usernamePrefix: z.string().default(''),
  groupsPrefix: z.string().default(''),
});

const isBlock = (text: string): boolean => {
  try {
    blocks([text]);
    return true;
  } catch {
    return false;
  }
};

/** A proxy that authenticates: from where its headers are believed, and what they are called. */
const proxy = z.strictObject({
  from: z.array(z.string().refine(isBlock, 'not an address, nor a block such as 10.0.0.0/8')).min(1),
  userHeader: z.string().min(1).default('x-forwarded-user'),
  groupsHeader: z.string().min(1).default('x-forwarded-groups'),
});

export const configSchema = z.object({
  host: z.string().min(1).default('127.0.0.1'),
  port: whole(0, 65_535).default(8082),
  /** Show the embedded sample cluster even where a real one can be reached. */
  sandbox: z.boolean().default(false),
  sandboxPort: whole(0, 65_535).default(0),
  kubeconfig: z.string().optional(),
  contexts: z.array(z.string().min(1)).default([]),
  namespaces: z.array(z.string().min(1)).default([]),
  /** Custom resources to watch, by the names of their definitions: `widgets.example.com`. */
  kinds: z
    .array(z.string().regex(/^[^.]+\..+$/, 'name a custom resource as its definition is named: widgets.example.com'))
    .default([]),
  /** Watch every custom resource. */
  allCrds: z.boolean().default(false),
  /** A YAML file with further link rules. */
  rules: z.string().optional(),
  logLevel: z.enum(['silent', 'error', 'warn', 'info', 'debug', 'trace']).default('info'),
  /** The static bearer token; secret. */
  token: z.string().min(8, 'a token has at least 8 characters').optional(),
  /** Whose word is taken for who asks: nobody's, that of the token's holder, the cluster's, an identity provider's, a proxy's. */
  auth: z.enum(['none', 'token', 'kubernetes', 'oidc', 'proxy']).optional(),
  /** What those may see whom provider or proxy name: what the cluster lets them list, or everything. */
  rights: z.enum(['kubernetes', 'everything']).default('kubernetes'),
  oidc: oidc.optional(),
  proxy: proxy.optional(),
  insecureListen: z.boolean().default(false),
  /** Host names under which the server may be called on loopback, besides localhost. */
  allowedHosts: z.array(z.string()).default([]),
  /** Origins of other sites that may read answers; none by default. */
  allowedOrigins: z.array(z.url()).default([]),
  introspection: z.boolean().default(true),
  /** The query editor at /graphiql; default: on loopback only. */
  graphiql: z.boolean().optional(),
  /** Where spans are sent as OTLP over HTTP. */
  traces: z.url().optional(),
  /** The folder of the built dashboard. */
  webRoot: z.string().optional(),
  frameMs: whole(0).default(50),
  query: queryLimits.prefault({}),
  client: clientLimits.prefault({}),
});

/** Names that do not exist are mistakes in a file. */
const configFile = z.strictObject(
  Object.fromEntries(Object.keys(configSchema.shape).map((name) => [name, z.unknown().optional()])),
);

export type Config = z.infer<typeof configSchema>;
export type QueryLimits = z.infer<typeof queryLimits>;
export type ClientLimits = z.infer<typeof clientLimits>;
export type ConfigInput = z.input<typeof configSchema>;

/** Thrown with a sentence for each thing that is wrong. */
export class ConfigProblem extends Error {}

export function parseConfig(input: unknown): Config {
  const parsed = configSchema.safeParse(input);
  if (parsed.success) {
    checkAuth(parsed.data);
    checkListen(parsed.data);
    return parsed.data;
  }
  const wrong = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'configuration'}: ${issue.message}`);
  throw new ConfigProblem(wrong.join('; '));
}

/** Beyond loopback, whoever can connect sees what the server's own account may see: only with a token, or on demand. */
function checkListen(config: Config): void {
  if (isLoopback(config.host) || authOf(config) !== 'none' || config.insecureListen) return;
  throw new ConfigProblem(
    `refusing to listen on ${config.host} without authentication: give --token-file (or CANOPY_TOKEN), --auth kubernetes, oidc or proxy, or --insecure-listen if the network is trusted`,
  );
}

function checkAuth({ auth, token, oidc, proxy }: Config): void {
  if (auth === 'oidc' && oidc === undefined)
    throw new ConfigProblem('auth oidc needs --oidc-issuer and --oidc-audience, or "oidc" in the configuration file');
  if (auth === 'proxy' && proxy === undefined)
    throw new ConfigProblem('auth proxy needs --proxy-from: the addresses from which its headers are believed');
  if (auth === 'token' && token === undefined)
    throw new ConfigProblem('auth token needs a token: give --token-file or CANOPY_TOKEN');
  if (auth !== undefined && auth !== 'token' && token !== undefined)
    throw new ConfigProblem(`a token was given, but auth ${auth} does not use one`);
}

/** A token that was given is asked for. */
export function authOf({ auth, token }: Config): NonNullable<Config['auth']> {
  return auth ?? (token === undefined ? 'none' : 'token');
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}

/** The editor asks for the schema, so there is none without introspection. */
export function graphiqlOn({ graphiql, host, introspection }: Config): boolean {
  return introspection && (graphiql ?? isLoopback(host));
}

/** What the environment says; flags go over it. */
export function fromEnvironment(env: Readonly<Record<string, string | undefined>>): Record<string, unknown> {
  const list = (text: string | undefined) => text?.split(',').filter((item) => item !== '');
  const flag = (name: string) => yesOrNo(name, env[name]);
  return withoutUndefined({
    port: env.PORT || undefined,
    host: env.CANOPY_HOST,
    sandbox: flag('CANOPY_SANDBOX'),
    sandboxPort: env.CANOPY_SANDBOX_PORT,
    contexts: list(env.CANOPY_CONTEXT),
    namespaces: list(env.CANOPY_NAMESPACE),
    kinds: list(env.CANOPY_KINDS),
    allCrds: flag('CANOPY_ALL_CRDS'),
    rules: env.CANOPY_RULES,
    logLevel: env.CANOPY_LOG_LEVEL,
    token: env.CANOPY_TOKEN ?? (env.CANOPY_TOKEN_FILE === undefined ? undefined : readToken(env.CANOPY_TOKEN_FILE)),
    auth: env.CANOPY_AUTH,
    rights: env.CANOPY_RIGHTS,
    oidc: group({ issuer: env.CANOPY_OIDC_ISSUER, audience: env.CANOPY_OIDC_AUDIENCE }),
    proxy: group({ from: list(env.CANOPY_PROXY_FROM) }),
    insecureListen: flag('CANOPY_INSECURE_LISTEN'),
    allowedHosts: list(env.CANOPY_ALLOWED_HOSTS),
    allowedOrigins: list(env.CANOPY_ALLOWED_ORIGINS),
    introspection: flag('CANOPY_INTROSPECTION'),
    graphiql: flag('CANOPY_GRAPHIQL'),
    traces: tracesUrl(env),
    webRoot: env.CANOPY_WEB_ROOT,
  });
}

function yesOrNo(name: string, text = ''): boolean | undefined {
  if (text === '') return undefined;
  if (/^(1|true|yes|on)$/i.test(text)) return true;
  if (/^(0|false|no|off)$/i.test(text)) return false;
  throw new ConfigProblem(`${name}: "${text}" is neither true nor false`);
}

/** As every OpenTelemetry SDK reads it: https://opentelemetry.io/docs/specs/otel/protocol/exporter/ */
function tracesUrl(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const base = env.OTEL_EXPORTER_OTLP_ENDPOINT;
  return env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT || (base ? `${base.replace(/\/+$/, '')}/v1/traces` : undefined);
}

export function readToken(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    throw new ConfigProblem(`cannot read the token file ${path}: ${error instanceof Error ? error.message : error}`);
  }
}

/** What a configuration file says: JSON with the names of the schema. The environment goes over it. */
export function fromFile(path: string): Record<string, unknown> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new ConfigProblem(`cannot read the configuration ${path}: ${error instanceof Error ? error.message : error}`);
  }
  const known = configFile.safeParse(parsed);
  if (known.success) return known.data;
  const wrong = known.error.issues.map((issue) => [...issue.path, issue.message].join(': '));
  throw new ConfigProblem(`${path}: ${wrong.join('; ')}`);
}

export function withoutUndefined(input: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
}

/** Nothing when nothing of it was said. */
export function group(parts: Record<string, unknown>): Record<string, unknown> | undefined {
  const said = withoutUndefined(parts);
  return Object.keys(said).length === 0 ? undefined : said;
}

/** For logs and `--print-config`. */
export function redacted(config: Config): Record<string, unknown> {
  const { token, traces } = config;
  return {
    ...config,
    ...(token === undefined ? {} : { token: '[redacted]' }),
    ...(traces === undefined ? {} : { traces: withoutSignIn(traces) }),
  };
}

/** An address may bear a name and a password. */
function withoutSignIn(address: string): string {
  const url = new URL(address);
  if (url.username === '' && url.password === '') return address;
  url.username = '[redacted]';
  url.password = '';
  return decodeURI(url.href);
}
