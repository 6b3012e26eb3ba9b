/** Who may speak to the server at all: the name it is called by, and the site that a browser's page comes from. */

import type { IncomingMessage } from 'node:http';
import { type Config, isLoopback } from '../config.ts';

export interface Refusal {
  readonly status: number;
  readonly message: string;
}

export type Guard = (request: IncomingMessage) => Refusal | undefined;

/**
 * On loopback only local names are answered, so that a page whose name was rebound to 127.0.0.1 reads nothing. A page
 * of another site may not ask either, unless its origin is allowed; this holds for WebSockets too, which browsers let
 * any page open.
 */
export function createGuard(config: Pick<Config, 'host' | 'allowedHosts' | 'allowedOrigins'>): Guard {
  const names = new Set(config.allowedHosts.map((name) => name.toLowerCase()));
  const origins = new Set(config.allowedOrigins.map((origin) => new URL(origin).origin));
  const local = isLoopback(config.host);
  return (request) => {
    const host = request.headers.host ?? '';
    const name = hostName(host);
    if (name === undefined) return { status: 400, message: 'The Host header is missing or malformed' };
    if (local && !isLocalName(name) && !names.has(name))
      return { status: 421, message: `This server does not answer for ${name}; see --allowed-host` };
    const { origin } = request.headers;
    if (origin !== undefined && !origins.has(origin) && !sameOrigin(origin, host))
      return { status: 403, message: `Pages of ${origin} may not ask this server; see --allowed-origin` };
    // A page that embeds an address cannot read the answer, and sends no origin; it may not make the server work either.
    if (request.headers['sec-fetch-site'] === 'cross-site' && request.headers['sec-fetch-mode'] === 'no-cors')
      return { status: 403, message: 'Pages of other sites may not embed what this server answers' };
    return undefined;
  };
}

function hostName(host: string): string | undefined {
  try {
    return host === '' ? undefined : new URL(`http://${host}`).hostname.toLowerCase();
  } catch {
    return undefined;
  }
}

function isLocalName(name: string): boolean {
  return isLoopback(name) || name.endsWith('.localhost');
}

function sameOrigin(origin: string, host: string): boolean {
  try {
    return new URL(origin).host === new URL(`http://${host}`).host;
  } catch {
    return false;
  }
}
