/** Remembers for a short while what a server offers, so that all its reflectors ask together. */

import type { Clock } from '../../base/clock.ts';
import type { Kind } from '../../kinds/define.ts';
import type { ApiServer } from './api-server.ts';
import { type Discovery, discover, targetOf } from './discovery.ts';
import { Refusal } from './refusal.ts';
import type { WatchTarget } from './source.ts';

const FRESH_MS = 20_000;

export class Targets {
  readonly #server: ApiServer;
  readonly #clock: Clock;
  readonly #groups: ReadonlySet<string>;
  #asked: { readonly at: number; readonly answer: Promise<Discovery> } | undefined;

  constructor(server: ApiServer, kinds: readonly Kind[], clock: Clock) {
    this.#server = server;
    this.#clock = clock;
    this.#groups = new Set(kinds.flatMap(({ api }) => (api ? [api.group] : [])));
  }

  /** `undefined` when the server does not have the kind. Rejects with a `Refusal` when it cannot be asked. */
  async of(kind: Kind, signal: AbortSignal): Promise<WatchTarget | undefined> {
    const now = this.#clock.now();
    if (!this.#asked || now < this.#asked.at || now - this.#asked.at > FRESH_MS) {
      const answer = discover(this.#server, signal, this.#groups);
      this.#asked = { at: now, answer };
      answer.catch(() => {
        if (this.#asked?.answer === answer) this.#asked = undefined;
      });
    }
    try {
      return targetOf(kind, await this.#asked.answer);
    } catch (error) {
      // Discovery is open to everybody by default; where it is not, only trying tells.
      if (error instanceof Refusal && error.status === 403) return firstTarget(kind);
      throw error;
    }
  }
}

function firstTarget({ key, api }: Kind): WatchTarget | undefined {
  const version = api?.versions[0];
  return api && version !== undefined ? { kind: key, api, version } : undefined;
}
