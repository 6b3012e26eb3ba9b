/** What is under a point: areas hold their boxes, so walking down from the root finds it at once. */

import type { Box, Scene } from './scene.ts';

/** The innermost box at a point of the world. */
export function boxAt(scene: Scene, x: number, y: number): Box | undefined {
  let at = scene.root;
  if (at === undefined) return undefined;
  let found: Box | undefined;
  while (at !== undefined) {
    const inner: Box | undefined = at.children.find((child) => contains(child, x, y));
    found = inner ?? found;
    at = inner;
  }
  return found;
}

function contains({ x, y, w, h }: Box, px: number, py: number): boolean {
  return px >= x && px < x + w && py >= y && py < y + h;
}

/** The sign that opens and closes stands at the right end of the header, or in the corner of a closed area. */
export function onToggle(box: Box, x: number, y: number): boolean {
  if (box.place.size === 0 || (box.form !== 'area' && box.form !== 'tile')) return false;
  const { size, cx, cy } = toggleOf(box);
  return Math.abs(x - cx) <= size && Math.abs(y - cy) <= size;
}

export function toggleOf(box: Box): { cx: number; cy: number; size: number } {
  const header = box.form === 'area' ? box.header : 32;
  const size = Math.min(9, header / 2 - 2);
  return { cx: box.x + box.w - size - 6, cy: box.y + Math.min(header, box.h) / 2, size };
}
