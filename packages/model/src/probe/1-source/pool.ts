/** One connection pool per cluster, made anew when the TLS options changed. */

import { createHash } from 'node:crypto';
import { Agent, type Dispatcher, EnvHttpProxyAgent, ProxyAgent } from 'undici';
import type { Access, TlsOptions } from './credentials.ts';

/** A dead peer is noticed by the system, even where no proxy or load balancer says so. */
const CONNECT = { keepAlive: true, keepAliveInitialDelay: 30_000, timeout: 10_000 };

export class Pool {
  readonly #server: string;
  #fingerprint = '';
  #dispatcher: Dispatcher | undefined;
  /** Pools of earlier TLS options that still serve a watch. */
  readonly #retired = new Set<Dispatcher>();

  constructor(server: string) {
    this.#server = server;
  }

  /** The pool for a request with this access; running requests keep the one that they began with. */
  for(access: Access): Dispatcher {
    const fingerprint = fingerprintOf(access);
    if (this.#dispatcher && fingerprint === this.#fingerprint) return this.#dispatcher;
    if (this.#dispatcher) this.#retire(this.#dispatcher);
    this.#fingerprint = fingerprint;
    this.#dispatcher = dispatcherFor(this.#server, access);
    return this.#dispatcher;
  }

  /** Cuts every connection. A later request opens a new pool. */
  async destroy(): Promise<void> {
    const all = [...this.#retired, ...(this.#dispatcher ? [this.#dispatcher] : [])];
    this.#dispatcher = undefined;
    this.#retired.clear();
    await Promise.allSettled(all.map((dispatcher) => dispatcher.destroy()));
  }

  #retire(dispatcher: Dispatcher): void {
    this.#retired.add(dispatcher);
    void dispatcher.close().finally(() => this.#retired.delete(dispatcher));
  }
}

function fingerprintOf({ tls, proxy }: Access): string {
  const hash = createHash('sha256').update(proxy ?? '');
  for (const part of [tls.ca, tls.cert, tls.key, tls.pfx, tls.passphrase, tls.servername, tls.rejectUnauthorized]) {
    const bytes = Buffer.isBuffer(part) ? part : Buffer.from(String(part ?? ''));
    hash.update(`${bytes.length}:`).update(bytes);
  }
  return hash.digest('base64');
}

/** HTTP/1.1 throughout: a connection per watch gives each stream its own backpressure. */
function dispatcherFor(server: string, { tls, proxy }: Access): Dispatcher {
  const options = { allowH2: false, connect: { ...CONNECT, ...tls } };
  if (proxy) return new ProxyAgent({ ...options, connect: CONNECT, requestTls: tls as TlsOptions, uri: proxy });
  if (!proxiedByEnvironment(server)) return new Agent(options);
  return new EnvHttpProxyAgent({ ...options, requestTls: tls as TlsOptions });
}

/** HTTPS_PROXY and NO_PROXY count as they do for kubectl, which never sends loopback through a proxy. */
function proxiedByEnvironment(server: string): boolean {
  const { protocol, hostname } = new URL(server);
  if (hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.')) return false;
  const name = protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY';
  return Boolean(process.env[name] ?? process.env[name.toLowerCase()]);
}
