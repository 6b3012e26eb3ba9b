/** What every drawing function needs: the context, the colours, text and badges, and how much detail can be seen. */

import type { Badges } from './badge.ts';
import type { Palette } from './palette.ts';
import type { Typesetter } from './text.ts';

export interface Brush {
  readonly context: CanvasRenderingContext2D;
  readonly palette: Palette;
  readonly text: Typesetter;
  readonly badges: Badges;
  /** Pixels per unit. */
  readonly zoom: number;
  /** Pixels of the device per CSS pixel. */
  readonly density: number;
}

/** Text smaller than this on the screen is not drawn. */
const smallestText = 5.2;

/** Whether clusters and namespaces are large enough for their own headers; smaller ones get labels. */
export const hasOwnName = (brush: Brush): boolean => isLegible(brush, 10);

export interface Growing {
  readonly size: number;
  readonly most: number;
  readonly weight: number;
  readonly room: number;
}

/** Small names grow when one looks from afar, as far as the whole name has room, or until it can be read. */
export function grown({ text, zoom }: Brush, name: string, { size, most, weight, room }: Growing): number {
  const wanted = Math.min(most, 8 / zoom);
  if (wanted <= size) return size;
  const fitting = (wanted * room) / Math.max(room, text.width(name, { size: wanted, weight }));
  return Math.max(size, fitting, Math.min(wanted, 6.4 / zoom));
}

export const isLegible = (brush: Brush, size: number): boolean => size * brush.zoom >= smallestText;
