/** Who asks. Every door makes a viewer before anything is read; what the viewer may see is decided in `access.ts`. */

import type { IncomingMessage } from 'node:http';

export interface Viewer {
  /** As the cluster knows the user; `anonymous` without authentication. */
  readonly name: string;
  readonly groups: readonly string[];
  /** Further attributes of the user that the cluster's authorizer may look at. */
  readonly extra?: Readonly<Record<string, readonly string[]>>;
  /** Viewers with the same class see the same graph; executions are shared within a class only. */
  readonly rights: string;
  /** When the proof of identity ends, in milliseconds since the epoch. */
  readonly expiresAt?: number;
}

/** Sees everything: nobody asked for authentication. */
export const anonymous: Viewer = { name: 'anonymous', groups: ['system:unauthenticated'], rights: '*' };

/** What a client shows: a bearer token, from the `Authorization` header or from `connection_init`. */
export interface Credentials {
  readonly token?: string | undefined;
  /** What it came with, for proxies that say in headers who asks. */
  readonly request?: Pick<IncomingMessage, 'headers' | 'socket'>;
}

/** Turns credentials into a viewer; `undefined` when they are missing or not accepted. */
export type Authenticate = (credentials: Credentials) => Promise<Viewer | undefined>;

/** No authentication: for loopback, where whoever can connect could read the kubeconfig as well. */
export const authenticateNobody: Authenticate = async () => anonymous;

/** The token of an `Authorization: Bearer …` header. */
export function bearer(header: string | undefined): string | undefined {
  return /^Bearer +([^\s,]+) *$/i.exec(header ?? '')?.[1];
}

/** What a plain request shows. */
export function shownBy(request: IncomingMessage): Credentials {
  return { token: bearer(request.headers.authorization), request };
}
