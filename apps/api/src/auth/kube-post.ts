/** Sends review objects to a cluster: through the official client with a kubeconfig, or plainly to the sandbox. */

import type { Post } from './reviews.ts';

const patienceMs = 10_000;

/** For a server that asks for no credentials. */
export function plainPost(url: string): Post {
  return async (path, body, signal) => {
    const limit = AbortSignal.timeout(patienceMs);
    const response = await fetch(`${url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: signal === undefined ? limit : AbortSignal.any([signal, limit]),
    });
    if (!response.ok) throw new Error(`${path} answered ${response.status}`);
    return response.json();
  };
}

export interface KubeconfigPlace {
  readonly kubeconfig?: string | undefined;
  readonly context?: string | undefined;
  /** How long an answer may take; default ten seconds. */
  readonly timeoutMs?: number | undefined;
}

/** With the server's own identity, which needs the role `system:auth-delegator`. */
export async function kubeconfigPost({ kubeconfig, context, timeoutMs = patienceMs }: KubeconfigPlace): Promise<Post> {
  const { AuthenticationV1Api, AuthorizationV1Api, KubeConfig } = await import('@kubernetes/client-node');
  const config = new KubeConfig();
  if (kubeconfig === undefined) config.loadFromDefault();
  else config.loadFromFile(kubeconfig);
  if (context !== undefined) config.setCurrentContext(context);
  const tokens = config.makeApiClient(AuthenticationV1Api);
  const rights = config.makeApiClient(AuthorizationV1Api);
  return async (path, body) => {
    if (path.endsWith('/tokenreviews')) return inTime(tokens.createTokenReview({ body: body as never }), timeoutMs);
    if (path.endsWith('/subjectaccessreviews'))
      return inTime(rights.createSubjectAccessReview({ body: body as never }), timeoutMs);
    throw new Error(`no review is sent to ${path}`);
  };
}

/** The client has no limit of its own: a cluster that never answers would hold up all further questions. */
async function inTime<T>(answer: Promise<T>, ms: number): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`the cluster gave no answer within ${ms} ms`)), ms);
  try {
    return await Promise.race([answer, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
