/** Knows the query language: loaded when somebody begins to write, with the words of the graph that is shown. */

import type { Vocabulary } from '@canopy/gremlin/language';
import type { Reader } from '@canopy/model';

type Module = typeof import('./editor.ts');

/** The words of the graph are gathered again after so many milliseconds. */
const fresh = 15_000;

export class Language {
  /** Opens editors; not there before it is loaded. */
  editor: Module | undefined = $state.raw(undefined);
  #loading = false;
  #words: { vocabulary: Vocabulary; at: number } | undefined;
  readonly #reader: () => Reader;
  readonly #clock: () => number;
  readonly #load: () => Promise<Module>;

  constructor(reader: () => Reader, clock: () => number = Date.now, load = () => import('./editor.ts')) {
    this.#reader = reader;
    this.#clock = clock;
    this.#load = load;
  }

  /** Writing goes on in a plain field where the editor cannot be loaded; the next attempt tries again. */
  async load(): Promise<void> {
    if (this.#loading) return;
    this.#loading = true;
    try {
      this.editor = await this.#load();
    } catch {
      this.#loading = false;
    }
  }

  words(editor: Pick<Module, 'vocabularyOf'>): Vocabulary {
    const now = this.#clock();
    if (this.#words === undefined || now - this.#words.at > fresh) {
      this.#words = { vocabulary: editor.vocabularyOf(this.#reader(), 2000), at: now };
    }
    return this.#words.vocabulary;
  }
}
