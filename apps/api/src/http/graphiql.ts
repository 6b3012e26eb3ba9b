/**
 * `/graphiql`: the query editor, from the package that yoga ships it in and from nowhere else. Its parts are files of
 * their own, so that the page runs under the same content security policy as the dashboard. Read on first use.
 */

import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { answer } from './answer.ts';

type Parts = typeof import('@graphql-yoga/render-graphiql/graphiql');

interface Asset {
  readonly type: string;
  readonly text: (parts: Parts) => string;
}

const script = 'text/javascript; charset=utf-8';

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>Canopy: GraphiQL</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="/graphiql/editor.css">
  </head>
  <body class="no-focus-outline">
    <noscript>The editor needs JavaScript.</noscript>
    <div id="root"></div>
    <script src="/graphiql/workers.js"></script>
    <script src="/graphiql/editor.js"></script>
    <script src="/graphiql/start.js"></script>
  </body>
</html>
`;

/** Monaco, the editor, asks for a worker by the name of the language. */
const workers = `self.MonacoEnvironment = {
  globalAPI: false,
  getWorkerUrl: (_module, label) =>
    ({ editorWorkerService: '/graphiql/editor.worker.js', json: '/graphiql/json.worker.js', graphql: '/graphiql/graphql.worker.js' })[label],
};
`;

const start = `YogaGraphiQL.renderYogaGraphiQL(document.querySelector('#root'), ${JSON.stringify({
  endpoint: '/graphql',
  title: 'Canopy',
  subscriptionsProtocol: 'WS',
  defaultQuery:
    '{\n  resources(kind: "pod", first: 10) {\n    nodes { namespace name status { state reason } }\n  }\n}\n',
})});
`;

const assets: Readonly<Record<string, Asset>> = {
  '/graphiql': { type: 'text/html; charset=utf-8', text: () => page },
  '/graphiql/workers.js': { type: script, text: () => workers },
  '/graphiql/start.js': { type: script, text: () => start },
  '/graphiql/editor.js': { type: script, text: ({ js }) => js },
  '/graphiql/editor.css': { type: 'text/css; charset=utf-8', text: ({ css }) => css },
  '/graphiql/editor.worker.js': { type: script, text: ({ editorWorkerService }) => editorWorkerService },
  '/graphiql/json.worker.js': { type: script, text: ({ jsonWorker }) => jsonWorker },
  '/graphiql/graphql.worker.js': { type: script, text: ({ graphqlWorker }) => graphqlWorker },
};

export type ServeGraphiql = (request: IncomingMessage, response: ServerResponse, path: string) => Promise<void>;

export const isGraphiqlPath = (path: string): boolean => path === '/graphiql' || path.startsWith('/graphiql/');

const compress = promisify(gzip);

export function createGraphiql(enabled: boolean): ServeGraphiql {
  const compressed = new Map<string, Promise<Buffer>>();
  let parts: Promise<Parts> | undefined;
  return async (request, response, path) => {
    const asset = Object.hasOwn(assets, path) ? assets[path] : undefined;
    if (!enabled) return answer(response, 404, 'The query editor is switched off; see --graphiql\n');
    if (asset === undefined) return answer(response, 404, `There is nothing at ${path}\n`);
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return answer(response, 405, 'Only GET is possible here\n', { allow: 'GET, HEAD' });
    parts ??= import('@graphql-yoga/render-graphiql/graphiql');
    let loaded: Parts;
    try {
      loaded = await parts;
    } catch {
      return answer(response, 501, 'The query editor is not installed: npm install brings it as an optional package\n');
    }
    const headers = { 'content-type': asset.type, 'cache-control': 'no-cache', vary: 'accept-encoding' };
    if (!/\bgzip\b/.test(String(request.headers['accept-encoding'])))
      return void response.writeHead(200, headers).end(request.method === 'HEAD' ? undefined : asset.text(loaded));
    const body = compressed.get(path) ?? compress(asset.text(loaded));
    compressed.set(path, body);
    const bytes = await body;
    response.writeHead(200, { ...headers, 'content-encoding': 'gzip', 'content-length': String(bytes.length) });
    response.end(request.method === 'HEAD' ? undefined : bytes);
  };
}
