/** What the page gives the dashboard to live in: its address, what the browser keeps, an engine that arranges diagrams. */

import type { Shelf } from './graph/favourites.svelte.ts';
import type { Arrange } from './stage/diagram/diagram.ts';

export interface Surroundings {
  readonly page: URL;
  readonly shelf: Shelf | undefined;
  /** Lasts as long as the tab. */
  readonly tab: Shelf | undefined;
  /** Puts the search part of the URL into the browser's address, without a new entry in its history. */
  readonly setAddress: (search: string) => void;
  readonly arrange: Arrange;
}
