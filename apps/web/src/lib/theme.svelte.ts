/** Dark or light: as the system says until the viewer chooses. */

import type { Shelf } from './graph/favourites.svelte.ts';

export type ThemeChoice = 'system' | 'dark' | 'light';

const key = 'canopy.theme';

export class Theme {
  chosen: ThemeChoice = $state('system');
  system: 'dark' | 'light' = $state('dark');
  readonly #shelf: Shelf | undefined;

  constructor(shelf: Shelf | undefined) {
    this.#shelf = shelf;
    this.choose(shelf?.getItem(key) ?? 'system');
  }

  get shown(): 'dark' | 'light' {
    return this.chosen === 'system' ? this.system : this.chosen;
  }

  choose(name: string): void {
    this.chosen = name === 'dark' || name === 'light' ? name : 'system';
    this.#shelf?.setItem(key, this.chosen);
  }

  toggle(): void {
    this.choose(this.shown === 'dark' ? 'light' : 'dark');
  }
}
