/** `/healthz`: the process answers. `/readyz`: the graph has seen every kind once. */

import type { ServerResponse } from 'node:http';
import type { Context } from '../graphql/context.ts';
import { answer, answerJson } from './answer.ts';

export function healthz(response: ServerResponse): void {
  answer(response, 200, 'ok\n');
}

export function readyz(response: ServerResponse, probe: Context['probe'], detail: boolean): void {
  if (!detail) {
    answerJson(response, probe.ready ? 200 : 503, { ready: probe.ready });
    return;
  }
  const clusters = probe.clusters.map(({ cluster, ready, kinds }) => ({
    cluster,
    ready,
    kinds: kinds.map(({ kind, namespace, state, objects, problem }) => ({ kind, namespace, state, objects, problem })),
  }));
  answerJson(response, probe.ready ? 200 : 503, { ready: probe.ready, clusters });
}
