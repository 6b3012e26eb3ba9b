/** Queries that the viewer named, kept in the browser. */

import type { Preset } from './presets.ts';

const key = 'canopy.favourites';

export interface Shelf {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

export class Favourites {
  list: readonly Preset[] = $state.raw([]);
  readonly #shelf: Shelf | undefined;

  /** Without a shelf (storage refused) they last as long as the page. */
  constructor(shelf: Shelf | undefined) {
    this.#shelf = shelf;
    this.list = read(shelf);
  }

  /** A name that is taken gets the new query. */
  add(name: string, query: string): void {
    const rest = this.list.filter((favourite) => favourite.name !== name);
    this.#keep([...rest, { name, query }].sort((a, b) => (a.name < b.name ? -1 : 1)));
  }

  remove(name: string): void {
    this.#keep(this.list.filter((favourite) => favourite.name !== name));
  }

  #keep(list: readonly Preset[]): void {
    this.list = list;
    this.#shelf?.setItem(key, JSON.stringify(list));
  }
}

function read(shelf: Shelf | undefined): Preset[] {
  try {
    const value: unknown = JSON.parse(shelf?.getItem(key) ?? '[]');
    return Array.isArray(value) ? value.filter(isPreset) : [];
  } catch {
    return [];
  }
}

function isPreset(value: unknown): value is Preset {
  if (typeof value !== 'object' || value === null) return false;
  const { name, query } = value as Record<string, unknown>;
  return typeof name === 'string' && typeof query === 'string';
}
