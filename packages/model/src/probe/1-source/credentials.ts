/** What a request to one server needs beyond its path: address, headers and TLS options, always as they are now. */

import type { ConnectionOptions } from 'node:tls';

export type TlsOptions = Pick<
  ConnectionOptions,
  'ca' | 'cert' | 'key' | 'pfx' | 'passphrase' | 'rejectUnauthorized' | 'servername'
>;

export interface Access {
  readonly headers: Readonly<Record<string, string>>;
  readonly tls: TlsOptions;
  /** `proxy-url` of the kubeconfig. */
  readonly proxy?: string;
}

export interface Credentials {
  /** The server's address, with a path where the API lives below one. */
  readonly server: string;
  /** Headers and TLS options for a request that starts now; files and tokens that changed are read again. */
  current(): Promise<Access>;
  /** The server did not accept `refused`: everything that is kept is forgotten and obtained anew. */
  renew(refused: Access): void;
}

/** A server that asks for no credentials, such as the sandbox or `kubectl proxy`. */
export function anonymous(server: string): Credentials {
  const access: Access = { headers: {}, tls: {} };
  return { server, current: () => Promise.resolve(access), renew: () => {} };
}
