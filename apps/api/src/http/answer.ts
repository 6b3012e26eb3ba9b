/** Plain answers: text and JSON with their headers. */

import type { ServerResponse } from 'node:http';

export function answer(
  response: ServerResponse,
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.writeHead(status, {
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'no-store',
    'content-length': String(Buffer.byteLength(body)),
    ...headers,
  });
  response.end(response.req.method === 'HEAD' ? undefined : body);
}

export function answerJson(response: ServerResponse, status: number, value: unknown): void {
  answer(response, status, `${JSON.stringify(value)}\n`, { 'content-type': 'application/json; charset=utf-8' });
}
