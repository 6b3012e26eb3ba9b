/** Who asks: nobody in particular is the administrator; tokens and impersonation name somebody. */

import { unauthorized } from '../base/problem.ts';
import type { Request } from './request.ts';
import type { Tokens } from './tokens.ts';

export interface User {
  readonly name: string;
  readonly groups: readonly string[];
}

export const administrator: User = { name: 'kubernetes-admin', groups: ['system:masters', 'system:authenticated'] };

/** A user with the groups that everybody of that sort has. */
export function userNamed(name: string, groups: readonly string[] = []): User {
  const account = /^system:serviceaccount:([^:]+):/.exec(name);
  const own = account ? ['system:serviceaccounts', `system:serviceaccounts:${account[1]}`] : [];
  return { name, groups: [...new Set([...groups, ...own, 'system:authenticated'])] };
}

/** Throws a 401 for a token that was not issued here. */
export function userOf({ incoming }: Request, tokens: Tokens): User {
  const impersonated = incoming.headers['impersonate-user'];
  if (typeof impersonated === 'string') {
    const groups = incoming.headersDistinct['impersonate-group'] ?? [];
    return userNamed(impersonated, groups);
  }
  const bearer = /^Bearer (.+)$/i.exec(incoming.headers.authorization ?? '')?.[1];
  if (!bearer) return administrator;
  const name = tokens.userOf(bearer);
  if (!name) throw unauthorized();
  return userNamed(name);
}
