/** Credentials of a kubeconfig or of a pod's service account, as fresh as their files. */

import type { RequestOptions } from 'node:https';
import type { KubeConfig } from '@kubernetes/client-node';
import type { Access, Credentials, TlsOptions } from './credentials.ts';
import { type ConfigPlace, configStamp, readConfig } from './kubeconfig.ts';

/** Long enough for a plug-in that waits for a person. */
const PLUGIN_TIMEOUT = 120_000;

const TLS = ['ca', 'cert', 'key', 'pfx', 'passphrase', 'rejectUnauthorized', 'servername'] as const;

export class KubeconfigCredentials implements Credentials {
  readonly server: string;
  readonly #place: ConfigPlace;
  readonly #context: string;
  #config: KubeConfig;
  #stamp: string;
  #stale = false;
  #last: Access | undefined;
  /** Plug-ins are programs: those who ask at the same time share one run. */
  #asking: Promise<Access> | undefined;

  constructor(place: ConfigPlace, config: KubeConfig) {
    this.#place = place;
    this.#stamp = configStamp(place);
    this.#config = config;
    this.#context = config.currentContext;
    this.server = config.getCurrentCluster()!.server;
  }

  current(): Promise<Access> {
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  renew(refused: Access): void {
    // Many requests may be refused for the same token; one new reading is enough.
    if (refused === this.#last) this.#stale = true;
  }

  async #ask(): Promise<Access> {
    const stamp = configStamp(this.#place);
    if (this.#stale || stamp !== this.#stamp) await this.#reload(stamp);
    const access = await within(PLUGIN_TIMEOUT, accessOf(this.#config));
    // The same object for the same access, so that `renew` knows whether what was refused is still in use.
    if (this.#last && same(this.#last, access)) return this.#last;
    this.#last = access;
    return access;
  }

  /** A file that is being written, or was taken away, leaves what we have in force. The server stays the same. */
  async #reload(stamp: string): Promise<void> {
    this.#stale = false;
    try {
      const config = await readConfig(this.#place, 'files' in this.#place ? this.#context : undefined);
      this.#stamp = stamp;
      if (config.getCurrentCluster()?.server === this.server) this.#config = config;
    } catch {
      // Tried again with the next request, since the stamp still differs.
    }
  }
}

/** No credentials go over plain HTTP, as with kubectl. */
async function accessOf(config: KubeConfig): Promise<Access> {
  const { server, proxyUrl } = config.getCurrentCluster()!;
  if (server.startsWith('http:')) return { headers: {}, tls: {}, proxy: proxyUrl };
  const options: RequestOptions = {};
  await config.applyToHTTPSOptions(options);
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(options.headers ?? {})) headers[name.toLowerCase()] = String(value).trim();
  // The client keeps name and password apart from the headers.
  if (options.auth) headers.authorization = `Basic ${Buffer.from(options.auth).toString('base64')}`;
  const tls = Object.fromEntries(TLS.flatMap((key) => (options[key] === undefined ? [] : [[key, options[key]]])));
  return { headers, tls: tls as TlsOptions, proxy: proxyUrl };
}

function same(a: Access, b: Access): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

async function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`the credential plug-in did not answer within ${ms / 1000} s`)), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
