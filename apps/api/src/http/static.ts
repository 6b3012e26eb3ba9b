/** The dashboard's files, as they were built. */

import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { answer } from './answer.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
};

const notBuilt = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Canopy</title>
<h1>The dashboard is not built yet</h1>
<p>Run <code>npm run build</code>, or start with <code>npm start</code>, which builds it.</p>
<p>The rest works: <code>POST /graphql</code>, <code>POST /api/topology</code>, <code>/readyz</code>, <code>/metrics</code>.</p>
`;

export type ServeStatic = (request: IncomingMessage, response: ServerResponse, path: string) => Promise<void>;

/** Paths without a file ending are pages of the dashboard, which reads its state from the address. */
export function createStatic(root: string): ServeStatic {
  return async (request, response, path) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      answer(response, 405, 'Only GET is possible here\n', { allow: 'GET, HEAD' });
      return;
    }
    const wanted = filePath(root, path);
    if (wanted !== undefined && extname(wanted) !== '' && (await send(request, response, wanted))) return;
    if (wanted === undefined || extname(wanted) !== '') answer(response, 404, `There is nothing at ${path}\n`);
    else if (!(await send(request, response, join(root, 'index.html'))))
      answer(response, 503, notBuilt, { 'content-type': 'text/html; charset=utf-8' });
  };
}

/** Within the root, or nothing. */
function filePath(root: string, path: string): string | undefined {
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    return undefined;
  }
  if (decoded.includes('\0')) return undefined;
  const full = normalize(join(root, decoded));
  return full === root || full.startsWith(root.endsWith(sep) ? root : root + sep) ? full : undefined;
}

async function send(request: IncomingMessage, response: ServerResponse, file: string): Promise<boolean> {
  let handle: FileHandle;
  try {
    handle = await open(file);
  } catch {
    return false;
  }
  const stat = await handle.stat();
  if (!stat.isFile()) {
    await handle.close();
    return false;
  }
  const etag = `"${stat.size.toString(36)}-${Math.floor(stat.mtimeMs).toString(36)}"`;
  // Built files carry a hash in their name; the page itself does not.
  const hashed = /[\\/]assets[\\/]/.test(file);
  const headers = {
    'content-type': types[extname(file)] ?? 'application/octet-stream',
    'cache-control': hashed ? 'public, max-age=31536000, immutable' : 'no-cache',
    etag,
  };
  if (request.headers['if-none-match'] === etag) {
    await handle.close();
    response.writeHead(304, headers).end();
    return true;
  }
  response.writeHead(200, { ...headers, 'content-length': String(stat.size) });
  if (request.method === 'HEAD') {
    await handle.close();
    response.end();
    return true;
  }
  const stream = createReadStream('', { fd: handle });
  stream.on('error', () => response.destroy());
  response.on('close', () => stream.destroy());
  stream.pipe(response);
  return true;
}
