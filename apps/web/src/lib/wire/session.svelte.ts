/** Who the viewer says to be: a token for servers that want one, forgotten with the tab. */

import type { Shelf } from '../graph/favourites.svelte.ts';

const key = 'canopy.token';

export class Session {
  /** The server wants a token, or did not take the one it was shown. */
  needed = $state(false);
  /** Whether a token was shown and not taken. */
  refused = $state(false);
  #token: string;
  readonly #shelf: Shelf | undefined;

  /** The shelf is the tab's own: nothing of it is seen in another tab, or later. */
  constructor(shelf: Shelf | undefined) {
    this.#shelf = shelf;
    this.#token = shelf?.getItem(key) ?? '';
  }

  get token(): string | undefined {
    return this.#token === '' ? undefined : this.#token;
  }

  enter(token: string): void {
    this.#token = token.trim();
    this.#shelf?.setItem(key, this.#token);
    this.needed = false;
    this.refused = false;
  }

  /** The server has turned the viewer away. */
  turnedAway(): void {
    this.needed = true;
    // Several questions may be turned away for one token.
    if (this.#token === '') return;
    this.refused = true;
    this.#token = '';
    this.#shelf?.setItem(key, '');
  }
}
