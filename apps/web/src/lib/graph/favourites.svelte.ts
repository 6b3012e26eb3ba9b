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
    this.list = parse(shelf?.getItem(key) ?? '[]');
  }

  /** A name that is taken gets the new query. */
  add(name: string, query: string): void {
    const rest = this.list.filter((favourite) => favourite.name !== name);
    this.#keep([...rest, { name, query }].sort(byName));
  }

  remove(name: string): void {
    this.#keep(this.list.filter((favourite) => favourite.name !== name));
  }

  /** All of them, for a file. */
  text(): string {
    return `${JSON.stringify(this.list, null, 2)}\n`;
  }

  /** Adds those of a file; a name that is taken gets the new query. Says what came of it. */
  take(text: string): string {
    const found = parse(text);
    if (found.length === 0) return 'There are no favourites in this file: a list of names and queries is wanted.';
    const names = new Set(found.map(({ name }) => name));
    this.#keep([...this.list.filter(({ name }) => !names.has(name)), ...found].sort(byName));
    return `Took ${found.length} ${found.length === 1 ? 'favourite' : 'favourites'}.`;
  }

  #keep(list: readonly Preset[]): void {
    this.list = list;
    this.#shelf?.setItem(key, JSON.stringify(list));
  }
}

const byName = (a: Preset, b: Preset) => (a.name < b.name ? -1 : 1);

function parse(text: string): Preset[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value.filter(isPreset).map(({ name, query }) => ({ name, query })) : [];
  } catch {
    return [];
  }
}

function isPreset(value: unknown): value is Preset {
  if (typeof value !== 'object' || value === null) return false;
  const { name, query } = value as Record<string, unknown>;
  return typeof name === 'string' && typeof query === 'string';
}
