/** Who the viewer says to be: a token for servers that want one, forgotten with the tab. */

import type { Shelf } from '../graph/favourites.svelte.ts';

const key = 'canopy.token';

export class Session {
  /** The server wants a token, or did not take the one it was shown. */
  needed = $state(false);
  /** Whether a token was shown and not taken. */
  refused = $state(false);
  /** Whether a token that was good is so no longer. */
  ended = $state(false);
  #token: string;
  /** The token was taken before, here or before the tab was loaded again. */
  #wasTaken: boolean;
  readonly #shelf: Shelf | undefined;

  /** The shelf is the tab's own: nothing of it is seen in another tab, or later. */
  constructor(shelf: Shelf | undefined) {
    this.#shelf = shelf;
    this.#token = shelf?.getItem(key) ?? '';
    this.#wasTaken = this.#token !== '';
  }

  get token(): string | undefined {
    return this.#token === '' ? undefined : this.#token;
  }

  enter(token: string): void {
    this.#token = token.trim();
    this.#shelf?.setItem(key, this.#token);
    this.#wasTaken = false;
    this.needed = false;
    this.refused = false;
    this.ended = false;
  }

  /** The server has answered. */
  welcomed(): void {
    this.#wasTaken = this.#token !== '';
  }

  /** The server has turned the viewer away. */
  turnedAway(): void {
    this.needed = true;
    // Several questions may be turned away for one token.
    if (this.#token === '') return;
    this.ended = this.#wasTaken;
    this.refused = !this.#wasTaken;
    this.#token = '';
    this.#shelf?.setItem(key, '');
  }
}
