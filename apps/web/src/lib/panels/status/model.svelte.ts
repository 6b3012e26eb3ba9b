/** How well the server follows its clusters, kind by kind: asked often while it starts, now and then later. */

import type { Client } from '@urql/core';
import { kindsDocument, probeDocument } from '../../wire/documents.ts';
import type { KindInfo, ProbeStatus } from '../../wire/frames.ts';

const often = 1000;
const seldom = 5_000;

export interface Progress {
  readonly done: number;
  readonly all: number;
  readonly objects: number;
}

interface Following {
  readonly signal: AbortSignal;
  /** The picture is live: asking seldom will do. */
  readonly settled: () => boolean;
  /** False while the server would turn the question away. */
  readonly allowed: () => boolean;
}

export class Sync {
  status: ProbeStatus | undefined = $state.raw(undefined);
  kinds: readonly KindInfo[] = $state.raw([]);
  /** Questions in a row that got no answer. */
  #unanswered = 0;
  readonly #client: Pick<Client, 'query'>;

  constructor(client: Pick<Client, 'query'>) {
    this.#client = client;
  }

  readonly progress: Progress = $derived(progressOf(this.status));
  start({ signal, settled, allowed }: Following): void {
    let timer: ReturnType<typeof setTimeout>;
    const round = async () => {
      if (allowed()) await this.ask();
      if (!signal.aborted) timer = setTimeout(round, this.#pause(settled()));
    };
    signal.addEventListener('abort', () => clearTimeout(timer));
    void round();
  }

  async ask(): Promise<void> {
    const { data } = await this.#client.query<{ probe: ProbeStatus }>(probeDocument, {}).toPromise();
    this.#unanswered = data === undefined ? this.#unanswered + 1 : 0;
    if (data === undefined) return;
    this.status = data.probe;
    if (this.kinds.length > 0) return;
    const known = await this.#client.query<{ kinds: KindInfo[] }>(kindsDocument, {}).toPromise();
    this.kinds = known.data?.kinds ?? [];
  }

  #pause(isSettled: boolean): number {
    if (this.#unanswered > 0) return Math.min(often * 2 ** (this.#unanswered - 1), seldom);
    return this.status?.ready && isSettled ? seldom : often;
  }
}

export function progressOf(status: ProbeStatus | undefined): Progress {
  const kinds = (status?.clusters ?? []).flatMap((cluster) => cluster.kinds);
  const done = kinds.filter(({ state }) => state !== 'pending' && state !== 'listing').length;
  return { done, all: kinds.length, objects: kinds.reduce((sum, { objects }) => sum + objects, 0) };
}
