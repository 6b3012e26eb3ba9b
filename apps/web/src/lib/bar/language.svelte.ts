/** Knows the query language: loaded when somebody begins to write, with the words of the graph that is shown. */

import type { Completions, Vocabulary } from '@canopy/gremlin/language';
import type { Reader } from '@canopy/model';

type Service = typeof import('@canopy/gremlin/language');

/** The words of the graph are gathered again after so many milliseconds. */
const fresh = 15_000;

export class Language {
  #service: Service | undefined = $state.raw(undefined);
  #loading = false;
  #words: { vocabulary: Vocabulary; at: number } | undefined;
  readonly #reader: () => Reader;
  readonly #clock: () => number;

  constructor(reader: () => Reader, clock: () => number = Date.now) {
    this.#reader = reader;
    this.#clock = clock;
  }

  /** Writing goes on without help where the service cannot be loaded. */
  async load(): Promise<void> {
    if (this.#loading) return;
    this.#loading = true;
    try {
      this.#service = await import('@canopy/gremlin/language');
    } catch {
      this.#loading = false;
    }
  }

  complete(text: string, offset: number): Completions | undefined {
    return this.#service?.complete(text, offset, this.#vocabulary(this.#service));
  }

  #vocabulary(service: Service): Vocabulary {
    const now = this.#clock();
    if (this.#words === undefined || now - this.#words.at > fresh) {
      this.#words = { vocabulary: service.vocabularyOf(this.#reader(), 2000), at: now };
    }
    return this.#words.vocabulary;
  }
}
