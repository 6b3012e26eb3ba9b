/** How well the server follows its clusters, kind by kind: asked often while it starts, now and then later. */

import type { Client } from '@urql/core';
import { kindsDocument, probeDocument } from '../../wire/documents.ts';
import type { KindInfo, KindSync, ProbeStatus } from '../../wire/frames.ts';

const often = 1000;
const seldom = 10_000;

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
  readonly #client: Pick<Client, 'query'>;

  constructor(client: Pick<Client, 'query'>) {
    this.#client = client;
  }

  readonly progress: Progress = $derived(progressOf(this.status));
  /** Kinds that somebody should look at. */
  readonly troubles: readonly KindSync[] = $derived(
    (this.status?.clusters ?? []).flatMap(({ kinds }) =>
      kinds.filter(({ state }) => state === 'forbidden' || state === 'failing'),
    ),
  );

  start({ signal, settled, allowed }: Following): void {
    let timer: ReturnType<typeof setTimeout>;
    const round = async () => {
      if (allowed()) await this.ask();
      if (!signal.aborted) timer = setTimeout(round, this.status?.ready && settled() ? seldom : often);
    };
    signal.addEventListener('abort', () => clearTimeout(timer));
    void round();
  }

  async ask(): Promise<void> {
    if (this.kinds.length === 0) {
      const { data } = await this.#client.query<{ kinds: KindInfo[] }>(kindsDocument, {}).toPromise();
      this.kinds = data?.kinds ?? [];
    }
    const { data } = await this.#client.query<{ probe: ProbeStatus }>(probeDocument, {}).toPromise();
    if (data !== undefined) this.status = data.probe;
  }
}

export function progressOf(status: ProbeStatus | undefined): Progress {
  const kinds = (status?.clusters ?? []).flatMap((cluster) => cluster.kinds);
  const done = kinds.filter(({ state }) => state !== 'pending' && state !== 'listing').length;
  return { done, all: kinds.length, objects: kinds.reduce((sum, { objects }) => sum + objects, 0) };
}
