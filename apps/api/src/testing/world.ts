/** A small world for tests: a graph made by hand, a probe that is ready, and an app on a free port. */

import { edgeId, Graph, type NodeInput } from '@canopy/model';
import type { KubeObject } from '@canopy/model/kinds';
import type { ClusterStatus } from '@canopy/model/probe';
import { type App, type AppOptions, createApp } from '../app.ts';
import { type ConfigInput, configSchema } from '../config.ts';
import { createLog, silent } from '../log.ts';

export interface World extends AsyncDisposable {
  readonly graph: Graph;
  readonly app: App;
  readonly url: string;
  readonly extras: Map<string, KubeObject>;
  readonly clusters: ClusterStatus[];
  /** Adds or changes a node and commits. */
  put(node: Partial<NodeInput> & Pick<NodeInput, 'id'>): void;
  drop(id: string): void;
  link(from: string, relationType: string, to: string, path?: string): void;
  ask<Data = Record<string, unknown>>(query: string, variables?: Record<string, unknown>): Promise<Answer<Data>>;
  get(path: string, init?: RequestInit): Promise<Response>;
}

/** Tests say what they look for in an answer. */
export interface Answer<Data> {
  readonly data: Data;
  readonly errors?: readonly { readonly message: string; readonly extensions?: Record<string, unknown> }[];
}

export async function startWorld(
  config: ConfigInput = {},
  options: Partial<Omit<AppOptions, 'config'>> = {},
): Promise<World> {
  const graph = new Graph();
  const extras = new Map<string, KubeObject>();
  const clusters: ClusterStatus[] = [{ cluster: 'c1', ready: true, kinds: [] }];
  const probe = { clusters, ready: true, extra: async (id: string) => extras.get(id) };
  const app = await createApp({
    graph,
    probe,
    config: configSchema.parse({ port: 0, frameMs: 5, webRoot: '/nonexistent', ...config }),
    // Set CANOPY_TEST_LOG=debug to see what a failing test's server says.
    log: process.env.CANOPY_TEST_LOG ? createLog(process.env.CANOPY_TEST_LOG) : silent,
    ...options,
  });
  const get = (path: string, init?: RequestInit) => fetch(`${app.url}${path}`, init);
  return {
    graph,
    app,
    url: app.url,
    extras,
    clusters,
    get,
    put: (node) => {
      graph.put(nodeOf(node, graph));
      graph.commit();
    },
    drop: (id) => {
      graph.drop(id);
      graph.commit();
    },
    link: (from, relationType, to, path) => {
      join(graph, from, relationType, to, path);
      graph.commit();
    },
    ask: async <Data>(query: string, variables?: Record<string, unknown>) => {
      const body = JSON.stringify({ query, variables });
      const answer = await get('/graphql', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
      return (await answer.json()) as Answer<Data>;
    },
    [Symbol.asyncDispose]: () => app.close(),
  };
}

function nodeOf(node: Partial<NodeInput> & Pick<NodeInput, 'id'>, graph: Graph): NodeInput {
  const old = graph.reader.node(node.id);
  return {
    cluster: 'c1',
    manager: 'k8s',
    type: 'pod',
    namespace: 'default',
    name: node.id,
    labels: {},
    status: { state: 'UP', health: 'healthy' },
    fields: {},
    ...(old === undefined ? {} : old.toJSON()),
    ...node,
  };
}

/** One edge, declared at `path`. */
export function join(graph: Graph, from: string, relationType: string, to: string, path = 'spec'): string {
  const start = graph.vertex(from);
  const end = graph.vertex(to);
  if (start === undefined || end === undefined) throw new Error(`no such node: ${start === undefined ? from : to}`);
  const metadata = { Manager: 'k8s', RelationType: relationType, Why: [{ Path: path }] };
  graph.gain(start, end, { link: 'test', relationType, role: '', metadata });
  return edgeId(from, relationType, to);
}
