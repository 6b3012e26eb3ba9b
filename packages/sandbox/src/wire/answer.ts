/** Answers: JSON with a status code, and refusals as Status objects. */

import type { ServerResponse } from 'node:http';
import type { KubeObject } from '../base/object.ts';
import { Problem } from '../base/problem.ts';

export function sendText(response: ServerResponse, code: number, type: string, text: string): void {
  if (response.writableEnded || response.destroyed) return;
  const body = Buffer.from(text);
  response.writeHead(code, {
    'content-type': type,
    'content-length': body.length,
    'cache-control': 'no-cache, private',
  });
  response.end(body);
}

export const sendJson = (response: ServerResponse, code: number, body: unknown): void =>
  sendText(response, code, 'application/json', typeof body === 'string' ? body : JSON.stringify(body));

/** Turns whatever was thrown into a Status; what nobody foresaw is a 500. */
export function sendProblem(response: ServerResponse, thrown: unknown): void {
  const problem = thrown instanceof Problem ? thrown : new Problem(500, 'InternalError', String(thrown));
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const wait = problem.details?.retryAfterSeconds;
  if (wait !== undefined) response.setHeader('retry-after', String(wait));
  sendJson(response, problem.code, problem.status());
}

export const success = (kind: string, group: string, object: KubeObject): object => ({
  kind: 'Status',
  apiVersion: 'v1',
  metadata: {},
  status: 'Success',
  details: { name: object.metadata.name, ...(group && { group }), kind, uid: object.metadata.uid },
});
