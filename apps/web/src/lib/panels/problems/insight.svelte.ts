/** What the server knows beyond the graph: causes of what is down, and who runs with an old secret or config map. */

import type { Client } from '@urql/core';
import { problemsDocument, staleDocument } from '../../wire/documents.ts';
import type { Causes } from './model.ts';

interface Named {
  readonly uid: string;
}

export interface StaleUse {
  readonly how: readonly string[];
  /** The server saw a write and cannot tell whether a value changed. */
  readonly inferred: boolean;
  readonly changedAt: number;
  readonly config: Named;
  readonly container: Named;
  readonly pod: Named;
}

export interface StaleWorkload {
  /** What brings it up to date, for a terminal. */
  readonly command: string;
  readonly workload: Named;
  readonly uses: readonly StaleUse[];
}

/** Asked again at most this often while the graph changes, in milliseconds. */
const rest = 1500;

export class Insight {
  causes: Causes = $state.raw(new Map());
  stale: readonly StaleWorkload[] = $state.raw([]);
  /** The server has answered; until then there is nothing to be said about what is out of date. */
  isTold = $state(false);
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Something has changed since the last question. */
  #again = false;
  /** The server has no such questions: it is not asked again. */
  #mute = false;
  readonly #client: Pick<Client, 'query'>;

  constructor(client: Pick<Client, 'query'>) {
    this.#client = client;
  }

  /** The graph has changed. */
  refresh(): void {
    if (this.#mute) return;
    this.#again = this.#timer !== undefined;
    if (this.#again) return;
    void this.ask();
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (this.#again) this.refresh();
    }, rest);
  }

  async ask(): Promise<void> {
    const [problems, stale] = await Promise.all([
      this.#client.query<{ problems: { cause: Named; affected: Named[] }[] }>(problemsDocument, {}).toPromise(),
      this.#client.query<{ stale: StaleWorkload[] }>(staleDocument, {}).toPromise(),
    ]);
    this.#mute = (problems.error?.graphQLErrors ?? []).some(({ message }) => message.startsWith('Cannot query field'));
    if (problems.data !== undefined) this.causes = causesFrom(problems.data.problems);
    if (stale.data === undefined) return;
    this.stale = stale.data.stale;
    this.isTold = true;
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}

/** Several problems may share what they affect. A cause explains itself. */
function causesFrom(problems: readonly { cause: Named; affected: readonly Named[] }[]): Causes {
  const causes = new Map<string, string[]>();
  for (const { cause, affected } of problems) {
    causes.set(cause.uid, [cause.uid]);
    for (const { uid } of affected) {
      const known = causes.get(uid);
      if (known === undefined) causes.set(uid, [cause.uid]);
      else known.push(cause.uid);
    }
  }
  return causes;
}
