/** Keeps the browser's address in step with the view. */

import { type Address, readAddress, writeAddress } from './address.ts';
import type { Surroundings } from './surroundings.ts';

/** Milliseconds. Browsers refuse to be told too often. */
const delay = 300;

export class AddressBar {
  readonly #surroundings: Surroundings;
  readonly #view: () => Address;
  #noting: ReturnType<typeof setTimeout> | undefined;

  constructor(surroundings: Surroundings, view: () => Address) {
    this.#surroundings = surroundings;
    this.#view = view;
  }

  /** What the page was opened with. */
  get opened(): Address {
    return readAddress(this.#surroundings.page.search);
  }

  /** The address follows a little later. */
  note(): void {
    this.#noting ??= setTimeout(() => {
      this.#noting = undefined;
      this.#surroundings.setAddress(writeAddress(this.#view()));
    }, delay);
  }

  stop(): void {
    clearTimeout(this.#noting);
  }
}
