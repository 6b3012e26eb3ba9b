/**
 * OpenID Connect: bearer tokens that an identity provider signed, checked against its published keys.
 * Claims become user and groups as the flags `--oidc-*` of the Kubernetes API server say it:
 * https://kubernetes.io/docs/reference/access-authn-authz/authentication/#openid-connect-tokens
 */

import { createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { signedInViewer } from './signed-in.ts';
import type { Authenticate, Viewer } from './viewer.ts';

export interface OidcOptions {
  /** As in the `iss` of tokens; the provider describes itself below it. */
  readonly issuer: string;
  /** The client id that tokens must be made out to. */
  readonly audience: string;
  readonly usernameClaim: string;
  readonly groupsClaim: string;
  readonly usernamePrefix: string;
  readonly groupsPrefix: string;
}

/** Signatures with keys of two halves only: a shared secret cannot be published. */
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];
const timeoutMs = 10_000;
const toleranceSeconds = 10;

export function oidc(options: OidcOptions, clock: () => number = Date.now): Authenticate {
  let keys: Promise<JWTVerifyGetKey> | undefined;
  return async ({ token }) => {
    // Three parts, or it is none of the provider's: not worth asking for keys.
    if (token === undefined || token.split('.').length !== 3) return undefined;
    keys ??= discover(options.issuer);
    keys.catch(() => {
      keys = undefined;
    });
    try {
      const { payload } = await jwtVerify(token, await keys, {
        ...{ issuer: options.issuer, audience: options.audience, algorithms, clockTolerance: toleranceSeconds },
        requiredClaims: ['exp'],
        currentDate: new Date(clock()),
      });
      return viewerFrom(payload, options);
    } catch (error) {
      // The token is at fault: that is an answer. A provider that is away is none.
      if (error instanceof errors.JOSEError && !(error instanceof errors.JWKSTimeout)) return undefined;
      throw error;
    }
  };
}

/** https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfig */
async function discover(issuer: string): Promise<JWTVerifyGetKey> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  const found = (await response.json()) as { issuer?: unknown; jwks_uri?: unknown };
  if (found.issuer !== issuer) throw new Error(`${url} speaks for ${String(found.issuer)}, not for ${issuer}`);
  if (typeof found.jwks_uri !== 'string') throw new Error(`${url} names no jwks_uri`);
  return createRemoteJWKSet(new URL(found.jwks_uri), { timeoutDuration: timeoutMs });
}

function viewerFrom(claims: JWTPayload, options: OidcOptions): Viewer | undefined {
  const name = claims[options.usernameClaim];
  if (typeof name !== 'string' || name === '') return undefined;
  if (options.usernameClaim === 'email' && claims.email_verified === false) return undefined;
  const told = claims[options.groupsClaim] ?? [];
  const groups = (Array.isArray(told) ? told : [told]).filter((group) => typeof group === 'string');
  return signedInViewer(
    options.usernamePrefix + name,
    groups.map((group) => options.groupsPrefix + group),
    claims.exp === undefined ? undefined : claims.exp * 1_000,
  );
}
