/**
 * What the cluster itself says about users: who shows this token, and may that user list these objects.
 * https://kubernetes.io/docs/reference/access-authn-authz/authorization/#checking-api-access
 */

import { createHash } from 'node:crypto';
import type { Authenticate, Viewer } from './viewer.ts';

/** Sends an object to one cluster's API and resolves with its answer. */
export type Post = (path: string, body: unknown, signal?: AbortSignal) => Promise<unknown>;

/** For a resource, or for a path that is none, such as `/metrics`. */
export type Asked = ResourceAsked | { readonly verb: 'get'; readonly path: string };

interface ResourceAsked {
  readonly verb: 'list' | 'get';
  readonly group: string;
  readonly resource: string;
  /** Empty: all namespaces. */
  readonly namespace: string;
  readonly name?: string;
}

/** May this viewer do that? Rejects when the cluster cannot be asked. */
export type Review = (viewer: Viewer, asked: Asked) => Promise<boolean>;

export function reviewWith(post: Post): Review {
  return async ({ name, groups, extra }, asked) => {
    const attributes = 'path' in asked ? { nonResourceAttributes: asked } : { resourceAttributes: asked };
    const answer = (await post('/apis/authorization.k8s.io/v1/subjectaccessreviews', {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SubjectAccessReview',
      spec: { user: name, groups, extra, ...attributes },
    })) as { status?: { allowed?: boolean; denied?: boolean } };
    return answer.status?.allowed === true && answer.status.denied !== true;
  };
}

interface TokenStatus {
  readonly authenticated?: boolean;
  readonly user?: {
    readonly username?: string;
    readonly groups?: readonly string[];
    readonly extra?: Readonly<Record<string, readonly string[]>>;
  };
}

/** How long an answer about a token holds: a withdrawn one is noticed after that. */
const holdsMs = 10_000;
const remembered = 1_000;

/** Asks the cluster who shows this token. The token itself is not kept. */
export function tokenReview(post: Post, clock: () => number = Date.now): Authenticate {
  const known = new Map<string, { readonly until: number; readonly viewer: Promise<Viewer | undefined> }>();
  return ({ token }) => {
    if (token === undefined) return Promise.resolve(undefined);
    const hash = createHash('sha256').update(token).digest('base64');
    const old = known.get(hash);
    if (old !== undefined && old.until > clock()) return old.viewer;
    const viewer = askWho(post, token);
    known.set(hash, { until: clock() + holdsMs, viewer });
    if (known.size > remembered) known.delete(known.keys().next().value as string);
    viewer.catch(() => known.delete(hash));
    return viewer;
  };
}

async function askWho(post: Post, token: string): Promise<Viewer | undefined> {
  const answer = (await post('/apis/authentication.k8s.io/v1/tokenreviews', {
    apiVersion: 'authentication.k8s.io/v1',
    kind: 'TokenReview',
    spec: { token },
  })) as { status?: TokenStatus };
  const { authenticated, user } = answer.status ?? {};
  if (authenticated !== true || user?.username === undefined) return undefined;
  const expiresAt = expiryOf(token);
  return {
    ...viewerOf(user.username, user.groups ?? [], user.extra),
    ...(expiresAt === undefined ? {} : { expiresAt }),
  };
}

export function viewerOf(name: string, groups: readonly string[], extra?: Viewer['extra']): Viewer {
  const sorted = [...new Set(groups)].sort();
  const rights = createHash('sha256')
    .update(JSON.stringify([name, sorted, extra ?? {}]))
    .digest('base64');
  return { name, groups: sorted, rights, ...(extra === undefined ? {} : { extra }) };
}

/** The `exp` of a JSON Web Token, which the cluster has just accepted; other tokens do not tell. */
function expiryOf(token: string): number | undefined {
  try {
    const { exp } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { exp?: unknown };
    return typeof exp === 'number' ? exp * 1_000 : undefined;
  } catch {
    return undefined;
  }
}
