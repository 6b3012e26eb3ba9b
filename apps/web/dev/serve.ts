/**
 * Serves the built dashboard with a made-up cluster: `node dev/serve.ts [--pods 60] [--port 0] [--churn 0]`. For looking
 * at the picture at sizes that no sandbox has; `--churn` replaces so many pods a second.
 */

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { parseArgs } from 'node:util';
import { pack } from '@canopy/model';
import { buildSchema, graphql } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { makeTown } from './town.ts';

const { values } = parseArgs({
  options: {
    pods: { type: 'string', default: '60' },
    port: { type: 'string', default: '0' },
    churn: { type: 'string', default: '0' },
  },
});

const schema = buildSchema(`
  scalar JSON
  type Status { state: String! health: String! reason: String message: String since: Float }
  type TopologyFrame { type: String! since: Int! revision: Int! time: Float! complete: Boolean! packed(fields: [String!], upTo: Int): JSON! }
  input TopologyFilter { gremlin: String }
  type KindStatus { kind: String! namespace: String! state: String! objects: Int! resourceVersion: String problem: String since: Float! relists: Int! }
  type ClusterStatus { name: String! ready: Boolean! kinds: [KindStatus!]! }
  type ProbeStatus { ready: Boolean! revision: Int! clusters: [ClusterStatus!]! }
  type KindInfo { key: String! type: String! manager: String! group: String! doc: String! }
  type Resource { uid: ID! extra: JSON }
  type GremlinResult { kind: String! count: Int! rows: [JSON!]! nodes: [Resource!]! }
  type FoundFrame { type: String! kind: String! revision: Int! complete: Boolean! added: [JSON!]! changed: [JSON!]! removed: [JSON!]! }
  type Query { probe: ProbeStatus! kinds: [KindInfo!]! gremlin(query: String!): GremlinResult! }
  type Subscription { topology(filter: TopologyFilter, since: Int): TopologyFrame! gremlin(query: String!, since: Int): FoundFrame! }
`);

const town = makeTown({ pods: Number(values.pods) });
const churn = Number(values.churn);
let revision = 1;

/** Enough of the language for presets: `Has('Type', …)` and `V('id')`. */
function find(query: string) {
  const id = /V\("([^"]+)"\)/.exec(query)?.[1];
  const types = /Has\('Type', (?:Within\()?([^)]*)\)/.exec(query)?.[1]?.match(/[a-z]+/g);
  const state = /Has\('State', '([A-Z]+)'\)/.exec(query)?.[1];
  if (!query.endsWith(')'))
    throw Object.assign(new Error('expected ")"'), {
      extensions: { code: 'GREMLIN_SYNTAX', offset: query.length, length: 1 },
    });
  return [...town.nodes.values()].filter(
    (node) =>
      (id === undefined || node.id === id) &&
      (types == null || types.includes(node.type)) &&
      (state === undefined || node.status.state === state),
  );
}

const rootValue = {
  kinds: [],
  probe: () => {
    const counts = Map.groupBy(town.nodes.values(), ({ type }) => type);
    const kinds = [...counts].map(([kind, { length }]) => ({
      kind,
      namespace: '',
      state: 'live',
      objects: length,
      since: 0,
      relists: 0,
    }));
    kinds.push({ kind: 'secret', namespace: 'vault', state: 'forbidden', objects: 0, since: 0, relists: 0 });
    return { ready: true, revision, clusters: [{ name: 'town', ready: true, kinds }] };
  },
  gremlin: ({ query }: { query: string }) => {
    const nodes = find(query);
    return {
      kind: 'NODES',
      count: nodes.length,
      rows: nodes.map(({ id }) => ({ ID: id })),
      nodes: nodes.slice(0, 1).map((node) => ({ uid: node.id, extra: node })),
    };
  },
  async *topology({ filter }: { filter?: { gremlin?: string } }) {
    const nodes = filter?.gremlin ? find(filter.gremlin) : [...town.nodes.values()];
    const frame = { since: revision, revision, time: Date.now(), complete: true };
    const edges = [...town.edges.values()];
    const numbers = new Map(nodes.map(({ id }, number) => [id, number]));
    const inside = edges.filter(({ from, to }) => numbers.has(from) && numbers.has(to));
    const numbering = {
      first: 0,
      stem: undefined,
      from: inside.map(({ from }) => numbers.get(from)!),
      to: inside.map(({ to }) => numbers.get(to)!),
    };
    const none = { added: [], changed: [], removed: [] };
    const rows = { nodes: { ...none, added: nodes }, edges: { ...none, added: inside } };
    yield { topology: { ...frame, type: 'SNAPSHOT', packed: pack(rows, { numbering }) } };
    while (true) {
      await new Promise((resolve) => setTimeout(resolve, churn > 0 ? 1000 / churn : 3_600_000));
      const { added, removed, edges } = town.replacePod();
      const gone = (ids: readonly string[]) => ids.map((id) => ({ id }) as never);
      const packed = pack({
        nodes: { ...none, added, removed: gone(removed) },
        edges: { ...none, added: edges.added, removed: gone(edges.removed) },
      });
      revision++;
      yield { topology: { type: 'DELTA', since: revision - 1, revision, time: Date.now(), complete: true, packed } };
    }
  },
};

/** What a query finds now; it is not evaluated again. */
async function* standing({ query }: { query: string }) {
  const added = find(query).map(({ id }) => ({ ID: id }));
  yield { gremlin: { type: 'SNAPSHOT', kind: 'NODES', revision, complete: true, added, changed: [], removed: [] } };
  await new Promise(() => {});
}

const types: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};
const dist = join(import.meta.dirname, '../dist');

const server = createServer(async (request, response) => {
  if (request.method === 'POST') {
    const body = JSON.parse(Buffer.concat(await request.toArray()).toString()) as {
      query: string;
      variables: Record<string, unknown>;
    };
    const answer = await graphql({ schema, source: body.query, variableValues: body.variables, rootValue });
    return void response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
  }
  const path = normalize(new URL(request.url ?? '/', 'http://local').pathname);
  const file = join(dist, path === '/' ? 'index.html' : path);
  const content = await readFile(file).catch(() => undefined);
  response.setHeader(
    'content-security-policy',
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'",
  );
  response
    .writeHead(content === undefined ? 404 : 200, { 'content-type': types[extname(file)] ?? 'text/plain' })
    .end(content);
});

useServer(
  { schema, roots: { subscription: { topology: rootValue.topology, gremlin: standing }, query: rootValue } },
  new WebSocketServer({ server, path: '/graphql' }),
);
server.listen(Number(values.port), '127.0.0.1', () => {
  const address = server.address();
  console.log(
    `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/ with ${town.nodes.size} nodes, ${town.edges.size} edges`,
  );
});
