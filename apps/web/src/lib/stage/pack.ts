/** Packs rectangles of different sizes into rows, in the order given, so that a change moves only what comes after it. */

export interface Size {
  w: number;
  h: number;
}

export interface Packed extends Size {
  /** The upper left corner of each rectangle, in the order given. */
  readonly at: readonly { readonly x: number; readonly y: number }[];
}

/**
 * Rows as wide as `width` (a wider rectangle gets a row alone). Within a row, what fits below its neighbour stands
 * below it: give the tallest first. Nothing overlaps, and `gap` is kept between all.
 */
export function pack(sizes: readonly Size[], width: number, gap: number): Packed {
  const at: { x: number; y: number }[] = [];
  let row = { y: 0, h: 0 };
  let column = { x: 0, w: 0, h: 0 };
  let widest = 0;
  for (const { w, h } of sizes) {
    const below = column.h + gap + h;
    const fitsBelow = column.h > 0 && below <= row.h && (w <= column.w || column.x + w <= width);
    if (fitsBelow) {
      at.push({ x: column.x, y: row.y + column.h + gap });
      column = { x: column.x, w: Math.max(column.w, w), h: below };
    } else {
      const x = column.w === 0 ? 0 : column.x + column.w + gap;
      if (x > 0 && x + w > width) {
        row = { y: row.y + row.h + gap, h };
        column = { x: 0, w, h };
      } else column = { x, w, h };
      row.h = Math.max(row.h, h);
      at.push({ x: column.x, y: row.y });
    }
    widest = Math.max(widest, column.x + column.w);
  }
  return { at, w: widest, h: row.y + row.h };
}

/**
 * Packs into the shape nearest to `aspect` (width by height). A width that was chosen before is kept while it does
 * nearly as well as the best, so that small changes leave everything where it is.
 */
export function packNear(sizes: readonly Size[], aspect: number, gap: number, before = 0): Packed & { width: number } {
  let widest = 0;
  let all = 0;
  for (const { w } of sizes) {
    widest = Math.max(widest, w);
    all += w + gap;
  }
  const waste = (packed: Packed) => Math.max(packed.w, packed.h * aspect);
  const kept = before >= widest && before > 0 ? pack(sizes, before, gap) : undefined;
  let best = { ...pack(sizes, widest, gap), width: widest };
  for (let width = coarse(widest); width < all * 1.125; width = coarse(width + 1)) {
    const packed = pack(sizes, width, gap);
    if (waste(packed) < waste(best) * 0.999) best = { ...packed, width };
  }
  return kept !== undefined && waste(kept) <= waste(best) * 1.2 ? { ...kept, width: before } : best;
}

/** The next of a series of steps of an eighth: sizes that are made of it change rarely. */
export function coarse(value: number): number {
  if (value <= 0) return 0;
  const step = 1.125;
  return Math.ceil(step ** Math.ceil(Math.log(value) / Math.log(step)));
}

/** How many columns a grid of `count` cells gets; `ratio` is the width of the whole by its height, in cells. */
export function columns(count: number, ratio: number): number {
  return Math.max(1, Math.ceil(Math.sqrt(coarse(count) * ratio)));
}
