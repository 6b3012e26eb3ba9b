/** Draws the pods of closed areas: one small square each, from a bitmap that is made again only when they change. */

import { healths, type Place, podsIn } from '../graph/place.ts';
import type { Brush } from './brush.ts';
import type { Rect } from './camera.ts';
import { downCode, mosaicCodes, mosaicGrid } from './mosaic.ts';

interface Bitmap {
  readonly version: number;
  /** Pixels per square: `grain` with gaps between, or one without, for squares too small to have gaps. */
  readonly grain: number;
  readonly image: OffscreenCanvas;
}

/** Pixels of the bitmap per square. */
const grain = 8;

export class Mosaics {
  readonly #bitmaps = new Map<string, Bitmap>();

  draw(brush: Brush, place: Place, rect: Rect): void {
    const grid = mosaicGrid(podsIn(place));
    if (grid.w === 0 || grid.pitch * brush.zoom < 0.3) return;
    const pixels = grid.pitch * brush.zoom * brush.density;
    const { image } = this.#bitmap(brush, place, grid, pixels < 3 ? 1 : grain);
    const { context } = brush;
    context.imageSmoothingEnabled = pixels < grain;
    context.imageSmoothingQuality = 'high';
    context.drawImage(image, rect.x + 10, rect.y + rect.h - grid.h - 10, grid.w, grid.h);
  }

  /** After a change of theme. */
  forget(): void {
    this.#bitmaps.clear();
  }

  #bitmap(brush: Brush, place: Place, grid: { across: number; rows: number }, size: number): Bitmap {
    const known = this.#bitmaps.get(place.id);
    if (known !== undefined && known.version === place.version && known.grain === size) return known;
    const image = new OffscreenCanvas(grid.across * size, grid.rows * size);
    paint(image, mosaicCodes(place), { across: grid.across, grain: size }, coloursOf(brush));
    const made = { version: place.version, image, grain: size };
    if (this.#bitmaps.size > 4000) this.#bitmaps.clear();
    this.#bitmaps.set(place.id, made);
    return made;
  }
}

/** One colour per code. */
function coloursOf({ palette }: Brush): string[] {
  const colours = healths.map((health) => palette.stage(health === 'healthy' ? 'up' : 'unknown'));
  colours[healths.indexOf('degraded')] = palette.stage('warn');
  colours[healths.indexOf('missing')] = palette.stage('down');
  colours[downCode] = palette.stage('down');
  return colours;
}

/** What is down fills its square, what is up leaves a wide gap: the difference is also one of size. */
function paint(
  image: OffscreenCanvas,
  codes: Uint8Array,
  { across, grain }: { across: number; grain: number },
  colours: readonly string[],
): void {
  const context = image.getContext('2d');
  if (context === null) return;
  for (const [code, colour] of colours.entries()) {
    context.fillStyle = colour;
    const gap = grain === 1 ? 0 : code === downCode ? 1 : 2;
    for (let index = 0; index < codes.length; index++) {
      if (codes[index] !== code) continue;
      const x = (index % across) * grain;
      const y = Math.floor(index / across) * grain;
      context.fillRect(x + gap / 2, y + gap / 2, grain - gap, grain - gap);
    }
  }
}
